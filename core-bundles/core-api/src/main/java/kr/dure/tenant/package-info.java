/** Tenants: the customer companies, and which of them the current thread works for. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.tenant;
