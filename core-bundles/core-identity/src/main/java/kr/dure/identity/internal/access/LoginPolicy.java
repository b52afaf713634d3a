package kr.dure.identity.internal.access;

/**
 * How a tenant's people log in.
 *
 * @param minPasswordLength 8 to 64 characters
 * @param idleMinutes a session that nobody used for so long ends, 5 to 1,440
 * @param absoluteHours a session ends after so long in any case, 1 to 720
 * @param secondFactor who must have one
 * @param raiseSeatsOnImport whether imports and provisioning may add accounts above the registered seats (B1)
 */
public record LoginPolicy(
        int minPasswordLength,
        int idleMinutes,
        int absoluteHours,
        SecondFactorDemand secondFactor,
        boolean raiseSeatsOnImport) {
    /** What holds until a tenant decides otherwise. */
    public static final LoginPolicy DEFAULT =
            new LoginPolicy(PasswordRules.MIN_LENGTH, 120, 12, SecondFactorDemand.NOBODY, false);

    /** Who must have a second factor. */
    public enum SecondFactorDemand {
        NOBODY,
        /** Administrators, and whoever was given a permission, by a role or singly. */
        ADMINISTRATORS,
        ALL
    }

    /** Whether somebody who does or does not administer must have a second factor. */
    public boolean demandsSecondFactor(boolean administrates) {
        return secondFactor == SecondFactorDemand.ALL
                || administrates && secondFactor == SecondFactorDemand.ADMINISTRATORS;
    }
}
