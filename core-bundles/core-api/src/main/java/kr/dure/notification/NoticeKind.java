package kr.dure.notification;

import java.util.Objects;
import java.util.Set;
import kr.dure.product.Text;

/**
 * One kind of notice that an app sends. Everybody decides by kind what reaches him and how; an administrator may decide
 * for all.
 *
 * @param name begins with the category: {@code approval.waiting}; lower case, never changed after a release
 * @param title what the list of preferences calls it: 결재할 문서
 * @param channels on which it is sent unless somebody decides otherwise
 * @param urgent whether it is sent in quiet hours too, where the tenant allows that; urgent notices are never collected
 * @param digest whether its mails are collected unless somebody decides otherwise; NONE for an urgent one
 */
public record NoticeKind(String name, Text title, Set<Channel> channels, boolean urgent, Digest digest) {
    private static final int LONGEST_NAME = 80;

    public NoticeKind {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(digest, "digest");
        channels = Set.copyOf(channels);
        if (name.length() > LONGEST_NAME || !name.matches("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+")) {
            throw new IllegalArgumentException("A kind of notice is called like approval.waiting: " + name);
        }
        if (urgent && digest != Digest.NONE) {
            throw new IllegalArgumentException("Urgent notices are not collected: " + name);
        }
    }

    /** Sent in the browser only, not urgent, not collected. */
    public NoticeKind(String name, Text title) {
        this(name, title, Set.of(Channel.IN_APP), false, Digest.NONE);
    }

    /** The first part of the name. */
    public String category() {
        return name.substring(0, name.indexOf('.'));
    }

    /** Whether the mails of a kind are collected into one. */
    public enum Digest {
        /** Each notice is a mail of its own. */
        NONE,
        /** One mail on the hour. */
        HOURLY,
        /** One mail a day, at the hour the person chose. */
        DAILY
    }
}
