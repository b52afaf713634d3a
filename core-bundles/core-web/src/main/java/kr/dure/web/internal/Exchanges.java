package kr.dure.web.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kr.dure.product.Text;
import kr.dure.web.AppPause;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@link AppPause}: who is inside each application, and whose requests wait at the door. */
@Component(service = {AppPause.class, Exchanges.class})
public final class Exchanges implements AppPause {
    private static final Duration LONGEST = Duration.ofSeconds(2);
    /** More would keep the threads that others need. */
    private static final int MOST_WAITING = 100;

    private final Duration longest;
    private final Map<String, Integer> inside = new HashMap<>();
    private final Map<String, Integer> held = new HashMap<>();
    private final Map<String, Text> off = new ConcurrentHashMap<>();
    private int waiting;

    @Activate
    public Exchanges() {
        this(LONGEST);
    }

    Exchanges(Duration longest) {
        this.longest = longest;
    }

    /** Whether the application at {@code base} is being exchanged, or switched off. */
    synchronized boolean holds(String base) {
        return held.containsKey(base) || off.containsKey(base);
    }

    /**
     * Waits while {@code base} is held and goes in; {@link #leave} has to follow.
     *
     * @throws Problem 503 when the exchange takes too long
     */
    synchronized void enter(String base) {
        Text why = off.get(base);
        if (why != null) {
            throw new Problem(503, "app-off", new Text("꺼져 있는 앱입니다", "App switched off"), why).with("retryAfter", 60);
        }
        if (held.containsKey(base)) {
            await(base);
        }
        inside.merge(base, 1, Integer::sum);
    }

    private void await(String base) {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean room = waiting < MOST_WAITING;
        waiting++;
        try {
            while (held.containsKey(base)) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !room) {
                    throw exchanged();
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exchanged();
        } finally {
            waiting--;
        }
    }

    private static Problem exchanged() {
        return new Unavailable(
                        "앱을 새 버전으로 바꾸는 중입니다. 잠시 후 다시 시도해 주세요.",
                        "The app is being exchanged for another version. Please try again shortly.")
                .with("retryAfter", 2);
    }

    /** Without effect on the time others wait. */
    synchronized void leave(String base) {
        if (inside.merge(base, -1, Integer::sum) <= 0) {
            inside.remove(base);
            notifyAll();
        }
    }

    @Override
    public Held hold(Set<String> bases) {
        Set<String> mine = Set.copyOf(bases);
        synchronized (this) {
            mine.forEach(base -> held.merge(base, 1, Integer::sum));
            long deadline = System.nanoTime() + longest.toNanos();
            try {
                for (long left = longest.toNanos();
                        left > 0 && mine.stream().anyMatch(inside::containsKey);
                        left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return () -> release(mine);
    }

    @Override
    public Held turnOff(Set<String> bases, Text why) {
        Set<String> mine = Set.copyOf(bases);
        mine.forEach(base -> off.put(base, why));
        return () -> mine.forEach(base -> off.remove(base, why));
    }

    private synchronized void release(Set<String> mine) {
        mine.forEach(base -> held.computeIfPresent(base, (b, holders) -> holders == 1 ? null : holders - 1));
        notifyAll();
    }
}
