package kr.dure.persistence.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kr.dure.web.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which apps stay without their tables, and why. */
@Component
public final class AppsHealth implements HealthCheck {
    private final Units units;

    @Activate
    public AppsHealth(@Reference Units units) {
        this.units = units;
    }

    @Override
    public String name() {
        return "apps";
    }

    @Override
    public Health check() {
        Map<String, String> failures = new TreeMap<>(units.failures());
        if (failures.isEmpty()) {
            return Health.UP;
        }
        return new Health(
                Status.DEGRADED,
                failures.entrySet().stream()
                        .map(failure -> failure.getKey() + ": " + failure.getValue())
                        .collect(Collectors.joining("; ")));
    }
}
