package kr.dure.persistence.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.osgi.service.component.annotations.Component;

/** The one clock of the platform (UTC), as a service so that tests supply another. */
@Component(service = Clock.class)
public final class SystemClock extends Clock {
    private final Clock utc = Clock.systemUTC();

    @Override
    public ZoneId getZone() {
        return utc.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return utc.withZone(zone);
    }

    @Override
    public Instant instant() {
        return utc.instant();
    }
}
