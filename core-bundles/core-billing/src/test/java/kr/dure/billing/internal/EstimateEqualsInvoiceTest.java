package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.billing.internal.EstimateRequest.Sms;
import kr.dure.billing.internal.EstimateRequest.Standalone;
import kr.dure.billing.internal.pricing.MonthLedger;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.SeatChange;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.PriceQuestion;
import kr.dure.billing.internal.pricing.Pricing;
import kr.dure.billing.internal.pricing.Rates;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The estimate of what happened is the invoice, line by line. */
class EstimateEqualsInvoiceTest {
    private static final Rates RATES =
            new Rates(Map.of("groupware", 6000L, "hr", 5000L, "sales", 5000L, "inventory", 5000L, "sms", 15L));

    /** A seat change on a day counted from the first of the subscription. */
    record Change(int day, long delta) {}

    /**
     * What happened to a company in a month.
     *
     * @param signUpDay its first day, or 0 when it signed up earlier
     */
    record Facts(
            YearMonth month, int signUpDay, long seats, List<Change> changes, long sent, int term, boolean autoDebit) {
        LocalDate first() {
            return month.atDay(Math.max(1, signUpDay));
        }

        LocalDate date(Change change) {
            int left = month.lengthOfMonth() - first().getDayOfMonth() + 1;
            return first().plusDays(change.day() % left);
        }
    }

    @Provide
    Arbitrary<Facts> facts() {
        Arbitrary<YearMonth> months = Combinators.combine(
                        Arbitraries.integers().between(2024, 2032),
                        Arbitraries.integers().between(1, 12))
                .as(YearMonth::of);
        Arbitrary<Change> changes = Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.longs().between(-20, 20).filter(delta -> delta != 0))
                .as(Change::new);
        return Combinators.combine(
                        months,
                        Arbitraries.integers().between(0, 28),
                        Arbitraries.longs().between(100, 300),
                        changes.list().ofMaxSize(5),
                        Arbitraries.longs().between(0, 1_000),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as(Facts::new);
    }

    @Property
    void forGroupware(@ForAll("facts") Facts facts) {
        assertThat(Pricing.answer(ledger(facts, "groupware"), RATES))
                .isEqualTo(Pricing.answer(
                        request(
                                        facts,
                                        new Groupware(
                                                facts.seats(),
                                                changes(facts, 1),
                                                changes(facts, -1),
                                                facts.signUpDay() == 0 ? null : facts.first(),
                                                null),
                                        null)
                                .toQuestion(),
                        RATES));
    }

    @Property
    void forAProductAlone(@ForAll("facts") Facts any) {
        Facts facts = new Facts(any.month(), 0, any.seats(), List.of(), any.sent(), any.term(), any.autoDebit());
        assertThat(Pricing.answer(ledger(facts, "hr", "sales"), RATES))
                .isEqualTo(Pricing.answer(
                        request(facts, null, new Standalone(facts.seats(), facts.seats(), null))
                                .toQuestion(),
                        RATES));
    }

    @Property
    void forAProductThatIsFreeWithGroupware(@ForAll("facts") Facts any) {
        List<Change> additions =
                any.changes().stream().filter(change -> change.delta() > 0).toList();
        Facts facts = new Facts(any.month(), 0, any.seats(), additions, any.sent(), any.term(), any.autoDebit());
        long accounts =
                facts.seats() + additions.stream().mapToLong(Change::delta).sum();
        assertThat(Pricing.answer(ledger(facts, "hr", "groupware"), RATES))
                .isEqualTo(Pricing.answer(
                        request(
                                        facts,
                                        new Groupware(facts.seats(), changes(facts, 1), null, null, null),
                                        new Standalone(accounts, null, null))
                                .toQuestion(),
                        RATES));
    }

    private static PriceQuestion ledger(Facts facts, String... products) {
        LocalDate signedUp = facts.signUpDay() == 0 ? facts.month().atDay(1).minusDays(40) : facts.first();
        Instant opened = signedUp.atTime(9, 0).atZone(PricePolicy.ZONE).toInstant();
        List<SeatChange> changes = new ArrayList<>();
        for (Change change : facts.changes()) {
            LocalDate date = facts.date(change);
            changes.add(new SeatChange(
                    date,
                    change.delta(),
                    false,
                    date.atTime(18, 0).atZone(PricePolicy.ZONE).toInstant()));
        }
        changes.add(new SeatChange(signedUp, facts.seats(), true, opened));
        List<Entitled> entitled = new ArrayList<>();
        for (String product : products) {
            entitled.add(new Entitled(product, facts.seats(), opened, null));
        }
        return new MonthLedger(facts.month(), changes, entitled, Set.of("groupware", "hr", "sales", "inventory"))
                .question(Map.of("sms", facts.sent()), facts.term(), facts.autoDebit());
    }

    private static EstimateRequest request(Facts facts, Groupware groupware, Standalone standalone) {
        return new EstimateRequest(
                facts.month(),
                groupware,
                standalone,
                null,
                (long) facts.term(),
                facts.autoDebit(),
                false,
                null,
                new Sms(facts.sent()));
    }

    private static List<EstimateRequest.SeatChange> changes(Facts facts, int sign) {
        return facts.changes().stream()
                .filter(change -> change.delta() * sign > 0)
                .map(change -> new EstimateRequest.SeatChange(facts.date(change), change.delta() * sign))
                .toList();
    }
}
