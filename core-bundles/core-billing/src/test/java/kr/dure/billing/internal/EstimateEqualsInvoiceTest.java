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
import kr.dure.billing.internal.pricing.Days;
import kr.dure.billing.internal.pricing.MonthLedger;
import kr.dure.billing.internal.pricing.MonthLedger.Entitled;
import kr.dure.billing.internal.pricing.MonthLedger.Held;
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
    private static final Rates RATES = new Rates(Map.of(
            "groupware", 6000L, "hr", 5000L, "sales", 5000L, "inventory", 5000L, "multidomain", 5000L, "sms", 15L));

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

    /**
     * What a company did with one domain: on which days, counted from 40 before the month, it applied for it and gave
     * it back by turns.
     */
    record DomainLife(List<Integer> turns) {
        /** As the ledger has it: a holding for each time it was applied for. */
        List<Held> held(String key, LocalDate start) {
            List<Held> held = new ArrayList<>();
            for (int i = 0; i < turns.size(); i += 2) {
                LocalDate last = i + 1 < turns.size() ? start.plusDays(turns.get(i + 1)) : null;
                held.add(new Held(key, start.plusDays(turns.get(i)), last));
            }
            return held;
        }

        /** As somebody tells it who looks at each day: there or not there. */
        List<EstimateRequest.Domain> told(LocalDate start, LocalDate end) {
            List<EstimateRequest.Domain> told = new ArrayList<>();
            LocalDate added = null;
            for (LocalDate day = start; !day.isAfter(end); day = day.plusDays(1)) {
                if (added == null && heldOn(day, start)) {
                    added = day;
                }
                if (added != null && !goesOn(day, start)) {
                    told.add(new EstimateRequest.Domain(added, day));
                    added = null;
                }
            }
            if (added != null) {
                told.add(new EstimateRequest.Domain(added, null));
            }
            return told;
        }

        private boolean heldOn(LocalDate day, LocalDate start) {
            return held("", start).stream()
                    .anyMatch(held -> !held.first().isAfter(day)
                            && (held.last() == null || !held.last().isBefore(day)));
        }

        /** Whether one of the times it was there reaches from this day into the next. */
        private boolean goesOn(LocalDate day, LocalDate start) {
            return held("", start).stream()
                    .anyMatch(held -> !held.first().isAfter(day)
                            && (held.last() == null || held.last().isAfter(day)));
        }
    }

    @Provide
    Arbitrary<List<DomainLife>> domainLives() {
        return Arbitraries.integers()
                .between(0, 80)
                .list()
                .ofMaxSize(7)
                .map(days -> new DomainLife(days.stream().sorted().toList()))
                .list()
                .ofMaxSize(6);
    }

    @Property
    void forExtraDomains(@ForAll("facts") Facts any, @ForAll("domainLives") List<DomainLife> lives) {
        Facts facts = new Facts(any.month(), 0, any.seats(), any.changes(), any.sent(), any.term(), any.autoDebit());
        LocalDate start = facts.month().atDay(1).minusDays(40);
        List<Held> held = new ArrayList<>();
        List<EstimateRequest.Domain> told = new ArrayList<>();
        for (int i = 0; i < lives.size(); i++) {
            held.addAll(lives.get(i).held("host" + i, start));
            told.addAll(lives.get(i).told(start, facts.month().atEndOfMonth().plusDays(20)));
        }
        Groupware groupware = new Groupware(facts.seats(), changes(facts, 1), changes(facts, -1), null, null);
        assertThat(Pricing.answer(ledger(facts, held, "groupware"), RATES))
                .isEqualTo(Pricing.answer(
                        new EstimateRequest(
                                        facts.month(),
                                        groupware,
                                        null,
                                        null,
                                        (long) facts.term(),
                                        facts.autoDebit(),
                                        false,
                                        told,
                                        new Sms(facts.sent()))
                                .toQuestion(),
                        RATES));
    }

    @Property
    void noDayOfADomainIsChargedTwice(@ForAll("facts") Facts facts, @ForAll("domainLives") List<DomainLife> lives) {
        LocalDate start = facts.month().atDay(1).minusDays(40);
        for (DomainLife life : lives) {
            List<Days> days = Held.days(facts.month(), life.held("host", start));
            long distinct = days.stream()
                    .flatMap(run -> run.first().datesUntil(run.last().plusDays(1)))
                    .distinct()
                    .count();
            assertThat(days.stream().mapToInt(Days::count).sum()).isEqualTo((int) distinct);
        }
    }

    private static PriceQuestion ledger(Facts facts, String... products) {
        return ledger(facts, List.of(), products);
    }

    private static PriceQuestion ledger(Facts facts, List<Held> domains, String... products) {
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
        return new MonthLedger(
                        facts.month(), changes, entitled, domains, Set.of("groupware", "hr", "sales", "inventory"))
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
