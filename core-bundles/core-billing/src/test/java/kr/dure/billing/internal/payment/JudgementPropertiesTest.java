package kr.dure.billing.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.billing.internal.Receivables.Standing;
import kr.dure.billing.internal.payment.Judgement.Owed;
import kr.dure.billing.internal.payment.Judgement.Paid;
import kr.dure.billing.internal.pricing.LateFee;
import kr.dure.billing.internal.pricing.LostDiscount;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whenever statements come, in the end the same companies have paid the same for being late. */
class JudgementPropertiesTest {
    private static final YearMonth FIRST = YearMonth.of(2026, 1);
    private static final int MONTHS = 8;

    /** What a life of closings decided: won that bore the fee, by invoice, and months whose 1 % was given and kept. */
    private record Outcome(Map<UUID, Long> fees, Set<YearMonth> discounts) {}

    /** One company: what it was invoiced, and when money came in. */
    private static final class Company {
        private final List<Receivable> invoices = new ArrayList<>();
        private final Map<UUID, List<Paid>> paid = new HashMap<>();

        Company(Random random) {
            for (int i = 0; i < MONTHS; i++) {
                YearMonth month = FIRST.plusMonths(i);
                LocalDate regular = month.plusMonths(1).atEndOfMonth();
                Receivable invoice = new Receivable(
                        new UUID(1, i),
                        "2026-00000" + i,
                        month,
                        100_000 + random.nextInt(1_000),
                        random.nextInt(3) == 0 ? 500 : 0,
                        1_000,
                        0,
                        0,
                        month.plusMonths(1).atDay(1),
                        random.nextInt(4) == 0 ? regular.plusDays(random.nextInt(15)) : regular,
                        false);
                invoices.add(invoice);
                long left = invoice.total();
                List<Paid> money = new ArrayList<>();
                for (int part = 0; part < 3 && left > 0; part++) {
                    long amount = part == 2 || random.nextBoolean() ? left : random.nextLong(left) + 1;
                    money.add(new Paid(invoice.due().plusDays(random.nextInt(40) - 20), amount));
                    left -= amount;
                }
                paid.put(invoice.invoiceId(), money);
            }
        }

        /** Closes month after month, and at last one in which everything is known. */
        Outcome live(Random lag) {
            Map<UUID, Long> fees = new TreeMap<>();
            Set<YearMonth> discounts = new HashSet<>();
            Set<UUID> unjudged = new HashSet<>();
            Set<UUID> charged = new HashSet<>();
            LocalDate covered = null;
            for (int i = 0; i <= MONTHS + 2; i++) {
                YearMonth closing = FIRST.plusMonths(i);
                LocalDate end = closing.atEndOfMonth();
                boolean last = i == MONTHS + 2;
                LocalDate reach = last || lag == null ? end : end.minusDays(lag.nextInt(70));
                covered = covered == null || reach.isAfter(covered) ? reach : covered;
                LocalDate booked = lag == null ? end : covered.plusDays(lag.nextInt(5));
                List<Owed> owed = new ArrayList<>();
                for (Receivable invoice : invoices) {
                    if (invoice.month().isBefore(closing)) {
                        owed.add(new Owed(
                                marked(invoice, fees.containsKey(invoice.invoiceId())),
                                false,
                                !unjudged.contains(invoice.invoiceId()),
                                charged.contains(invoice.invoiceId()),
                                paid.get(invoice.invoiceId()).stream()
                                        .filter(money -> !money.on().isAfter(booked))
                                        .toList()));
                    }
                }
                Standing standing = new Judgement(owed, covered).at(end, false);
                for (LateFee fee : standing.late()) {
                    assertThat(fees.put(fee.receivable(), fee.won())).isNull();
                }
                for (LostDiscount lost : standing.lostDiscounts()) {
                    assertThat(discounts.remove(lost.month())).isTrue();
                    assertThat(charged.add(lost.receivable())).isTrue();
                }
                standing.judged().forEach(unjudged::remove);
                if (i < MONTHS) {
                    if (!standing.overdue()) {
                        discounts.add(closing);
                    }
                    if (standing.undecided()) {
                        unjudged.add(invoices.get(i).invoiceId());
                    }
                }
            }
            return new Outcome(fees, discounts);
        }

        private static Receivable marked(Receivable invoice, boolean feeCharged) {
            return new Receivable(
                    invoice.invoiceId(),
                    invoice.number(),
                    invoice.month(),
                    invoice.total(),
                    invoice.fee(),
                    invoice.discount(),
                    0,
                    0,
                    invoice.issuedOn(),
                    invoice.due(),
                    feeCharged);
        }
    }

    @Property
    void lateStatementsDecideTheSameAsStatementsInTime(@ForAll long seed) {
        Company company = new Company(new Random(seed));
        Outcome inTime = company.live(null);
        assertThat(company.live(new Random(seed + 1))).isEqualTo(inTime);
    }

    @Property
    void whoPaidEveryInvoiceByItsDueDayIsNeverLate(@ForAll long seed) {
        Company company = new Company(new Random(seed));
        company.invoices.forEach(
                invoice -> company.paid.put(invoice.invoiceId(), List.of(new Paid(invoice.due(), invoice.total()))));
        Outcome outcome = company.live(new Random(seed + 1));
        assertThat(outcome.fees()).isEmpty();
        assertThat(outcome.discounts()).hasSize(MONTHS);
    }
}
