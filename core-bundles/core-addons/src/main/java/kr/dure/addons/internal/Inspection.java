package kr.dure.addons.internal;

import java.util.List;

/**
 * What installing a jar would do.
 *
 * @param id last part of the symbolic name
 * @param sha256 of the jar, 64 hexadecimal digits
 * @param action what an installation would come to
 * @param installs the bundle that would be installed, with its version; empty when nothing would
 * @param refreshed symbolic names of other bundles that would be restarted; with one of them it is refused
 * @param migrations the SQL scripts the jar brings, in the order they run
 * @param missing what it needs and nothing installed offers
 * @param ok whether it may be installed
 * @param problems why not
 */
public record Inspection(
        String id,
        String symbolicName,
        String version,
        String sha256,
        Action action,
        List<String> installs,
        List<String> refreshed,
        List<String> migrations,
        List<Missing> missing,
        boolean ok,
        List<String> problems) {
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
}
