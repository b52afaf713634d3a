package kr.dure.sms.internal;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import kr.dure.web.Invalid;

/** What the law asks of advertisements (정보통신망법 §50): marked, refusable, not at night. */
final class AdRules {
    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final LocalTime NIGHT_BEGINS = LocalTime.of(21, 0);
    private static final LocalTime NIGHT_ENDS = LocalTime.of(8, 0);

    private AdRules() {}

    static void check(Invalid.Checks checks, String text, Instant sendAt) {
        checks.check(
                text.startsWith("(광고)"), "text", "광고 문자는 (광고)로 시작해야 합니다.", "An advertisement must begin with (광고).");
        checks.check(
                text.contains("수신거부"),
                "text",
                "광고 문자 끝에는 무료 수신거부 방법이 있어야 합니다(예: 무료수신거부 080-123-4567).",
                "An advertisement must end with a free way to opt out (무료수신거부 080-…).");
        checks.check(
                !atNight(sendAt),
                "sendAt",
                "광고 문자는 21시부터 다음 날 8시 사이에 보낼 수 없습니다. 보낼 시각을 낮으로 정해 주세요.",
                "Advertisements may not be sent from 21:00 to 08:00 (Asia/Seoul). Choose a time by day.");
    }

    static boolean atNight(Instant instant) {
        LocalTime time = instant.atZone(SEOUL).toLocalTime();
        return !time.isBefore(NIGHT_BEGINS) || time.isBefore(NIGHT_ENDS);
    }

    /** The next 08:00 in Seoul at or after {@code instant}. */
    static Instant morningAfter(Instant instant) {
        ZonedDateTime morning = instant.atZone(SEOUL).with(NIGHT_ENDS);
        return (morning.toInstant().isBefore(instant) ? morning.plusDays(1) : morning).toInstant();
    }
}
