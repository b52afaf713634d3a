package kr.dure.approval.internal.form;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * What a document says in types, for lines that depend on the amount and for events. Everything is null that the form
 * does not have or the document leaves empty.
 *
 * @param purpose of the form, e.g. {@code leave}
 * @param amount with the decimals of its currency
 * @param currency ISO 4217; null without amount
 * @param days of leave
 * @param hours of overtime
 * @param from Korean time; 00:00 of the first day when the period is counted in days
 * @param to Korean time; 00:00 of the last day, which belongs to it, when the period is counted in days
 * @param type value of the choice, e.g. {@code annual}
 * @param person whom it is about
 */
public record DocumentFacts(
        String purpose,
        BigDecimal amount,
        String currency,
        BigDecimal days,
        BigDecimal hours,
        LocalDateTime from,
        LocalDateTime to,
        String type,
        UUID person) {}
