package kr.dure.billing.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import kr.dure.billing.internal.payment.Allocations.Share;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class AllocationsTest {
    private static Receivable receivable(int number, long open) {
        LocalDate due = LocalDate.of(2026, 1, 31).plusMonths(number);
        return new Receivable(
                new UUID(0, number), "n" + number, YearMonth.of(2026, 1), open, 0, 0, 0, 0, due, due, false);
    }

    private static List<Receivable> receivables(List<Long> amounts) {
        List<Receivable> receivables = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            receivables.add(receivable(i, amounts.get(i)));
        }
        return receivables;
    }

    @Property
    void neverMoreThanThePaymentNorThanIsOwed(
            @ForAll @LongRange(min = 1, max = 1_000_000) long amount,
            @ForAll @Size(max = 12) List<@LongRange(min = 0, max = 300_000) Long> open) {
        List<Receivable> owed = receivables(open);
        List<Share> shares = Allocations.of(amount, owed);
        long sum = shares.stream().mapToLong(Share::amount).sum();
        long all = open.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isEqualTo(Math.min(amount, all));
        assertThat(shares)
                .allSatisfy(share -> assertThat(share.amount())
                        .isPositive()
                        .isLessThanOrEqualTo(owed.stream()
                                .filter(one -> one.invoiceId().equals(share.invoiceId()))
                                .mapToLong(Receivable::open)
                                .sum()));
        assertThat(shares.stream().map(Share::invoiceId).distinct()).hasSameSizeAs(shares);
    }

    @Property
    void theOrderInWhichInvoicesAreReadDoesNotMatter(
            @ForAll @LongRange(min = 1, max = 1_000_000) long amount,
            @ForAll @Size(max = 8) List<@LongRange(min = 0, max = 300_000) Long> open,
            @ForAll long seed) {
        List<Receivable> shuffled = new ArrayList<>(receivables(open));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(Allocations.of(amount, shuffled)).isEqualTo(Allocations.of(amount, receivables(open)));
    }
}
