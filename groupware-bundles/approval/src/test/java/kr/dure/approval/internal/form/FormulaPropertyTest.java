package kr.dure.approval.internal.form;

import static kr.dure.approval.internal.form.Forms.CONTEXT;
import static kr.dure.approval.internal.form.Forms.definition;
import static kr.dure.approval.internal.form.Forms.number;
import static kr.dure.approval.internal.form.Forms.table;
import static kr.dure.approval.internal.form.Forms.text;
import static kr.dure.approval.internal.form.Forms.won;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kr.dure.approval.internal.form.Formula.FormulaException;
import kr.dure.web.Invalid;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class FormulaPropertyTest {
    private static final long MOST = 999_999_999_999_999L;

    private static final Form ITEMS = Form.of(definition(
            table(
                    "items",
                    number("quantity", 2, null),
                    won("price", null),
                    new FormField.Money(
                            "amount",
                            text("amount"),
                            null,
                            false,
                            null,
                            null,
                            null,
                            "quantity * price",
                            Rounding.DOWN,
                            false)),
            won("supply", "SUM(items.amount)"),
            won("vat", "ROUNDDOWN(supply * 0.1, 0)"),
            won("total", "supply + vat")));

    @Property(tries = 300)
    void totalsEqualAnIndependentCountInWholeWon(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 1_000_000) Integer> hundredths,
            @ForAll @LongRange(min = 0, max = 99_999_999) long price) {
        List<Map<String, Object>> rows = new ArrayList<>();
        BigInteger supply = BigInteger.ZERO;
        for (int quantity : hundredths) {
            rows.add(Map.of("quantity", BigDecimal.valueOf(quantity, 2), "price", price));
            supply = supply.add(BigInteger.valueOf(quantity)
                    .multiply(BigInteger.valueOf(price))
                    .divide(BigInteger.valueOf(100)));
        }
        BigInteger vat = supply.divide(BigInteger.TEN);
        Map<String, Object> values = ITEMS.check(Map.of("items", rows), CONTEXT).values();
        assertThat(values)
                .containsEntry("supply", new BigDecimal(supply))
                .containsEntry("vat", new BigDecimal(vat))
                .containsEntry("total", new BigDecimal(supply.add(vat)));
    }

    @Property(tries = 300)
    void theOrderOfRowsDoesNotMatterForSums(
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 1_000_000_000L) Long> prices,
            @ForAll Random random) {
        List<Long> shuffled = new ArrayList<>(prices);
        Collections.shuffle(shuffled, random);
        assertThat(total(shuffled)).isEqualTo(total(prices));
    }

    @Property(tries = 500)
    void sumsDifferencesAndProductsOfTheGreatestNumbersAreExact(
            @ForAll @LongRange(min = -MOST, max = MOST) long a,
            @ForAll @LongRange(min = -MOST, max = MOST) long b,
            @ForAll @IntRange(min = 0, max = 10) int scale)
            throws FormulaException {
        BigDecimal x = BigDecimal.valueOf(a, scale);
        BigDecimal y = BigDecimal.valueOf(b, 10 - scale);
        Map<String, Object> values = Map.of("x", x, "y", y);
        assertThat(Formula.parse("x + y").number(values)).isEqualByComparingTo(x.add(y));
        assertThat(Formula.parse("x - y").number(values)).isEqualByComparingTo(x.subtract(y));
        assertThat(Formula.parse("x * y").number(values)).isEqualByComparingTo(x.multiply(y));
        assertThat(Formula.parse("(x + y) * (x - y)").number(values))
                .isEqualByComparingTo(
                        x.add(y).multiply(x.subtract(y)).round(new java.math.MathContext(50, RoundingMode.HALF_UP)));
    }

    @Property(tries = 300)
    void aThirdThreeTimesIsTheWholeAfterRounding(@ForAll @LongRange(min = 0, max = MOST) long won)
            throws FormulaException {
        assertThat(Formula.parse("ROUND(x / 3 * 3, 0)").number(Map.of("x", BigDecimal.valueOf(won))))
                .isEqualByComparingTo(BigDecimal.valueOf(won));
    }

    @Property(tries = 300)
    void tensAreCutAsInTheTrade(@ForAll @LongRange(min = 0, max = MOST) long won) throws FormulaException {
        assertThat(Formula.parse("ROUNDDOWN(x, -1)").number(Map.of("x", BigDecimal.valueOf(won))))
                .isEqualByComparingTo(BigDecimal.valueOf(won / 10 * 10));
    }

    @Property(tries = 1_000)
    void whateverSomebodyTypesIsAFormulaOrIsRefused(@ForAll @StringLength(max = 60) String text) {
        try {
            Form.of(definition(number("a", 0, null), number("b", 2, text.isEmpty() ? "a" : text)));
        } catch (Invalid e) {
            assertThat(e.errors()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void whateverLooksLikeAFormulaIsOneOrIsRefused(
            @ForAll @Size(max = 25) List<@IntRange(min = 0, max = 15) Integer> parts) {
        String[] words = {"a", "1", "+", "-", "*", "/", "(", ")", ",", "SUM(", "IF(", ".", "\"x\"", "=", "!", "0.5"};
        StringBuilder text = new StringBuilder("a");
        parts.forEach(part -> text.append(words[part]));
        try {
            Form.of(definition(number("a", 0, null), number("b", 2, text.toString())));
        } catch (Invalid e) {
            assertThat(e.errors()).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void anOrderIsGivenExactlyWhenThereIsNoLoop(
            @ForAll @IntRange(min = 1, max = 12) int size,
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 143) Integer> edges) {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            uses.put("f" + i, new LinkedHashSet<>());
        }
        for (int edge : edges) {
            uses.get("f" + edge / 12 % size).add("f" + edge % 12 % size);
        }
        FormulaOrder order = new FormulaOrder(uses);
        assertThat(order.loop().isEmpty()).isEqualTo(acyclic(uses));
        if (order.loop().isEmpty()) {
            assertThat(order.order()).containsExactlyInAnyOrderElementsOf(uses.keySet());
            Set<String> before = new HashSet<>();
            for (String name : order.order()) {
                assertThat(before).containsAll(uses.get(name));
                before.add(name);
            }
        } else {
            for (int i = 1; i < order.loop().size(); i++) {
                assertThat(uses.get(order.loop().get(i - 1)))
                        .contains(order.loop().get(i));
            }
        }
    }

    /** By taking away, again and again, what uses nothing. */
    private static boolean acyclic(Map<String, Set<String>> uses) {
        Map<String, Set<String>> left = new HashMap<>();
        uses.forEach((name, used) -> left.put(name, new HashSet<>(used)));
        boolean taken = true;
        while (taken) {
            Set<String> free = new HashSet<>(left.keySet());
            free.removeIf(name -> !left.get(name).isEmpty());
            left.keySet().removeAll(free);
            left.values().forEach(used -> used.removeAll(free));
            taken = !free.isEmpty();
        }
        return left.isEmpty();
    }

    private static Object total(List<Long> prices) {
        List<Map<String, Object>> rows = prices.stream()
                .map(price -> Map.<String, Object>of("quantity", 1, "price", price))
                .toList();
        return ITEMS.check(Map.of("items", rows), CONTEXT).values().get("total");
    }
}
