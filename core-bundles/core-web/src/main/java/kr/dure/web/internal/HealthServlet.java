package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kr.dure.web.HealthCheck;
import kr.dure.web.HealthCheck.Health;
import kr.dure.web.HealthCheck.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code GET /api/health}: UP, DEGRADED or (503) DOWN, with the reason of each component. Answers on any host. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/api/health")
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile List<HealthCheck> checks;

    @Activate
    public HealthServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Object> components = new TreeMap<>();
        Status worst = Status.UP;
        for (HealthCheck check : checks) {
            Health health = ask(check);
            components.put(
                    check.name(),
                    health.reason() == null
                            ? Map.of("status", health.status())
                            : Map.of("status", health.status(), "reason", health.reason()));
            worst = health.status().compareTo(worst) > 0 ? health.status() : worst;
        }
        if (!components.containsKey("api") || !components.containsKey("database")) {
            components.putIfAbsent("api", Map.of("status", Status.DOWN, "reason", "Still starting."));
            worst = Status.DOWN;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", worst);
        answer.put("components", components);
        response.setStatus(worst == Status.DOWN ? 503 : 200);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Json.write(Json.mapper(), answer).getBytes(StandardCharsets.UTF_8));
    }

    private static Health ask(HealthCheck check) {
        try {
            return check.check();
        } catch (RuntimeException e) {
            return new Health(Status.DEGRADED, "The check itself failed.");
        }
    }
}
