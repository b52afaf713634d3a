package kr.dure.sms.internal;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import kr.dure.carrier.Carrier.Receipt;
import kr.dure.tenant.Tenant;

/**
 * Brings receipts and sent messages of one route together, whichever comes first. Bounded: the oldest expectation is
 * forgotten first; the carrier is asked about its message later.
 *
 * <p>A message in doubt has no id. A receipt whose id nobody waits for, even after a while, is taken for the oldest
 * message in doubt to its number.
 */
final class Receipts {
    private static final int MAX_EXPECTED = 300_000;
    private static final int MAX_EARLY = 20_000;
    private static final int MAX_DONE = 50_000;

    private final Map<String, Expected> expected = bounded(MAX_EXPECTED);
    private final Map<String, Early> early = bounded(MAX_EARLY);
    private final Map<String, Boolean> done = bounded(MAX_DONE);
    private final Map<UUID, Expected> inDoubt = bounded(MAX_DONE);

    /**
     * A message that has no receipt yet.
     *
     * @param id the carrier's, or null while it is in doubt whether it was sent
     * @param submittedAt when it was handed over
     */
    record Expected(String id, String number, Tenant tenant, UUID recipient, boolean lms, Instant submittedAt) {}

    private record Early(Receipt receipt, long nanos) {}

    /** Notes a sent message; returns its receipt when that came first. */
    synchronized Optional<Receipt> expect(Expected message) {
        String id = message.id();
        expected.put(
                key(id),
                new Expected(
                        key(id),
                        message.number(),
                        message.tenant(),
                        message.recipient(),
                        message.lms(),
                        message.submittedAt()));
        Optional<Receipt> came = forms(id)
                .map(early::get)
                .filter(found -> found != null && found.receipt().mayConcern(message.number()))
                .findFirst()
                .or(() -> Optional.ofNullable(early.get(key(id))))
                .map(Early::receipt);
        came.ifPresent(receipt -> early.remove(key(receipt.id())));
        return came;
    }

    /** Notes a message that was perhaps sent. */
    synchronized void doubt(Expected message) {
        inDoubt.put(message.recipient(), message);
    }

    /** The message a receipt is for; one that nobody waits for yet is kept for {@link #expect}. */
    synchronized Optional<Expected> match(Receipt receipt) {
        Optional<Expected> match = peek(receipt);
        if (match.isEmpty() && !done.containsKey(key(receipt.id()))) {
            early.putIfAbsent(key(receipt.id()), new Early(receipt, System.nanoTime()));
        }
        return match;
    }

    /** The message a receipt is for. */
    synchronized Optional<Expected> peek(Receipt receipt) {
        // 16 in decimal is 10 in hexadecimal, so the other notation counts only when the phone is the same, too.
        return forms(receipt.id())
                .map(expected::get)
                .filter(found -> found != null && receipt.mayConcern(found.number()))
                .findFirst()
                .or(() -> Optional.ofNullable(expected.get(key(receipt.id()))));
    }

    /** The receipt is stored; one that comes again is for nobody. */
    synchronized void done(Expected message) {
        if (message.id() == null) {
            inDoubt.remove(message.recipient());
        } else {
            expected.remove(message.id());
            done.put(message.id(), true);
        }
    }

    /** Takes the receipts that nobody has waited for since {@code age}. */
    synchronized List<Receipt> unclaimed(Duration age) {
        long before = System.nanoTime() - age.toNanos();
        List<Receipt> old = early.values().stream()
                .filter(waiting -> waiting.nanos() - before < 0)
                .map(Early::receipt)
                .toList();
        old.forEach(receipt -> early.remove(key(receipt.id())));
        return old;
    }

    /** The oldest message in doubt that went to the receipt's number before {@code came}. */
    synchronized Optional<Expected> matchInDoubt(Receipt receipt, Instant came) {
        return inDoubt.values().stream()
                .filter(message -> receipt.concerns(message.number())
                        && !message.submittedAt().isAfter(came))
                .min(Comparator.comparing(Expected::submittedAt));
    }

    private static String key(String id) {
        String lower = id.strip().toLowerCase(Locale.ROOT);
        return lower.matches("0+[0-9a-f]+") ? lower.replaceFirst("^0+(?=.)", "") : lower;
    }

    /** Some carriers answer a submission in one notation and send the receipt in the other. */
    private static Stream<String> forms(String id) {
        String key = key(id);
        if (key.matches("[0-9]{1,24}")) {
            return Stream.of(key, new BigInteger(key).toString(16), new BigInteger(key, 16).toString());
        }
        return key.matches("[0-9a-f]{1,20}") ? Stream.of(key, new BigInteger(key, 16).toString()) : Stream.of(key);
    }

    private static <K, V> Map<K, V> bounded(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }
}
