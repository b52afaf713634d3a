package kr.dure.approval.internal.document;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import kr.dure.approval.internal.Korea;
import kr.dure.web.BadRequest;

/**
 * What of a box is wanted; null for all.
 *
 * @param text part of the title, the number or the drafter's name
 * @param from first day of drafting, in Korea
 * @param to last day, inclusive
 */
public record BoxFilter(UUID form, String text, LocalDate from, LocalDate to, UUID department) {
    static final BoxFilter NONE = new BoxFilter(null, null, null, null, null);
    private static final int LONGEST = 100;

    public BoxFilter {
        text = text == null || text.isBlank() ? null : text.strip();
        if (text != null && text.length() > LONGEST) {
            throw new BadRequest(
                    "text", "text는 " + LONGEST + "자까지입니다.", "text has at most " + LONGEST + " characters.");
        }
    }

    OffsetDateTime fromInstant() {
        return from.atStartOfDay(Korea.SEOUL).toOffsetDateTime();
    }

    OffsetDateTime toInstant() {
        return to.plusDays(1).atStartOfDay(Korea.SEOUL).toOffsetDateTime();
    }
}
