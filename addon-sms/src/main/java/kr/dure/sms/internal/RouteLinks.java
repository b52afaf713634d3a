package kr.dure.sms.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import kr.dure.carrier.CarrierListener;
import kr.dure.carrier.CarrierProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links in use, kept in step with the routes that are set up and the providers that are there. */
final class RouteLinks implements AutoCloseable {
    private static final Duration ANSWERS = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(RouteLinks.class);

    private final Function<RouteLink[], CarrierListener> listeners;
    /** By the route's name: what one link has sent, the next gets the receipts of. */
    private final Map<String, Receipts> receipts = new ConcurrentHashMap<>();

    private volatile List<RouteLink> links = List.of();
    private boolean closed;

    /** @param listeners makes a link's listener; the array's only element is the link once it is open */
    RouteLinks(Function<RouteLink[], CarrierListener> listeners) {
        this.listeners = listeners;
    }

    /** In the order in which they are used. */
    List<RouteLink> all() {
        return links;
    }

    Optional<RouteLink> find(String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    boolean any(Predicate<RouteLink> condition) {
        return links.stream().anyMatch(condition);
    }

    /** Closes links whose route or provider has changed or gone, and opens new ones. */
    synchronized void keep(List<RouteSettings> wanted, List<CarrierProvider> providers) {
        if (closed) {
            return;
        }
        List<RouteLink> kept = new ArrayList<>();
        List<RouteLink> gone = new ArrayList<>(links);
        for (RouteSettings settings : wanted) {
            Optional<CarrierProvider> provider = providers.stream()
                    .filter(candidate -> candidate.protocol().equals(settings.protocol()))
                    .findFirst();
            if (provider.isEmpty()) {
                LOG.debug("Nobody here speaks {}", settings.protocol());
                continue;
            }
            Optional<RouteLink> same = gone.stream()
                    .filter(link -> link.settings().equals(settings) && link.provider() == provider.get())
                    .findFirst();
            same.ifPresent(gone::remove);
            kept.add(same.orElseGet(() -> open(settings, provider.get())));
        }
        kept.sort(Comparator.comparingInt((RouteLink link) -> link.settings().priority())
                .thenComparing(RouteLink::name));
        links = List.copyOf(kept);
        gone.forEach(RouteLinks::finish);
    }

    /** What was handed over gets its answer first: without it messages would be in doubt. */
    private static void finish(RouteLink link) {
        try {
            link.drain(ANSWERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            link.close();
        }
    }

    private RouteLink open(RouteSettings settings, CarrierProvider provider) {
        RouteLink[] self = new RouteLink[1];
        RouteLink link = new RouteLink(
                settings,
                provider,
                receipts.computeIfAbsent(settings.route().name(), name -> new Receipts()),
                listeners.apply(self));
        self[0] = link;
        return link;
    }

    @Override
    public synchronized void close() {
        closed = true;
        links.forEach(RouteLink::close);
        links = List.of();
    }
}
