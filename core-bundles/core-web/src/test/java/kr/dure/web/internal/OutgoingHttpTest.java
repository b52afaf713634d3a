package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import kr.dure.product.Consents;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.OutgoingHttp;
import kr.dure.web.OutgoingHttp.Request;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against real servers on this machine. */
class OutgoingHttpTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private HttpServer declared;
    private HttpServer other;

    @BeforeEach
    void start() throws Exception {
        declared = server();
        other = server();
        answer(declared, "/hello", 200, "hello", null);
        answer(other, "/hello", 200, "from elsewhere", null);
        answer(declared, "/away", 302, "", at(other) + "/hello");
        answer(declared, "/on", 302, "", "/hello");
        answer(declared, "/round", 302, "", "/round");
        declared.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        end.countDown();
        declared.stop(0);
        other.stop(0);
    }

    private static HttpServer server() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return server;
    }

    private void answer(HttpServer server, String path, int status, String body, String location) {
        server.createContext(path, exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (location != null) {
                exchange.getResponseHeaders().add("Location", location);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String at(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static OutgoingHttp to(String hosts) {
        return new OutgoingHttpImpl(hosts, "sms", List.of());
    }

    private Request get(HttpServer server, String path) {
        return Request.get(URI.create(at(server) + path));
    }

    @Test
    void aDeclaredHostIsAskedAndRedirectsWithinIt() {
        OutgoingHttp http = to(at(declared));
        assertThat(http.send(get(declared, "/hello")).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
        assertThat(http.send(get(declared, "/on")).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
    }

    @Test
    void nothingGoesToAnUndeclaredHostNotEvenByARedirect() {
        OutgoingHttp http = to(at(declared));
        assertThatThrownBy(() -> http.send(get(other, "/hello"))).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> http.send(get(declared, "/away"))).isInstanceOf(Forbidden.class);
        assertThat(authorizations).as("only the declared host was asked").hasSize(1);
        assertThatThrownBy(() -> to(null).send(get(declared, "/hello"))).isInstanceOf(Forbidden.class);
    }

    @Test
    void credentialsStayWithTheHostTheyWereMeantFor() {
        OutgoingHttp http = to(at(declared) + "," + at(other));
        Request request = new Request(
                "GET", URI.create(at(declared) + "/away"), Map.of("Authorization", "Bearer secret"), null, null);
        assertThat(http.send(request).body()).asString(StandardCharsets.UTF_8).isEqualTo("from elsewhere");
        assertThat(authorizations).containsExactly("Bearer secret", "null");
    }

    @Test
    void whoSendsInCirclesOrDribblesIsGivenUp() {
        OutgoingHttp http = to(at(declared));
        assertThatThrownBy(() -> http.send(get(declared, "/round"))).isInstanceOf(Unavailable.class);
        Request slow = new Request("GET", URI.create(at(declared) + "/slow"), Map.of(), null, Duration.ofMillis(200));
        assertThatThrownBy(() -> http.send(slow)).isInstanceOf(Unavailable.class);
    }

    @Test
    void aTenantThatHasNotAgreedToTheHostSendsNothing() {
        Consents none = new Consents() {
            @Override
            public boolean covers(UUID tenant, String app, String right) {
                return !right.startsWith("host:");
            }

            @Override
            public void give(String product, Set<String> apps) {}
        };
        OutgoingHttp http = new OutgoingHttpImpl(at(declared), "sms", List.of(none));
        Tenant tenant = new Tenant(UUID.randomUUID(), "acme", "acme.localhost", TenantState.OPEN, false);
        assertThatThrownBy(() -> Tenants.run(tenant, () -> http.send(get(declared, "/hello"))))
                .isInstanceOf(Forbidden.class);
        assertThat(authorizations).isEmpty();
    }

    @Test
    void aPlainNameMeansHttpsAndAStarOneNameInFront() {
        DeclaredHosts hosts = DeclaredHosts.parse("api.example.com, *.cdn.example.com");
        assertThat(hosts.find(URI.create("https://API.example.com/x"))).contains("api.example.com");
        assertThat(hosts.find(URI.create("https://a.cdn.example.com"))).contains("*.cdn.example.com");
        for (String refused : List.of(
                "http://api.example.com",
                "https://api.example.com:8443",
                "https://api.example.com.evil.example",
                "https://evil.example/@api.example.com",
                "https://api.example.com@evil.example",
                "https://a.b.cdn.example.com",
                "https://cdn.example.com",
                "ftp://api.example.com",
                "/relative")) {
            assertThat(hosts.find(URI.create(refused))).as(refused).isEmpty();
        }
    }
}
