package kr.dure.approval.internal.archive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import kr.dure.approval.internal.archive.ArchiveVerifier.Report;

/** {@code ./dure verify-archive}: a process of its own that needs nothing but this jar. */
public final class VerifyArchive {
    private static final int WELL = 0;
    private static final int BROKEN = 1;
    private static final int NOT_VERIFIED = 2;

    private VerifyArchive() {}

    /** @param args the archive, and perhaps the head that somebody noted */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // The script tells the exit code from what was said: an app has no right to end a JVM.
        run(Path.of(args[0]), args.length > 1 ? args[1] : null, out);
    }

    /**
     * Verifies, and prints what it found.
     *
     * @param noted hash that the chain's end must have; null when nobody noted one
     * @return the exit code
     */
    static int run(Path archive, String noted, PrintStream out) {
        Report report;
        try {
            report = ArchiveVerifier.verify(archive);
        } catch (IOException | RuntimeException e) {
            out.println("The archive cannot be read: " + e.getMessage());
            return NOT_VERIFIED;
        }
        if (report.company() != null) {
            out.println("Archive of " + report.company() + ": " + report.documents() + " links verified.");
        }
        if (report.broken() != null) {
            out.println("BROKEN: " + report.broken() + ".");
            return BROKEN;
        }
        if (noted != null && !noted.equalsIgnoreCase(report.head())) {
            out.println("BROKEN: the head is " + report.head()
                    + " and not the one that was noted: the whole was written anew, "
                    + "or this is another stretch of the chain.");
            return BROKEN;
        }
        out.println("Head " + report.head());
        out.println(
                noted == null
                        ? "The archive is whole in itself. Compare the head with the one in the audit log (approval.archived)."
                        : "The archive is whole, and ends as noted.");
        return WELL;
    }
}
