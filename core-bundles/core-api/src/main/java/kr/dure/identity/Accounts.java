package kr.dure.identity;

/** The accounts of the current tenant. Implemented by core-identity, asked by core-billing. */
public interface Accounts {
    /**
     * How many there are. Inside a transaction that writes, no account is added before it ends: what is decided by the
     * number holds.
     */
    int count();
}
