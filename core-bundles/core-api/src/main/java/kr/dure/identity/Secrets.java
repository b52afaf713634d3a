package kr.dure.identity;

/**
 * Encrypts what must not be readable in the database or a backup of it, with a key of the installation that lies apart
 * from it. Implemented by core-identity.
 */
public interface Secrets {
    /** @param context what the secret belongs to; only the same context opens it */
    String seal(String secret, String context);

    /** @throws IllegalStateException when it was sealed with another key or for another context */
    String open(String sealed, String context);
}
