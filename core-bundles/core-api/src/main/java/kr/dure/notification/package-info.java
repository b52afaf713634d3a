/** Telling people: e-mail to the outside. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.notification;
