package kr.dure.notification.internal.sender;

/**
 * In whose name a mail goes out.
 *
 * @param address null: the installation's, with its own name
 * @param name beside the address, or null
 * @param key signs it, or null: it goes out without a signature
 */
public record Sender(String address, String name, DkimKey key) {
    /** The installation's, not signed. */
    public static final Sender INSTALLATION = new Sender(null, null, null);
}
