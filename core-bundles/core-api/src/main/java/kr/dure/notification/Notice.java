package kr.dure.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.product.Text;

/**
 * What somebody should know.
 *
 * @param kind a {@link NoticeKind#name()}
 * @param to accounts of the current tenant, {@value #MAX_RECIPIENTS} at most; each gets it once
 * @param subject one line, 200 characters at most in each language; what an SMS says
 * @param body further sentences, 4,000 characters at most, or null
 * @param link a path of the tenant's own host that opens what this is about: {@code /app/approval/documents/42}; or null
 * @param actions buttons beside it, 3 at most
 * @param dedupeKey the same kind and key reach a person once, however often they are sent; null: every sending is another
 */
public record Notice(
        String kind,
        Collection<UUID> to,
        Text subject,
        Text body,
        String link,
        List<Action> actions,
        String dedupeKey) {
    /** How many people one notice goes to at most. */
    public static final int MAX_RECIPIENTS = 10_000;

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_BODY = 4_000;
    private static final int LONGEST_LINK = 1_000;
    private static final int LONGEST_KEY = 200;
    private static final int MOST_ACTIONS = 3;

    /** @throws IllegalArgumentException for what is longer or more than it may be */
    public Notice {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        // In one order for everybody, so that two who tell the same people do not wait for each other.
        to = Set.copyOf(to).size() <= MAX_RECIPIENTS ? List.copyOf(new TreeSet<>(to)) : tooMany();
        actions = List.copyOf(actions);
        check(length(subject) <= LONGEST_SUBJECT && !blank(subject), "subject");
        check(body == null || length(body) <= LONGEST_BODY, "body");
        check(link == null || path(link), "link");
        check(actions.size() <= MOST_ACTIONS, "actions");
        check(dedupeKey == null || !dedupeKey.isEmpty() && dedupeKey.length() <= LONGEST_KEY, "dedupeKey");
    }

    /** Without body and further actions. */
    public Notice(String kind, Collection<UUID> to, Text subject, String link, String dedupeKey) {
        this(kind, to, subject, null, link, List.of(), dedupeKey);
    }

    private static List<UUID> tooMany() {
        throw new IllegalArgumentException("A notice goes to " + MAX_RECIPIENTS + " people at most.");
    }

    private static int length(Text text) {
        return Math.max(text.ko().length(), text.en().length());
    }

    private static boolean blank(Text text) {
        return text.ko().isBlank() || text.en().isBlank();
    }

    /** A path of the same host, as it stands in an address: nothing a browser could take for another host. */
    private static boolean path(String link) {
        try {
            new URI(link);
            return link.length() <= LONGEST_LINK && link.matches("/(?![/\\\\])[^\\s\\\\\\p{Cntrl}]*");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void check(boolean valid, String field) {
        if (!valid) {
            throw new IllegalArgumentException("The notice's " + field + " is not as it must be.");
        }
    }

    /**
     * A button.
     *
     * @param label what it says, 40 characters at most
     * @param link as the notice's own, not null
     */
    public record Action(Text label, String link) {
        private static final int LONGEST_LABEL = 40;

        public Action {
            check(length(label) <= LONGEST_LABEL && !blank(label), "action");
            check(link != null && path(link), "action");
        }
    }
}
