package kr.dure.identity.internal.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.product.Text;
import kr.dure.web.Problem;

/**
 * Slows down one address that fails too often, on this server. Loopback is let through: there stands a proxy that the
 * installation did not name, and all its clients would be shut out together.
 */
public final class Throttle {
    private final int limit;
    private final Duration window;
    private final Clock clock;
    private final Cache<String, Count> counts =
            Caffeine.newBuilder().maximumSize(200_000).build();

    private record Count(Instant since, int times) {}

    /**
     * @param limit how often an address may fail within {@code window}; at least 5, as the stop of an account comes first
     */
    public Throttle(int limit, Duration window, Clock clock) {
        if (limit < 5) {
            throw new IllegalArgumentException("limit must be 5 or more: " + limit);
        }
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /** @throws Problem 429 with {@code Retry-After} for an address that has used up its tries */
    public void check() {
        String address = address();
        Count count = address == null ? null : counts.getIfPresent(address);
        Instant now = clock.instant();
        if (count == null
                || count.times() < limit
                || !now.isBefore(count.since().plus(window))) {
            return;
        }
        long seconds =
                Math.max(1, Duration.between(now, count.since().plus(window)).toSeconds());
        throw new Problem(
                        429,
                        "too-many-requests",
                        new Text("너무 많이 시도했습니다", "Too many tries"),
                        new Text(
                                "이 주소에서 너무 많이 시도했습니다. " + seconds + "초 뒤에 다시 시도해 주세요.",
                                "Too many tries from this address. Please try again in " + seconds + " seconds."))
                .with("retryAfter", seconds);
    }

    /** Counts one try of the current client. */
    public void count() {
        String address = address();
        if (address == null) {
            return;
        }
        Instant now = clock.instant();
        counts.asMap()
                .compute(
                        address,
                        (key, count) ->
                                count == null || !now.isBefore(count.since().plus(window))
                                        ? new Count(now, 1)
                                        : new Count(count.since(), count.times() + 1));
    }

    private static String address() {
        return Clients.find().map(Client::address).map(Throttle::network).orElse(null);
    }

    /** An IPv6 customer owns a whole /64, so that counts as one address. */
    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            if (parsed.isLoopbackAddress()) {
                return null;
            }
            byte[] bytes = parsed.getAddress();
            return bytes.length == 4 ? address : java.util.HexFormat.of().formatHex(bytes, 0, 8);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
