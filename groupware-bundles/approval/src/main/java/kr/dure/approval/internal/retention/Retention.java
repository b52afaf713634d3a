package kr.dure.approval.internal.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import kr.dure.product.Text;

/**
 * How long a document is kept (보존연한), counted from 1 January of the year after it was completed. The year is Korea's.
 */
public enum Retention {
    Y1(1, "1년", "1 year"),
    Y3(3, "3년", "3 years"),
    Y5(5, "5년", "5 years"),
    Y10(10, "10년", "10 years"),
    Y30(30, "30년", "30 years"),
    /** 준영구: kept until somebody decides otherwise, and looked at again after 70 years. */
    SEMI_PERMANENT(70, "준영구", "semi-permanent"),
    /** 영구: never on the list of what has expired. */
    PERMANENT(0, "영구", "permanent");

    private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    private final int years;
    private final Text label;

    Retention(int years, String ko, String en) {
        this.years = years;
        this.label = new Text(ko, en);
    }

    /** As it stands on the sheet. */
    public Text label() {
        return label;
    }

    /** The last day on which it must be kept, 31 December of a year; empty when that never comes. */
    public Optional<LocalDate> keepUntil(Instant completed) {
        return this == PERMANENT
                ? Optional.empty()
                : Optional.of(LocalDate.of(completed.atZone(KOREA).getYear() + years, 12, 31));
    }

    /** Whether it may be decided about on {@code today}, a day in Korea. */
    public boolean expired(Instant completed, LocalDate today) {
        return keepUntil(completed).map(today::isAfter).orElse(false);
    }
}
