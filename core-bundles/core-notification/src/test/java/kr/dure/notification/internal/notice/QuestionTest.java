package kr.dure.notification.internal.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Addressees.Addressee;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.internal.notice.Question.Answer;
import kr.dure.product.Text;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever somebody wants and whenever the server looks: at most once on a channel, and never into quiet hours. */
class QuestionTest {
    private static final Instant MONDAY =
            LocalDateTime.of(2027, 3, 1, 0, 0).atZone(QuietHours.SEOUL).toInstant();
    private static final int MINUTES_A_WEEK = 7 * 24 * 60;

    @Provide
    Arbitrary<Set<DayOfWeek>> days() {
        return Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(6);
    }

    /** Said once more and in another way: minute by minute of the week. */
    private static boolean quiet(int from, int to, Set<DayOfWeek> days, Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, QuietHours.SEOUL);
        int minute = local.getHour() * 60 + local.getMinute();
        if (from < to) {
            return days.contains(local.getDayOfWeek()) && minute >= from && minute < to;
        }
        return days.contains(local.getDayOfWeek()) && minute >= from
                || days.contains(local.getDayOfWeek().minus(1)) && minute < to;
    }

    @Property(tries = 3000)
    void deliveredOnceAndOutsideQuietHours(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(max = 1439) int to,
            @ForAll("days") Set<DayOfWeek> days,
            @ForAll boolean urgent,
            @ForAll boolean overrides,
            @ForAll Digest wanted,
            @ForAll @IntRange(max = 23) int digestHour,
            @ForAll Channel channel,
            @ForAll @IntRange(max = MINUTES_A_WEEK) int sentMinute,
            @ForAll @IntRange(max = 59) int sentSecond,
            @ForAll @Size(20) List<@IntRange(max = 600) Integer> late) {
        Digest digest = urgent ? Digest.NONE : wanted;
        NoticeKind kind = new NoticeKind("a.b", new Text("가", "a"), Set.of(Channel.values()), urgent, digest);
        Addressee person = new Addressee(UUID.randomUUID(), "n", "a@b.kr", "01012345678", false);
        Question question = new Question(
                kind,
                person,
                false,
                Policy.NONE,
                Wish.NONE,
                new PersonSetting(null, new QuietHours(from, to, days), digestHour, 1),
                overrides);
        Instant sent = MONDAY.plusSeconds(sentMinute * 60L + sentSecond);
        Answer answer = question.ask(channel, sent);
        if (channel == Channel.IN_APP) {
            assertThat(answer.decision()).isEqualTo(Decision.SENT);
            assertThat(answer.dueAt()).isNull();
            return;
        }
        List<Instant> delivered = new ArrayList<>();
        Decision state = answer.decision();
        Instant due = answer.dueAt();
        for (int look = 0; due != null && look < late.size(); look++) {
            assertThat(due).isAfterOrEqualTo(sent);
            // The server looks when it is due or, when it was away, later.
            Instant now = due.plusSeconds(late.get(look) * (look % 3 == 0 ? 0L : 60L));
            Answer next = question.due(channel, state, now);
            if (next.decision() == Decision.SENT) {
                delivered.add(now);
            } else {
                assertThat(next.dueAt()).isAfter(now);
            }
            state = next.decision();
            due = next.dueAt();
        }
        assertThat(delivered).hasSizeLessThanOrEqualTo(1);
        for (Instant moment : delivered) {
            assertThat(urgent && overrides || !quiet(from, to, days, moment))
                    .as("delivered at %s", moment)
                    .isTrue();
        }
        if (delivered.isEmpty()) {
            assertThat(state).isIn(Decision.HELD, Decision.DIGEST);
        }
    }

    @Property(tries = 3000)
    void quietEndsWhenTheMinuteByMinuteViewSaysSo(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(max = 1439) int to,
            @ForAll("days") Set<DayOfWeek> days,
            @ForAll @IntRange(max = MINUTES_A_WEEK) int minute) {
        QuietHours hours = new QuietHours(from, to, days);
        Instant moment = MONDAY.plusSeconds(minute * 60L);
        assertThat(hours.until(moment).isPresent()).isEqualTo(quiet(from, to, days, moment));
        hours.until(moment).ifPresent(end -> {
            assertThat(quiet(from, to, days, end)).isFalse();
            assertThat(quiet(from, to, days, end.minusSeconds(1))).isTrue();
        });
    }
}
