package kr.dure.notification.internal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which refusals are the address's own: nothing sent to it later would arrive either. */
final class Bounces {
    /** RFC 3463: class, subject, detail. */
    private static final Pattern STATUS = Pattern.compile("\\b5\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    /** RFC 5321: no such mailbox, not here, not a name. */
    private static final Set<Integer> OF_ADDRESS = Set.of(550, 551, 553);

    private Bounces() {}

    /**
     * A full mailbox empties, and what a server holds against the sender (5.7) says nothing about the address.
     *
     * @param code the reply's, 500 to 599
     * @param reason the reply's words, with the enhanced status where the server gives one
     */
    static boolean ofAddress(int code, String reason) {
        Matcher status = STATUS.matcher(reason);
        return status.find() ? ofAddress(status) : OF_ADDRESS.contains(code);
    }

    /** @param status an enhanced status: {@code 5.1.1} */
    static boolean ofAddress(String status) {
        Matcher matcher = STATUS.matcher(status == null ? "" : status);
        return matcher.find() && ofAddress(matcher);
    }

    private static boolean ofAddress(Matcher status) {
        boolean addressing = "1".equals(status.group(1)) && !Set.of("7", "8").contains(status.group(2));
        boolean disabled = "2".equals(status.group(1)) && "1".equals(status.group(2));
        return addressing || disabled;
    }
}
