package kr.dure.web.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.jakarta.rs.cfg.JakartaRSFeature;
import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.identity.Callers;
import kr.dure.live.LiveStream;
import kr.dure.product.App;
import kr.dure.product.Consents;
import kr.dure.product.Entitlements;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.AppsReady;
import kr.dure.web.HealthCheck;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.IdempotencyStore;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.impl.RuntimeDelegateImpl;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Serves every {@link Application} service as a CXF server of its own, so that one that comes or goes touches no other.
 * The host decides the tenant, the session cookie or a bearer token the caller; without an {@link Authenticator} nothing
 * is served.
 */
@Component(
        service = {Servlet.class, HealthCheck.class, RestPublisher.class},
        immediate = true, // ready before the port is open, which is what would ask for it
        property = {
            "osgi.http.whiteboard.servlet.pattern=/api/*",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true",
            "osgi.http.whiteboard.servlet.multipart.enabled:Boolean=true"
        })
public final class RestPublisher extends CXFNonSpringServlet implements HealthCheck {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RestPublisher.class);
    private static final String BASE = "osgi.jakartars.application.base";

    /** The bundles whose applications belong to no product. */
    private static final Set<String> KERNEL = Set.of(
            "kr.dure.persistence",
            "kr.dure.documents",
            "kr.dure.identity",
            "kr.dure.billing",
            "kr.dure.notification",
            "kr.dure.storage",
            "kr.dure.search",
            "kr.dure.web",
            "kr.dure.addons");

    /** What must be published before the server is of use. */
    private static final Set<String> ESSENTIAL =
            Set.of("/api/auth", "/api/identity", "/api/products", "/api/public/signups", "/api/operator/addons");

    private final transient BundleContext context;
    private final transient Hosts hosts;
    private final transient Authenticator authenticator;
    private final transient Entitlements entitlements;
    private final transient IdempotencyStore answers;
    private final transient LiveStream live;
    private final transient Metrics metrics;
    private final transient Draining draining;
    private final transient Exchanges exchanges;
    private final transient Traffic traffic;
    private final transient Bus cxf;
    private final transient Map<Long, App> apps = new ConcurrentHashMap<>();
    private final transient Map<Application, Candidate> candidates = new ConcurrentHashMap<>();
    private final transient Map<String, Published> published = new ConcurrentHashMap<>();
    /** Bases that could not be published. */
    private final transient Set<String> refused = ConcurrentHashMap.newKeySet();

    /** How long after their start apps may take to be published; a broken one keeps nobody waiting. */
    private static final Duration PUBLISHED = Duration.ofSeconds(10);

    private transient volatile boolean ready;
    private transient volatile long started;

    private record Candidate(Application application, String base, Bundle bundle) {}

    private record Published(Application application, Server server) {}

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<AppsReady> starting = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<Consents> consents = List.of();

    @Activate
    public RestPublisher(
            BundleContext context,
            @Reference Hosts hosts,
            @Reference Authenticator authenticator,
            @Reference Entitlements entitlements,
            @Reference IdempotencyStore answers,
            @Reference LiveStream live,
            @Reference Metrics metrics,
            @Reference Draining draining,
            @Reference Exchanges exchanges,
            @Reference Traffic traffic,
            @Reference EdgeFilter edge) { // nothing is served without it
        this.context = context;
        this.metrics = metrics;
        this.draining = draining;
        this.exchanges = exchanges;
        this.traffic = traffic;
        this.hosts = hosts;
        this.authenticator = authenticator;
        this.entitlements = entitlements;
        this.answers = answers;
        this.live = live;
        RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
        this.cxf = withCxfLoader(ExtensionManagerBus::new);
        // Without it CXF searches the class path for one at every request.
        cxf.setExtension(ExtensionManagerBus.class.getClassLoader(), ClassLoader.class);
        setBus(cxf);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addApp(App app, Map<String, Object> properties) {
        Long bundle = (Long) properties.get(Constants.SERVICE_BUNDLEID);
        apps.put(bundle, app);
        candidates.values().stream()
                .filter(candidate -> candidate.bundle().getBundleId() == bundle)
                .forEach(this::publish);
        live.send(null, "modules", "{}");
    }

    void removeApp(App app, Map<String, Object> properties) {
        apps.remove((Long) properties.get(Constants.SERVICE_BUNDLEID));
        live.send(null, "modules", "{}");
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addApplication(Application application, Map<String, Object> properties) {
        if (properties.get(BASE) instanceof String base) {
            Bundle bundle = context.getBundle((Long) properties.get(Constants.SERVICE_BUNDLEID));
            Candidate candidate = new Candidate(application, base, bundle);
            candidates.put(application, candidate);
            publish(candidate);
        }
    }

    void removeApplication(Application application, Map<String, Object> properties) {
        Candidate candidate = candidates.remove(application);
        if (candidate == null) {
            return;
        }
        Published here = published.get(candidate.base());
        if (here != null && here.application() == application) {
            published.remove(candidate.base());
            withCxfLoader(() -> {
                here.server().destroy();
                return null;
            });
        }
    }

    /** An app's application waits for the app's description: without it nobody knows which product it belongs to. */
    private synchronized void publish(Candidate candidate) {
        boolean kernel = KERNEL.contains(candidate.bundle().getSymbolicName());
        App app = apps.get(candidate.bundle().getBundleId());
        if (!kernel && app == null) {
            return;
        }
        Published other = published.get(candidate.base());
        if (other != null) {
            if (other.application() != candidate.application()) {
                LOG.error(
                        "{} offers {}, which is taken already; it is not published",
                        candidate.bundle().getSymbolicName(),
                        candidate.base());
            }
            return;
        }
        try {
            Server server = withCxfLoader(() -> serve(candidate, kernel ? Optional.empty() : Optional.of(app)));
            traffic.forget(candidate.base());
            published.put(candidate.base(), new Published(candidate.application(), server));
        } catch (RuntimeException | LinkageError e) {
            refused.add(candidate.base());
            LOG.error(
                    "{} of {} cannot be published",
                    candidate.base(),
                    candidate.bundle().getSymbolicName(),
                    e);
        }
    }

    private Server serve(Candidate candidate, Optional<App> app) {
        ObjectMapper mapper = Json.mapper();
        JacksonJsonProvider json = new JacksonJsonProvider(mapper);
        json.disable(JakartaRSFeature.ALLOW_EMPTY_INPUT);
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setBus(cxf);
        factory.setAddress(candidate.base().substring("/api".length()));
        factory.setServiceBeans(new ArrayList<>(candidate.application().getSingletons()));
        factory.setProviders(List.of(
                json,
                new Parameters(),
                new BodyRequired(),
                new ProblemMapper(answers),
                new AccessFilter(
                        candidate.base(),
                        app.map(a -> a.description().product()),
                        entitlements,
                        new DeclaredRights(app, () -> consents),
                        answers,
                        mapper)));
        return factory.create();
    }

    /** The apps that are installed, by id. */
    List<App> apps() {
        return apps.values().stream()
                .sorted(Comparator.comparing(app -> app.description().id()))
                .toList();
    }

    /** The bundles that bring REST applications. */
    Collection<Bundle> bundles() {
        return candidates.values().stream().map(Candidate::bundle).collect(Collectors.toSet());
    }

    @Override
    protected void loadBus(ServletConfig config) {
        // The bus is made by the constructor, with CXF's own class loader.
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) throws ServletException, IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        String id = RequestId.of(http);
        answer.setHeader(RequestId.HEADER, id);
        MDC.put("request", id);
        long begin = System.nanoTime();
        boolean begins = draining.begins();
        try {
            if (begins) {
                dispatch(http, answer);
            } else {
                answer.setHeader("Connection", "close");
                ProblemDocument.send(
                        new Unavailable(
                                "서버가 멈추는 중입니다. 잠시 후 다시 시도해 주세요.", "The server is stopping. Please try again shortly."),
                        http,
                        answer);
            }
        } finally {
            if (begins) {
                draining.ended();
            }
            MDC.remove("request");
            long nanos = System.nanoTime() - begin;
            Optional<String> base = base(http.getRequestURI());
            base.ifPresent(b -> traffic.answered(b, answer.getStatus(), nanos));
            // Only what is published has figures, so that strangers' paths make none.
            metrics.answered(
                    base.map(b -> b.substring("/api/".length())).orElse("none"),
                    http.getMethod(),
                    answer.getStatus(),
                    nanos);
        }
    }

    private void dispatch(HttpServletRequest http, HttpServletResponse answer) throws ServletException, IOException {
        try {
            Tenant tenant = hosts.tenant(http).orElseThrow(() -> Hosts.unknown(http));
            String base = base(http.getRequestURI()).orElseThrow(() -> notPublished(http.getRequestURI()));
            exchanges.enter(base);
            try {
                if (!published.containsKey(base)) {
                    throw notPublished(http.getRequestURI()); // it went while this request waited
                }
                Tenants.run(tenant, () -> asCaller(http, answer));
            } finally {
                exchanges.leave(base);
            }
        } catch (Problem problem) {
            ProblemDocument.send(problem, http, answer);
        } catch (Carried carried) {
            carried.rethrow();
        } finally {
            IdempotencyKey.bind(null);
        }
    }

    /** The longest base that {@code path} lies below and that is published, or will be again in a moment. */
    private Optional<String> base(String path) {
        for (int end = path.length(); end > "/api".length(); end = path.lastIndexOf('/', end - 1)) {
            String base = path.substring(0, end);
            if (published.containsKey(base) || exchanges.holds(base)) {
                return Optional.of(base);
            }
        }
        return Optional.empty();
    }

    private Problem notPublished(String path) {
        if (!ready()) {
            return new Unavailable(
                    "서버가 시작하는 중입니다. 잠시 후 다시 시도해 주세요.", "The server is starting. Please try again shortly.");
        }
        String[] parts = path.split("/");
        if (parts.length < 3) {
            return new NotFound("그런 주소가 없습니다.", "There is nothing at this address.");
        }
        String app = parts[2].equals("operator") && parts.length > 3 ? parts[3] : parts[2];
        return new Problem(
                        404,
                        "app-not-installed",
                        new Text("설치되지 않은 앱입니다", "App not installed"),
                        new Text(
                                "이 서버에는 '" + app + "' 앱이 설치되어 있지 않습니다. 운영자가 설치할 수 있습니다.",
                                "The app '" + app + "' is not installed on this server. The operator can install it."))
                .with("app", app);
    }

    private void asCaller(HttpServletRequest request, HttpServletResponse response) {
        Optional<Authentication> authentication = Credentials.of(request).ask(authenticator);
        if (authentication.isEmpty()) {
            answer(request, response);
            return;
        }
        request.setAttribute(AccessFilter.AUTHENTICATION, authentication.get());
        Callers.call(authentication.get().caller(), () -> {
            answer(request, response);
            return null;
        });
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) {
        try {
            // The method for any request: the one for HTTP requests knows no PATCH.
            super.service((ServletRequest) request, (ServletResponse) response);
        } catch (IOException | ServletException e) {
            throw new Carried(e);
        }
    }

    @Override
    public String name() {
        return "api";
    }

    @Override
    public Health check() {
        String missing = ESSENTIAL.stream()
                .filter(base -> !published.containsKey(base))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            return new Health(Status.DOWN, "Not served yet: " + missing);
        }
        return ready() ? Health.UP : new Health(Status.DOWN, "Apps are being started.");
    }

    /** Whether the apps that belong to this server are there, as far as they can be. Never false again after true. */
    private boolean ready() {
        List<AppsReady> all = starting;
        if (!ready && !all.isEmpty() && all.stream().allMatch(AppsReady::ready)) {
            if (started == 0) {
                started = System.nanoTime();
            }
            ready = offered().allMatch(base -> published.containsKey(base) || refused.contains(base))
                    || System.nanoTime() - started > PUBLISHED.toNanos();
        }
        return ready;
    }

    /** The bases of the apps' applications, also of those that are on their way to us. */
    private Stream<String> offered() {
        try {
            return context.getServiceReferences(Application.class, "(" + BASE + "=*)").stream()
                    .filter(offer -> apps.containsKey((Long) offer.getProperty(Constants.SERVICE_BUNDLEID)))
                    .map(offer -> offer.getProperty(BASE))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Deactivate
    void close() {
        withCxfLoader(() -> {
            cxf.shutdown(true);
            return null;
        });
    }

    private static <T> T withCxfLoader(java.util.function.Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ExtensionManagerBus.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
