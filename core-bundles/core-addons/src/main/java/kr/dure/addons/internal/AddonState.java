package kr.dure.addons.internal;

/** How an add-on is. */
public enum AddonState {
    /** In the ledger, and not usable at the moment: it is just coming up, or something it needs is away. */
    INSTALLED,
    /** Its services are there. */
    ACTIVE,
    /** The last attempt to bring it up failed; the reason is noted. The next start tries again. */
    FAILED,
    /** Switched off for everyone, because it did harm or by the operator; only a release brings it back. */
    QUARANTINED
}
