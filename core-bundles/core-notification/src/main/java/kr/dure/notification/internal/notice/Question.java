package kr.dure.notification.internal.notice;

import java.time.Instant;
import kr.dure.identity.Addressees.Addressee;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;

/**
 * Whether one person gets a notice on a channel now, later or not: everything that counts, and the answer. Asked when the
 * notice is sent, and again when what was put off is due.
 *
 * @param person null: the tenant has no such account
 * @param bounced whether mail to the person's address came back
 * @param urgentOverrides whether the company lets urgent notices break into quiet hours
 */
record Question(
        NoticeKind kind,
        Addressee person,
        boolean bounced,
        Policy policy,
        Wish wish,
        PersonSetting setting,
        boolean urgentOverrides) {
    /** @param dueAt when something is to be done; null when it is over */
    record Answer(Decision decision, Instant dueAt) {}

    Answer ask(Channel channel, Instant now) {
        Decision never = never(channel);
        if (never != null) {
            return new Answer(never, null);
        }
        if (channel == Channel.IN_APP) {
            return new Answer(Decision.SENT, null);
        }
        Digest digest = channel == Channel.EMAIL && !kind.urgent() ? digest() : Digest.NONE;
        if (digest != Digest.NONE) {
            Instant at = setting.digestAt(digest, now);
            return new Answer(Decision.DIGEST, setting.quietUntil(at).orElse(at));
        }
        return quietOr(now, Decision.HELD, new Answer(Decision.QUEUED, now));
    }

    /** What was put off is due: SENT says that it is to be handed over now. */
    Answer due(Channel channel, Decision before, Instant now) {
        Decision never = never(channel);
        if (never != null) {
            return new Answer(never, null);
        }
        return quietOr(
                now, before == Decision.DIGEST ? Decision.DIGEST : Decision.HELD, new Answer(Decision.SENT, null));
    }

    private Answer quietOr(Instant now, Decision held, Answer otherwise) {
        if (kind.urgent() && urgentOverrides) {
            return otherwise;
        }
        return setting.quietUntil(now).map(end -> new Answer(held, end)).orElse(otherwise);
    }

    /** Why not, or null. */
    private Decision never(Channel channel) {
        if (person == null) {
            return Decision.UNKNOWN;
        }
        if (person.left()) {
            return Decision.LEFT;
        }
        Decision off = off(channel);
        if (off != null || channel == Channel.IN_APP) {
            return off;
        }
        if (channel == Channel.SMS) {
            return blank(person.mobile()) ? Decision.NO_NUMBER : null;
        }
        return blank(person.email()) ? Decision.NO_ADDRESS : bounced ? Decision.BOUNCED : null;
    }

    private Decision off(Channel channel) {
        Boolean chosen = policy.locked(channel) ? null : wish.on(channel);
        if (chosen != null) {
            return chosen ? null : Decision.OFF_BY_PREFERENCE;
        }
        Boolean decided = policy.on(channel);
        if (decided != null) {
            return decided ? null : Decision.OFF_BY_ADMINISTRATOR;
        }
        return kind.channels().contains(channel) ? null : Decision.OFF_BY_KIND;
    }

    Digest digest() {
        if (wish.digest() != null) {
            return wish.digest();
        }
        return policy.digest() != null ? policy.digest() : kind.digest();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
