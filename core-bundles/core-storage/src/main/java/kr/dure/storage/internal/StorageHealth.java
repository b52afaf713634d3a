package kr.dure.storage.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import kr.dure.web.HealthCheck;
import kr.dure.web.Measured;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether files can be kept and scanned, and how much went in and out since the start. */
@Component(service = {StorageHealth.class, HealthCheck.class, Measured.class})
public final class StorageHealth implements HealthCheck, Measured {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Clock clock;
    private final Backend store;
    private final TenantKeys keys;
    private final Scanner scanner;
    private final LongAdder taken = new LongAdder();
    private final LongAdder takenBytes = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private Health last = Health.UP;
    private Instant checkedAt = Instant.MIN;

    @Activate
    public StorageHealth(
            @Reference Clock clock, @Reference Backend store, @Reference TenantKeys keys, @Reference Scanner scanner) {
        this.clock = clock;
        this.store = store;
        this.keys = keys;
        this.scanner = scanner;
    }

    void taken(long bytes) {
        taken.increment();
        takenBytes.add(bytes);
    }

    void read() {
        read.increment();
    }

    void refused() {
        refused.increment();
    }

    @Override
    public String name() {
        return "files";
    }

    /** At most every few seconds, because others are asked. */
    @Override
    public synchronized Health check() {
        Instant now = clock.instant();
        if (checkedAt.equals(Instant.MIN) || !now.isBefore(checkedAt.plus(FRESH))) {
            last = look();
            checkedAt = now;
        }
        return last;
    }

    private Health look() {
        try {
            keys.check();
            store.check();
            scanner.check();
            return Health.UP;
        } catch (IOException | RuntimeException e) {
            return new Health(Status.DEGRADED, "Files cannot be kept: " + e.getMessage());
        }
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("files_taken", "Files taken since the start.", null, taken.sum()),
                new Figure("files_taken_bytes", "Their bytes.", null, takenBytes.sum()),
                new Figure("files_read", "Downloads begun since the start.", null, read.sum()),
                new Figure("files_refused", "Files refused since the start.", null, refused.sum()));
    }
}
