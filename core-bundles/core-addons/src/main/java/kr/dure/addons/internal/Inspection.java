package kr.dure.addons.internal;

import java.util.List;
import java.util.Map;

/**
 * What installing a jar would do.
 *
 * @param id last part of the symbolic name
 * @param sha256 of the jar, 64 hexadecimal digits
 * @param action what an installation would come to
 * @param installs the bundle that would be installed, with its version; empty when nothing would
 * @param replaces the installed version that would go, with how many services it offers; null when there is none
 * @param refreshed symbolic names of other bundles that would be restarted; with one of them it is refused
 * @param migrations the SQL scripts the jar brings, in the order they run
 * @param missing what it needs and nothing installed offers
 * @param ok whether it may be installed
 * @param problems why not
 * @param findings the same, each with what is needed, what was found and what to do
 * @param signature who signed it
 * @param declares what it says it is and wants
 * @param grants what its code does beyond the usual, where, and its reason
 * @param newRights what it wants beyond the installed version; each tenant has to agree to it
 * @param services interfaces of the platform's services it uses
 * @param tenants how many tenants have its product switched on
 * @param undo whether the version before can come back with all data; null when nothing would be replaced
 */
public record Inspection(
        String id,
        String symbolicName,
        String version,
        String sha256,
        Action action,
        List<String> installs,
        String replaces,
        List<String> refreshed,
        List<String> migrations,
        List<Missing> missing,
        boolean ok,
        List<String> problems,
        List<Finding> findings,
        SignatureView signature,
        Declares declares,
        List<GrantView> grants,
        List<String> newRights,
        List<String> services,
        int tenants,
        Boolean undo) {
    /** What an installation would come to. */
    public enum Action {
        INSTALL,
        /** Another jar of the add-on takes the place of the installed one, also an older one, or a failed one again. */
        UPGRADE,
        /** The same jar runs already. */
        NONE
    }

    /**
     * A need that is not met.
     *
     * @param requirement namespace and filter
     * @param text the same for people
     */
    public record Missing(String requirement, String text) {}

    /**
     * Why it is refused.
     *
     * @param code what kind of reason, e.g. {@code missing-package}
     * @param need what would have to be
     * @param found what is instead
     * @param action the one thing to do
     */
    public record Finding(String code, String need, String found, String action) {}

    /**
     * Who signed it.
     *
     * @param state {@code UNSIGNED TRUSTED UNKNOWN EXPIRED BROKEN}, or {@code SHIPPED} for a jar of this distribution
     * @param signer the certificate's subject, or null
     */
    public record SignatureView(String state, String signer) {}

    /** What it declares; see {@code Dure-…} in the add-on guide. */
    public record Declares(
            List<String> permissions,
            List<String> meters,
            List<String> publishes,
            List<String> receives,
            List<String> hosts,
            List<String> tables,
            List<String> paths) {}

    /**
     * Something its code does beyond the usual.
     *
     * @param grant e.g. {@code threads}
     * @param text the same for people
     * @param declared whether its manifest says so
     * @param reason why, as its manifest says; null when it does not
     * @param where up to five places
     */
    public record GrantView(String grant, String text, boolean declared, String reason, List<String> where) {}

    /** The rest of {@code this} as key and value, for the shell. */
    Map<String, Object> summary() {
        return Map.of("id", id, "version", version, "action", action, "ok", ok);
    }
}
