package kr.dure.notification;

/** A way on which a notice reaches a person. */
public enum Channel {
    /** The list in the browser, and at once on the live stream of open ones. */
    IN_APP,
    /** A mail to the account's external address. */
    EMAIL,
    /** A text message to the person's mobile number, where the product {@code sms} is on; charged as any other (B5). */
    SMS
}
