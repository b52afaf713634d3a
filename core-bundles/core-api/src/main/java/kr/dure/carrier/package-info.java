/** What carries text messages: an add-on brings a {@link kr.dure.carrier.CarrierProvider}, the SMS add-on uses it. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.carrier;
