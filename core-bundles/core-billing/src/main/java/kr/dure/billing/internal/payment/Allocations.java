package kr.dure.billing.internal.payment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** How a payment is spread over what is owed. Pure: never more than there is, never more than is owed. */
final class Allocations {
    static final Comparator<Receivable> OLDEST_FIRST =
            Comparator.comparing(Receivable::due).thenComparing(Receivable::number);

    private Allocations() {}

    /** So much of a payment goes to that invoice. */
    record Share(UUID invoiceId, long amount) {}

    /**
     * An invoice over exactly that amount is paid by it, the oldest one if there are several; otherwise the oldest are paid
     * first.
     */
    static List<Share> of(long amount, List<Receivable> owed) {
        List<Receivable> open = owed.stream()
                .filter(receivable -> receivable.open() > 0)
                .sorted(OLDEST_FIRST)
                .toList();
        return open.stream()
                .filter(receivable -> receivable.open() == amount)
                .findFirst()
                .map(exact -> List.of(new Share(exact.invoiceId(), amount)))
                .orElseGet(() -> oldestFirst(amount, open));
    }

    private static List<Share> oldestFirst(long amount, List<Receivable> open) {
        List<Share> shares = new ArrayList<>();
        long left = amount;
        for (Receivable receivable : open) {
            if (left == 0) {
                break;
            }
            long share = Math.min(left, receivable.open());
            shares.add(new Share(receivable.invoiceId(), share));
            left -= share;
        }
        return shares;
    }
}
