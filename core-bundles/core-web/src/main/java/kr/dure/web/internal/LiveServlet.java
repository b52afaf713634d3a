package kr.dure.web.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.live.LiveStream;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Problem;
import kr.dure.web.RequiresPermission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /api/live}: server-sent events for logged-in browsers. A slow reader loses its stream, not the others'. */
@Component(
        service = {Servlet.class, LiveStream.class},
        property = {
            "osgi.http.whiteboard.servlet.pattern=/api/live",
            "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
        })
public final class LiveServlet extends HttpServlet implements LiveStream {
    private static final long serialVersionUID = 1L;
    private static final int BACKLOG = 256;

    private final transient Hosts hosts;
    private final transient Authenticator authenticator;
    private final transient AccessRules rules = new AccessRules(Optional.empty(), (tenant, product) -> false);
    private final transient Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final transient Map<UUID, Set<Client>> byAccount = new ConcurrentHashMap<>();
    private final transient ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dure-live");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public LiveServlet(@Reference Hosts hosts, @Reference Authenticator authenticator) {
        this.hosts = hosts;
        this.authenticator = authenticator;
        heartbeat.scheduleWithFixedDelay(() -> offer(null, ": still here\n\n"), 20, 20, TimeUnit.SECONDS);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Client client;
        try {
            client = admit(request);
        } catch (Problem problem) {
            ProblemDocument.send(problem, request, response);
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        client.async = request.startAsync();
        client.async.setTimeout(0);
        add(client);
        client.async.addListener(client);
        response.getOutputStream().setWriteListener(client);
        client.offer("retry: 2000\n\n");
    }

    private Client admit(HttpServletRequest request) {
        Visit visit = Visit.of(request);
        Origins.check(visit, name -> Collections.list(request.getHeaders(name)));
        Tenant tenant = hosts.tenant(request).orElseThrow(() -> Hosts.unknown(request));
        return Tenants.call(tenant, () -> {
            Authentication who = Credentials.of(request).ask(authenticator).orElse(null);
            rules.check(new AccessRules.Call("/api/live", "", "GET", true, RequiresPermission.LOGIN, null), who);
            return new Client(tenant.id(), who.caller().accountId());
        });
    }

    private void add(Client client) {
        clients.add(client);
        byAccount.compute(client.account, (account, open) -> {
            Set<Client> all = open == null ? ConcurrentHashMap.newKeySet() : open;
            all.add(client);
            return all;
        });
    }

    private boolean remove(Client client) {
        byAccount.computeIfPresent(client.account, (account, open) -> {
            open.remove(client);
            return open.isEmpty() ? null : open;
        });
        return clients.remove(client);
    }

    @Override
    public void send(UUID tenant, UUID account, String event, String json) {
        String text = text(event, json);
        if (account == null) {
            offer(tenant, text);
            return;
        }
        for (Client client : byAccount.getOrDefault(account, Set.of())) {
            if (client.tenant.equals(tenant)) {
                client.offer(text);
            }
        }
    }

    private static String text(String event, String json) {
        return "event: " + event + "\ndata: " + json + "\n\n";
    }

    private void offer(UUID tenant, String text) {
        for (Client client : clients) {
            if (tenant == null || tenant.equals(client.tenant)) {
                client.offer(text);
            }
        }
    }

    @Deactivate
    void close() {
        heartbeat.shutdownNow();
        clients.forEach(Client::end);
    }

    /** One open stream; written only when the connection takes bytes. */
    private final class Client implements WriteListener, AsyncListener {
        private final UUID tenant;
        private final UUID account;
        private final Queue<String> backlog = new ArrayBlockingQueue<>(BACKLOG);
        private AsyncContext async;
        private boolean open;

        Client(UUID tenant, UUID account) {
            this.tenant = tenant;
            this.account = account;
        }

        void offer(String text) {
            if (!backlog.offer(text)) {
                end();
                return;
            }
            try {
                write();
            } catch (IOException | IllegalStateException e) {
                end();
            }
        }

        private synchronized void write() throws IOException {
            if (!open) {
                return;
            }
            ServletOutputStream out = async.getResponse().getOutputStream();
            boolean written = false;
            while (out.isReady()) {
                String next = backlog.poll();
                if (next != null) {
                    out.write(next.getBytes(StandardCharsets.UTF_8));
                    written = true;
                } else if (written) {
                    written = false;
                    out.flush();
                } else {
                    return;
                }
            }
        }

        @Override
        public void onWritePossible() throws IOException {
            synchronized (this) {
                open = true;
            }
            write();
        }

        void end() {
            if (remove(this)) {
                try {
                    async.complete();
                } catch (IllegalStateException alreadyOver) {
                    // The connection ended by itself.
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            remove(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
