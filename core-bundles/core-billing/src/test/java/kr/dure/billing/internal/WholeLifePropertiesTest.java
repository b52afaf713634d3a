package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.billing.internal.pricing.History;
import kr.dure.billing.internal.pricing.History.Hold;
import kr.dure.billing.internal.pricing.History.LateUse;
import kr.dure.billing.internal.pricing.History.OnOff;
import kr.dure.billing.internal.pricing.History.SeatEvent;
import kr.dure.billing.internal.pricing.History.Use;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.pricing.Reference;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.billing.internal.request.ServiceRequests.NewRequest;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A company lives through three months on a real database, by the dice; each month's invoice is that of the reference. */
class WholeLifePropertiesTest {
    private static final Map<String, Long> PRICES = Map.of(
            "groupware", 6000L, "hr", 5000L, "sales", 5000L, "inventory", 5000L, "multidomain", 5000L, "sms", 15L);

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void theInvoicesOfWhatHappenedAreThoseOfTheReferenceAndClosingTwiceIsOnce(@ForAll long seed) {
        new Life(seed).live();
    }

    private static final class Life {
        private final Random dice;
        private final TestBilling billing;
        private final Tenant acme;
        private final List<SeatEvent> seats = new ArrayList<>();
        private final Map<String, OnOff> on = new TreeMap<>();
        private final List<OnOff> products = new ArrayList<>();
        private final Map<String, Hold> held = new TreeMap<>();
        private final List<Hold> domains = new ArrayList<>();
        private final List<Use> uses = new ArrayList<>();
        private final Map<YearMonth, Long> late = new TreeMap<>();
        private LocalDate today;
        private long registered;
        private int keys;

        Life(long seed) {
            dice = new Random(seed);
            today = LocalDate.of(2026, 1 + dice.nextInt(9), 1 + dice.nextInt(28));
            billing = new TestBilling(today + "T09:00", TestBilling.SMS, TestBilling.HR, TestBilling.MULTIDOMAIN);
            registered = 2 + dice.nextInt(30);
            acme = billing.signUp((int) registered, "groupware", "hr", "sms");
            seats.add(new SeatEvent(today, 540, registered, true));
            on.put("groupware", new OnOff("groupware", registered, today, 540, null, 0));
            on.put("hr", new OnOff("hr", registered, today, 540, null, 0));
        }

        void live() {
            for (int month = 0; month < 3; month++) {
                YearMonth running = YearMonth.from(today);
                for (; YearMonth.from(today).equals(running); today = today.plusDays(1)) {
                    for (int hour = 10; dice.nextInt(4) == 0 && hour < 20; hour++) {
                        billing.at(today + "T" + hour + ":00");
                        happen(hour * 60);
                    }
                }
                billing.at(today + "T02:00");
                close();
                Invoice invoice = billing.invoices(acme).stream()
                        .filter(known -> known.month().equals(running))
                        .findFirst()
                        .orElseThrow();
                assertThat(told(invoice)).isEqualTo(new Reference(history(running)).answer());
                close();
                assertThat(billing.invoices(acme)).contains(invoice).hasSize(month + 1);
                late.clear();
            }
        }

        private void close() {
            billing.closings.run(new JobRun("billing.closing", "", billing.clock.instant(), 0));
        }

        private History history(YearMonth month) {
            List<OnOff> all = new ArrayList<>(products);
            all.addAll(on.values());
            List<Hold> holds = new ArrayList<>(domains);
            holds.addAll(held.values());
            List<LateUse> lateUses = new ArrayList<>();
            late.forEach((of, quantity) -> lateUses.add(new LateUse(of, "sms", quantity, 15)));
            return new History(month, PRICES, seats, all, holds, uses, List.of(), lateUses, false, false, 0);
        }

        private static List<String> told(Invoice invoice) {
            List<String> told = new ArrayList<>();
            invoice.lines()
                    .forEach(line -> told.add(line.code() + " " + line.quantity() + " x " + line.unitPrice() + ", "
                            + line.days() + " of " + line.ofDays() + " = " + line.amount()));
            told.add("supply " + invoice.supply() + " vat " + invoice.vat() + " total " + invoice.total());
            return told;
        }

        private void happen(int minute) {
            switch (dice.nextInt(8)) {
                case 0, 1 -> change(minute, 1 + dice.nextInt(5));
                case 2 -> reduce(minute, 1 + dice.nextInt(4));
                case 3 -> turn("hr", minute);
                case 4 -> turn("groupware", minute);
                case 5 -> domain("host" + dice.nextInt(2));
                case 6 -> lateUse(1 + dice.nextInt(20));
                default -> use(1 + dice.nextInt(50));
            }
        }

        private void change(int minute, long delta) {
            registered += delta;
            seats.add(new SeatEvent(today, minute, delta, false));
            billing.admit(acme, (int) registered, true);
        }

        private void reduce(int minute, int fewer) {
            if (fewer < registered) {
                registered -= fewer;
                seats.add(new SeatEvent(today, minute, -fewer, false));
                NewRequest request = new NewRequest(Kind.SEAT_REDUCTION, null, fewer, null, null);
                UUID id = billing.asAdministrator(acme, () -> billing.requests.create(request))
                        .id();
                billing.asOperator(() -> billing.requests.apply(id, null));
            }
        }

        private void turn(String product, int minute) {
            if (on.keySet().equals(Set.of(product))) {
                // A month with nothing on has no invoice.
                return;
            }
            OnOff was = on.remove(product);
            if (was == null) {
                on.put(product, new OnOff(product, registered, today, minute, null, 0));
                billing.as(acme, () -> billing.products.enable(product));
            } else {
                products.add(new OnOff(product, was.seatsThen(), was.first(), was.minute(), today, minute));
                billing.as(acme, () -> billing.products.disable(product));
            }
        }

        private void domain(String host) {
            Hold was = held.remove(host);
            if (was == null) {
                // Given back and wanted again on one day it goes on.
                Hold goesOn = domains.stream()
                        .filter(hold ->
                                hold.key().equals(host) && hold.first().equals(today) && today.equals(hold.last()))
                        .findFirst()
                        .orElse(null);
                domains.remove(goesOn);
                held.put(host, new Hold(host, today, null));
                billing.hold(acme, host);
            } else {
                domains.add(new Hold(host, was.first(), today));
                billing.release(acme, host);
            }
        }

        private void use(long quantity) {
            uses.add(new Use(today, "sms", quantity));
            billing.count(acme, "sms", quantity, "use" + keys++, billing.clock.instant());
        }

        private void lateUse(long quantity) {
            LocalDate day = YearMonth.from(today).atDay(1).minusDays(1 + dice.nextInt(20));
            if (seats.get(0).day().isAfter(day)) {
                return;
            }
            late.merge(YearMonth.from(day), quantity, Long::sum);
            billing.count(
                    acme,
                    "sms",
                    quantity,
                    "late" + keys++,
                    day.atTime(12, 0).atZone(PricePolicy.ZONE).toInstant());
        }
    }
}
