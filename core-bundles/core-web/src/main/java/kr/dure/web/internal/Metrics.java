package kr.dure.web.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kr.dure.web.Measured;
import kr.dure.web.Measured.Figure;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Figures of the process, of HTTP, and of every component that has some. */
@Component(service = Metrics.class)
public final class Metrics implements AutoCloseable {
    private static final String PREFIX = "dure_";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Map<String, MultiGauge> gauges = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Measured> measured = List.of();

    @Activate
    public Metrics() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    /** Counts one answered request. The app is the path's first part, so that there are few of them. */
    void answered(String app, String method, int status, long nanos) {
        timers.computeIfAbsent(
                        app + ' ' + method + ' ' + status / 100,
                        key -> Timer.builder(PREFIX + "http_requests")
                                .description("Answered requests and how long they took.")
                                .tags("app", app, "method", method, "status", status / 100 + "xx")
                                .serviceLevelObjectives(
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(50),
                                        Duration.ofMillis(200),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(5))
                                .register(registry))
                .record(Duration.ofNanos(nanos));
    }

    /**
     * All requests answered since the start.
     *
     * @param failures those answered with 500 and above
     */
    record Answers(long count, long failures, double nanos) {}

    Answers answers() {
        long count = 0;
        long failures = 0;
        double nanos = 0;
        for (Map.Entry<String, Timer> one : timers.entrySet()) {
            count += one.getValue().count();
            nanos += one.getValue().totalTime(TimeUnit.NANOSECONDS);
            if (one.getKey().endsWith(" 5")) {
                failures += one.getValue().count();
            }
        }
        return new Answers(count, failures, nanos);
    }

    /** A gauge of the process, summed over its labels; what the system does not tell counts nothing. */
    double gauge(String name, String... labels) {
        return registry.find(name).tags(labels).gauges().stream()
                .mapToDouble(Gauge::value)
                .filter(Double::isFinite)
                .filter(value -> value >= 0)
                .sum();
    }

    /** A component's figure, summed over its labels; 0 where no component has it. */
    double figure(String name) {
        return measured.stream()
                .flatMap(component -> component.figures().stream())
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .sum();
    }

    /** Everything in Prometheus' text format (0.0.4). */
    synchronized String scrape() {
        Map<String, List<Row<?>>> rows = new LinkedHashMap<>();
        Map<String, String> helps = new LinkedHashMap<>();
        for (Measured component : measured) {
            for (Figure figure : component.figures()) {
                Tags tags = figure.label() == null ? Tags.empty() : Tags.of(Tag.of("of", figure.label()));
                double value = figure.value();
                rows.computeIfAbsent(figure.name(), name -> new ArrayList<>()).add(Row.of(tags, () -> value));
                helps.put(figure.name(), figure.help());
            }
        }
        // What belonged to a component that is gone has no rows any more.
        gauges.forEach((name, gauge) -> gauge.register(List.of(), true));
        rows.forEach((name, all) -> gauges.computeIfAbsent(
                        name,
                        n -> MultiGauge.builder(PREFIX + n)
                                .description(helps.get(n))
                                .register(registry))
                .register(all, true));
        return registry.scrape();
    }

    @Override
    @Deactivate
    public void close() {
        collector.close();
        registry.close();
    }
}
