/** Counted uses that end on an invoice. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.metering;
