package kr.dure.notification.internal.notice;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import kr.dure.notification.NoticeKind.Digest;

/**
 * How a person wants to be told, whatever it is about.
 *
 * @param language of mails and text messages, or null: the company's
 * @param quiet or null
 * @param digestHour 0 to 23 in Seoul: when the daily mail comes
 * @param version 0 as long as nothing was chosen
 */
record PersonSetting(Locale language, QuietHours quiet, int digestHour, int version) {
    static final int MORNING = 9;
    static final PersonSetting NONE = new PersonSetting(null, null, MORNING, 0);

    Optional<Instant> quietUntil(Instant moment) {
        return quiet == null ? Optional.empty() : quiet.until(moment);
    }

    /** When what is collected from {@code now} on goes out. */
    Instant digestAt(Digest digest, Instant now) {
        ZonedDateTime hour = now.atZone(QuietHours.SEOUL).truncatedTo(ChronoUnit.HOURS);
        ZonedDateTime next = digest == Digest.HOURLY ? hour.plusHours(1) : hour.withHour(digestHour);
        if (!next.toInstant().isAfter(now)) {
            next = next.plusDays(1);
        }
        return next.toInstant();
    }
}
