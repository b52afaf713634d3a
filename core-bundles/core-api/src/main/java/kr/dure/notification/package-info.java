/** Telling people: notices in the browser, by e-mail and by text message, and e-mail to the outside. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.notification;
