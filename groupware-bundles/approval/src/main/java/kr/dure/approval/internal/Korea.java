package kr.dure.approval.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days and years count in Seoul. */
public final class Korea {
    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private Korea() {}

    public static LocalDate day(Instant at) {
        return at.atZone(SEOUL).toLocalDate();
    }
}
