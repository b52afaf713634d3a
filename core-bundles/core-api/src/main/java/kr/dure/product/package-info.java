/** What an app is, what is sold, and what is switched on for a tenant. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.product;
