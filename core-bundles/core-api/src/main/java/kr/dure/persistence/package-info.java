/** Transactions on the app's own schema, bound to one tenant. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.persistence;
