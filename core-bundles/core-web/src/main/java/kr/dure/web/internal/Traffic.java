package kr.dure.web.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import kr.dure.web.AppTraffic;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@link AppTraffic}: the last requests of each application. */
@Component(service = {AppTraffic.class, Traffic.class})
public final class Traffic implements AppTraffic {
    private static final int KEPT = 512;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Ring> rings = new ConcurrentHashMap<>();

    @Activate
    public Traffic() {
        this(System::nanoTime);
    }

    Traffic(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Ring {
        private final long[] at = new long[KEPT];
        private final long[] took = new long[KEPT];
        private final boolean[] failed = new boolean[KEPT];
        private int count;

        synchronized void add(long now, boolean failure, long nanos) {
            int place = count++ % KEPT;
            at[place] = now;
            took[place] = nanos;
            failed[place] = failure;
            if (count == 2 * KEPT) {
                count = KEPT;
            }
        }

        synchronized Recent since(String base, long from) {
            int filled = Math.min(count, KEPT);
            long[] times = new long[filled];
            int requests = 0;
            int failures = 0;
            for (int i = 0; i < filled; i++) {
                if (at[i] - from >= 0) {
                    times[requests++] = took[i];
                    failures += failed[i] ? 1 : 0;
                }
            }
            if (requests == 0) {
                return null;
            }
            Arrays.sort(times, 0, requests);
            long p95 = times[(int) Math.ceil(requests * 0.95) - 1];
            return new Recent(base, requests, failures, Duration.ofNanos(p95).toMillis());
        }
    }

    /** Notes an answered request. */
    void answered(String base, int status, long nanos) {
        rings.computeIfAbsent(base, b -> new Ring()).add(nanoTime.getAsLong(), status == 500, nanos);
    }

    /** The next version of an app begins without the past of the one before. */
    void forget(String base) {
        rings.remove(base);
    }

    @Override
    public List<Recent> recent() {
        long from = nanoTime.getAsLong() - WINDOW;
        List<Recent> recent = new ArrayList<>();
        rings.forEach((base, ring) -> {
            Recent one = ring.since(base, from);
            if (one != null) {
                recent.add(one);
            }
        });
        return recent;
    }
}
