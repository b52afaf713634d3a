package kr.dure.identity;

/**
 * Keeps what must not be readable in the database or a backup of it: account numbers, keys. Implemented by core-identity
 * with the installation's key, which all its servers share.
 */
public interface Secrets {
    /**
     * Encrypts and authenticates.
     *
     * @param context what the secret belongs to; only the same context opens it
     * @return text to be stored, another each time
     */
    String seal(String secret, String context);

    /** @throws IllegalStateException when it was sealed for another context, with another key, or not by us */
    String open(String sealed, String context);

    /** A short proof, good for links and forms, that this installation made {@code text}. */
    String sign(String text);
}
