package kr.dure.identity.internal.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import kr.dure.web.BadRequest;

/**
 * Which lines are wanted; null asks for nothing. Texts are looked for anywhere in their field, in small and capital
 * letters.
 *
 * @param from the earliest time
 * @param to the first time that is too late
 * @param actor part of a login id, the account's or the operator's
 * @param text part of any field
 * @param tenant for the operator: in this company only
 */
record AuditFilter(
        Instant from,
        Instant to,
        String actor,
        String action,
        String subject,
        String address,
        String text,
        UUID tenant) {
    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final int MAX_TEXT = 200;

    /**
     * @param from a day in Korea, with all of it, or a point in time; as {@code to}
     * @throws BadRequest 400 naming what cannot be read
     */
    static AuditFilter of(
            String from,
            String to,
            String actor,
            String action,
            String subject,
            String address,
            String text,
            UUID tenant) {
        return new AuditFilter(
                instant("from", from, 0),
                instant("to", to, 1),
                text("actor", actor),
                text("action", action),
                text("subject", subject),
                text("address", address),
                text("q", text),
                tenant);
    }

    private static Instant instant(String name, String value, int daysLater) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            Instant instant = value.length() <= 10
                    ? LocalDate.parse(value)
                            .plusDays(daysLater)
                            .atStartOfDay(SEOUL)
                            .toInstant()
                    // The plus of an offset that was not escaped comes as a space.
                    : OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
            if (Math.abs(instant.getEpochSecond()) > 100_000_000_000L) {
                throw new DateTimeParseException("beyond what the database knows", value, 0);
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw new BadRequest(
                    name,
                    name + " 값은 날짜(2026-06-11)나 시각(2026-06-11T09:00:00+09:00)이어야 합니다.",
                    name + " must be a date (2026-06-11) or a time (2026-06-11T09:00:00+09:00).");
        }
    }

    private static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > MAX_TEXT || value.indexOf('\0') >= 0) {
            throw new BadRequest(
                    name,
                    name + " 값은 " + MAX_TEXT + "자를 넘을 수 없습니다.",
                    name + " must not be longer than " + MAX_TEXT + " characters.");
        }
        return value.strip();
    }
}
