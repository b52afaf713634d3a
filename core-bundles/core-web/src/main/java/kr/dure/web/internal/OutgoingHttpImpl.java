package kr.dure.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kr.dure.product.Consents;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.OutgoingHttp;
import kr.dure.web.Unavailable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ServiceScope;

/** {@link OutgoingHttp} of one bundle, to the hosts in its manifest. */
@Component(service = OutgoingHttp.class, scope = ServiceScope.BUNDLE)
public final class OutgoingHttpImpl implements OutgoingHttp {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** What tells who one is, and stays with the host it was meant for. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "proxy-authorization");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final DeclaredHosts hosts;
    private final String app;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Consents> consents = List.of();

    @Activate
    public OutgoingHttpImpl(ComponentContext context) {
        this(context.getUsingBundle());
    }

    private OutgoingHttpImpl(Bundle bundle) {
        this(
                bundle.getHeaders("").get(DeclaredHosts.HEADER),
                bundle.getSymbolicName().substring(bundle.getSymbolicName().lastIndexOf('.') + 1),
                List.of());
    }

    OutgoingHttpImpl(String declared, String app, List<Consents> consents) {
        this.hosts = DeclaredHosts.parse(declared);
        this.app = app;
        this.consents = consents;
    }

    @Override
    public Answer send(Request request) {
        Duration limit = request.timeout() == null ? USUAL : request.timeout();
        if (limit.isNegative() || limit.isZero() || limit.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("A request may take up to " + MOST + ".");
        }
        long deadline = System.nanoTime() + limit.toNanos();
        String method = request.method();
        byte[] body = request.body();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        URI uri = request.uri();
        for (int hops = 0; ; hops++) {
            allow(uri);
            HttpResponse<InputStream> response = exchange(method, uri, headers, body, deadline);
            String location = response.headers().firstValue("location").orElse(null);
            if (!REDIRECTS.contains(response.statusCode()) || location == null) {
                return answer(response, deadline);
            }
            discard(response);
            if (hops == MAX_REDIRECTS) {
                throw new Unavailable("다른 서버가 너무 여러 번 다른 곳으로 보냅니다.", "The other server redirects too often.");
            }
            URI next = target(uri, location);
            if (!sameOrigin(uri, next)) {
                headers.keySet().removeIf(name -> CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)));
            }
            if (response.statusCode() == 303 || response.statusCode() < 303 && method.equalsIgnoreCase("POST")) {
                method = "GET";
                body = null;
            }
            uri = next;
        }
    }

    private static URI target(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new Unavailable(
                    "다른 서버가 잘못된 주소로 보냅니다.", "The other server redirects to something that is no address.");
        }
    }

    private void allow(URI uri) {
        String declared = hosts.find(uri)
                .orElseThrow(() -> new Forbidden(
                        "앱이 선언하지 않은 곳으로는 보낼 수 없습니다: " + DeclaredHosts.shown(uri),
                        "The app does not declare this host, so nothing is sent there: " + DeclaredHosts.shown(uri)));
        Tenants.find().filter(tenant -> !tenant.operator()).ifPresent(tenant -> {
            if (!consents.stream().allMatch(one -> one.covers(tenant.id(), app, "host:" + declared))) {
                throw new Forbidden(
                        "관리자가 아직 동의하지 않은 곳입니다: " + declared,
                        "No administrator has agreed to this host yet: " + declared);
            }
        });
    }

    private static HttpResponse<InputStream> exchange(
            String method, URI uri, Map<String, String> headers, byte[] body, long deadline) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(left(deadline))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(builder::header);
        try {
            return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw away(uri);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(uri);
        }
    }

    /** The body too has to come in time; a peer that dribbles is cut off. */
    private static Answer answer(HttpResponse<InputStream> response, long deadline) {
        CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> {
            try (InputStream in = response.body()) {
                return in.readNBytes(MAX_BODY + 1);
            } catch (IOException e) {
                return null;
            }
        });
        byte[] bytes = null;
        try {
            bytes = reading.get(left(deadline).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            discard(response);
        }
        if (bytes == null) {
            throw away(response.uri());
        }
        if (bytes.length > MAX_BODY) {
            throw new Unavailable("다른 서버의 응답이 너무 큽니다.", "The other server's answer is too large.");
        }
        Map<String, String> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Answer(response.statusCode(), headers, bytes);
    }

    private static void discard(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static boolean sameOrigin(URI a, URI b) {
        return DeclaredHosts.shown(a).equals(DeclaredHosts.shown(b));
    }

    private static Unavailable away(URI uri) {
        return new Unavailable(
                "다른 서버가 제때 응답하지 않습니다: " + DeclaredHosts.shown(uri),
                "The other server does not answer in time: " + DeclaredHosts.shown(uri));
    }
}
