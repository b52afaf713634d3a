package kr.dure.billing.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.payment.Ladder.Policy;
import kr.dure.billing.internal.payment.Ladder.Step;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LadderTest {
    /** Whatever days the server is up, each step is announced long enough before, in order, and never early. */
    @Property(tries = 300)
    void noStepComesEarlyOrUnannounced(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 9) Integer> awayDays,
            @ForAll @IntRange(min = 0, max = 10) int noticeDays,
            @ForAll @IntRange(min = 1, max = 30) int gap) {
        Policy policy = new Policy(1, 1 + gap, 1 + 2 * gap, 1 + 3 * gap, noticeDays);
        LocalDate due = LocalDate.of(2026, 6, 30);
        Receivable receivable =
                new Receivable(UUID.randomUUID(), "n", YearMonth.of(2026, 5), 100, 0, 0, 0, 0, due, due, false);
        LocalDate today = due.plusDays(1);
        Ladder ladder = Ladder.begin(UUID.randomUUID(), receivable, policy, today);
        List<Step> taken = new ArrayList<>();
        for (int away : awayDays) {
            today = today.plusDays(away);
            if (ladder.noticeDue(today)) {
                Ladder before = ladder;
                ladder = ladder.notice(today);
                Step next = ladder.step().next().orElseThrow();
                assertThat(ladder.on(next)).isAfterOrEqualTo(before.on(next));
                assertThat(ladder.on(next)).isAfterOrEqualTo(today.plusDays(noticeDays));
            } else if (ladder.stepDue(today)) {
                Step next = ladder.step().next().orElseThrow();
                assertThat(ladder.noticedOn().plusDays(noticeDays)).isBeforeOrEqualTo(today);
                assertThat(today).isAfterOrEqualTo(due.plusDays(1 + (long) gap * next.ordinal()));
                ladder = ladder.take(today);
                taken.add(next);
            }
            assertThat(ladder.suspendOn()).isAfterOrEqualTo(ladder.readOnlyOn());
            assertThat(ladder.closeOn()).isAfterOrEqualTo(ladder.suspendOn());
        }
        assertThat(taken)
                .isEqualTo(List.of(Step.READ_ONLY, Step.SUSPENDED, Step.CLOSED).subList(0, taken.size()));
    }
}
