/** Payments: what an adapter to a bank's or clearing house's files implements. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.payment;
