package kr.dure.sms.internal;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import kr.dure.sms.internal.Carrier.Receipt;
import kr.dure.tenant.Tenant;

/**
 * Brings receipts and sent messages together, whichever comes first. Bounded: the oldest expectation is forgotten
 * first, and its message stays SENT.
 */
final class Receipts {
    private static final int MAX_EXPECTED = 200_000;
    private static final int MAX_EARLY = 20_000;

    private final Map<String, Expected> expected = bounded(MAX_EXPECTED);
    private final Map<String, Receipt> early = bounded(MAX_EARLY);

    /** A sent message that has no receipt yet. */
    record Expected(String id, String number, Tenant tenant, UUID recipient) {}

    /** Notes a sent message; returns its receipt when that came first. */
    synchronized Optional<Receipt> expect(String id, String number, Tenant tenant, UUID recipient) {
        expected.put(key(id), new Expected(key(id), number, tenant, recipient));
        Optional<Receipt> came = forms(id)
                .map(early::get)
                .filter(found -> found != null && found.mayConcern(number))
                .findFirst()
                .or(() -> Optional.ofNullable(early.get(key(id))));
        came.ifPresent(receipt -> early.remove(key(receipt.id())));
        return came;
    }

    /** The message a receipt is for; one that nobody waits for yet is kept for {@link #expect}. */
    synchronized Optional<Expected> match(Receipt receipt) {
        // 16 in decimal is 10 in hexadecimal, so the other notation counts only when the phone is the same, too.
        Optional<Expected> match = forms(receipt.id())
                .map(expected::get)
                .filter(found -> found != null && receipt.mayConcern(found.number()))
                .findFirst()
                .or(() -> Optional.ofNullable(expected.get(key(receipt.id()))));
        if (match.isEmpty()) {
            early.put(key(receipt.id()), receipt);
        }
        return match;
    }

    /** The receipt is stored. */
    synchronized void done(Expected message) {
        expected.remove(message.id());
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

    private static <V> Map<String, V> bounded(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }
}
