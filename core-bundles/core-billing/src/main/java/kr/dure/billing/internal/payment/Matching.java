package kr.dure.billing.internal.payment;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whom a transfer is from, as far as its line tells. Pure. */
final class Matching {
    private static final int MAX_SUGGESTIONS = 5;
    private static final int MIN_PREFIX = 3;
    private static final Pattern FORMS =
            Pattern.compile("\\(주\\)|\\(유\\)|\\(사\\)|\\(재\\)|주식회사|유한회사|유한책임회사|사단법인|재단법인|co\\.?,?ltd\\.?|inc\\.?");

    private Matching() {}

    /**
     * Somebody who may have paid.
     *
     * @param reference what it writes beside its transfers
     * @param names its name and those under which it pays, as {@link #plain} writes them
     * @param owed what it owes now
     */
    record Payer(UUID tenant, String company, String reference, Set<String> names, List<Receivable> owed) {
        boolean fits(long amount) {
            long sum = 0;
            for (Receivable receivable :
                    owed.stream().sorted(Allocations.OLDEST_FIRST).toList()) {
                sum += receivable.open();
                if (receivable.open() == amount || sum == amount) {
                    return amount > 0;
                }
            }
            return false;
        }
    }

    /** Why somebody may be meant, the surest first. */
    enum Why {
        REFERENCE,
        NAME_AND_AMOUNT,
        NAME,
        PART_OF_NAME,
        AMOUNT
    }

    /**
     * A possible answer.
     *
     * @param certain whether nobody needs to look at it
     */
    record Suggestion(UUID tenant, String company, Why why, boolean certain) {}

    /**
     * The one that is certain, or else the likeliest first. Certain is a payment reference, whatever the amount, and a
     * name that only one has with an amount that it owes.
     */
    static List<Suggestion> of(StatementLine line, List<Payer> payers) {
        Set<String> written = Stream.of(line.depositor(), line.memo())
                .map(Matching::plain)
                .filter(name -> !name.isEmpty())
                .collect(java.util.stream.Collectors.toSet());
        Optional<String> reference = PaymentReference.in(line.depositor() + " " + line.memo());
        List<Suggestion> found = new ArrayList<>();
        for (Payer payer : payers) {
            why(payer, line.amount(), reference, written)
                    .ifPresent(why -> found.add(new Suggestion(payer.tenant(), payer.company(), why, false)));
        }
        found.sort(Comparator.comparing(Suggestion::why)
                .thenComparing(Suggestion::company)
                .thenComparing(Suggestion::tenant));
        if (!found.isEmpty() && !line.repeated() && certain(found)) {
            Suggestion first = found.get(0);
            return List.of(new Suggestion(first.tenant(), first.company(), first.why(), true));
        }
        return found.stream().limit(MAX_SUGGESTIONS).toList();
    }

    /** Two with the same name are never told apart by the amount: tomorrow they may owe the same. */
    private static boolean certain(List<Suggestion> found) {
        Why why = found.get(0).why();
        long alike = found.stream()
                .filter(suggestion -> why == Why.REFERENCE
                        ? suggestion.why() == why
                        : suggestion.why() == Why.NAME_AND_AMOUNT || suggestion.why() == Why.NAME)
                .count();
        return (why == Why.REFERENCE || why == Why.NAME_AND_AMOUNT) && alike == 1;
    }

    private static Optional<Why> why(Payer payer, long amount, Optional<String> reference, Set<String> written) {
        if (reference.isPresent()) {
            return reference.get().equals(payer.reference()) ? Optional.of(Why.REFERENCE) : Optional.empty();
        }
        boolean fits = payer.fits(amount);
        if (payer.names().stream().anyMatch(written::contains)) {
            return Optional.of(fits ? Why.NAME_AND_AMOUNT : Why.NAME);
        }
        // Banks cut names off.
        boolean part = payer.names().stream()
                .anyMatch(name -> written.stream()
                        .anyMatch(text -> text.length() >= MIN_PREFIX && name.startsWith(text)
                                || name.length() >= MIN_PREFIX && text.startsWith(name)));
        if (part) {
            return Optional.of(Why.PART_OF_NAME);
        }
        return fits ? Optional.of(Why.AMOUNT) : Optional.empty();
    }

    /** A name without spaces, marks and the form of the company. */
    static String plain(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s", "");
        return FORMS.matcher(plain).replaceAll("").replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
