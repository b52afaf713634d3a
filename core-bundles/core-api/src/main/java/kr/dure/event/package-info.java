/** What happened: published with the transaction, delivered after its commit to whoever subscribed. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.event;
