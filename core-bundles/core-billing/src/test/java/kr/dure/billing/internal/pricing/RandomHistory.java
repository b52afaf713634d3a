package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import kr.dure.billing.internal.pricing.History.Hold;
import kr.dure.billing.internal.pricing.History.LateUse;
import kr.dure.billing.internal.pricing.History.OnOff;
import kr.dure.billing.internal.pricing.History.SeatEvent;
import kr.dure.billing.internal.pricing.History.Term;
import kr.dure.billing.internal.pricing.History.Use;

/** Lives through some weeks of a company, minute by minute, by the dice. */
final class RandomHistory {
    private static final List<String> PRODUCTS = List.of("groupware", "hr", "sales", "inventory");
    private static final List<String> METERS = List.of("sms", "sms.lms", "fax");

    private final Random dice;
    private final YearMonth month;
    private final List<SeatEvent> seats = new ArrayList<>();
    private final Map<String, OnOff> on = new TreeMap<>();
    private final List<OnOff> products = new ArrayList<>();
    private final Map<String, Hold> held = new TreeMap<>();
    private final List<Hold> domains = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private long registered;

    private RandomHistory(long seed) {
        dice = new Random(seed);
        month = YearMonth.of(2024 + dice.nextInt(9), 1 + dice.nextInt(12));
    }

    static History of(long seed) {
        return new RandomHistory(seed).live();
    }

    private History live() {
        // Signed up before the month or inside it; and life goes on after it, which must not matter.
        LocalDate signUp = month.atDay(1).plusDays(dice.nextInt(80) - 50);
        LocalDate end = month.atEndOfMonth().plusDays(dice.nextInt(8));
        signUp(signUp);
        for (LocalDate day = signUp; !day.isAfter(end); day = day.plusDays(1)) {
            int minute = 600;
            while (dice.nextInt(4) == 0) {
                minute += 1 + dice.nextInt(30);
                happen(day, minute);
            }
        }
        products.addAll(on.values());
        domains.addAll(held.values());
        return new History(
                month,
                prices(),
                seats,
                products,
                domains,
                uses,
                terms(signUp),
                late(),
                dice.nextBoolean(),
                dice.nextInt(3) == 0,
                dice.nextInt(4) == 0 ? dice.nextInt(5_000_000) : 0);
    }

    private Map<String, Long> prices() {
        Map<String, Long> prices = new TreeMap<>();
        for (String priced : List.of("groupware", "hr", "sales", "inventory", "multidomain")) {
            prices.put(priced, (long) dice.nextInt(20_000));
        }
        prices.put("sms", (long) dice.nextInt(100));
        prices.put("sms.lms", (long) dice.nextInt(100));
        prices.put("fax", (long) dice.nextInt(100));
        return prices;
    }

    private void signUp(LocalDate day) {
        registered = 1 + dice.nextInt(40);
        seats.add(new SeatEvent(day, 599, registered, true));
        for (String product : PRODUCTS) {
            if (dice.nextInt(3) > 0) {
                on.put(product, new OnOff(product, registered, day, 599, null, 0));
            }
        }
    }

    private void happen(LocalDate day, int minute) {
        switch (dice.nextInt(8)) {
            case 0, 1 -> change(day, minute, 1 + dice.nextInt(9));
            case 2 -> change(day, minute, -dice.nextInt((int) Math.min(registered, 12)));
            case 3, 4 -> turn(PRODUCTS.get(dice.nextInt(PRODUCTS.size())), day, minute);
            case 5 -> domain("host" + dice.nextInt(3), day);
            default -> uses.add(new Use(day, METERS.get(dice.nextInt(METERS.size())), 1 + dice.nextInt(500)));
        }
    }

    private void change(LocalDate day, int minute, long delta) {
        if (delta != 0) {
            registered += delta;
            seats.add(new SeatEvent(day, minute, delta, false));
        }
    }

    private void turn(String product, LocalDate day, int minute) {
        OnOff was = on.remove(product);
        if (was == null) {
            on.put(product, new OnOff(product, registered, day, minute, null, 0));
        } else {
            products.add(new OnOff(product, was.seatsThen(), was.first(), was.minute(), day, minute));
        }
    }

    private void domain(String key, LocalDate day) {
        Hold was = held.remove(key);
        if (was == null) {
            held.put(key, new Hold(key, day, null));
        } else {
            domains.add(new Hold(key, was.first(), day));
        }
    }

    /** Up to three contracts in a row, with and without days between them. */
    private List<Term> terms(LocalDate signUp) {
        List<Term> terms = new ArrayList<>();
        LocalDate from = signUp.plusDays(dice.nextInt(20));
        for (int i = dice.nextInt(4); i > 0; i--) {
            LocalDate last = from.plusDays(dice.nextInt(40));
            boolean touches = !from.isAfter(month.atEndOfMonth()) && !last.isBefore(month.atDay(1));
            boolean begins = YearMonth.from(from).equals(month);
            if (touches) {
                terms.add(new Term(
                        "contract" + i,
                        1 + dice.nextInt(3),
                        from,
                        last,
                        begins && dice.nextInt(3) == 0 ? dice.nextInt(3_000_000) : 0,
                        !begins && dice.nextInt(3) == 0 ? dice.nextInt(200_000) : 0,
                        YearMonth.from(last).equals(month) && dice.nextBoolean(),
                        begins ? 0 : dice.nextInt(100_000)));
            }
            from = last.plusDays(1 + dice.nextInt(2) * dice.nextInt(5));
        }
        return terms;
    }

    private List<LateUse> late() {
        List<LateUse> late = new ArrayList<>();
        for (int back = 1; back < 4; back++) {
            if (dice.nextInt(4) == 0) {
                late.add(new LateUse(
                        month.minusMonths(back),
                        METERS.get(dice.nextInt(METERS.size())),
                        1 + dice.nextInt(300),
                        dice.nextInt(50)));
            }
        }
        return late;
    }
}
