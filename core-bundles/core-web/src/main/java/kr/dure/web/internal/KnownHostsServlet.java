package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import kr.dure.tenant.TenantDirectory;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /api/public/hosts/HOST} and {@code /api/public/hosts?domain=HOST}: 200 when the host is served here, 404
 * otherwise, and nothing else. A TLS proxy asks it before it fetches a certificate, under whatever host it likes.
 */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/api/public/hosts",
            "osgi.http.whiteboard.servlet.pattern=/api/public/hosts/*"
        })
public final class KnownHostsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int PER_SECOND = 200;

    private final transient KnownHosts hosts;

    @Activate
    public KnownHostsServlet(@Reference TenantDirectory tenants, @Reference Clock clock) {
        this.hosts = new KnownHosts(tenants, clock, PER_SECOND);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String host = path == null || path.equals("/") ? request.getParameter("domain") : path.substring(1);
        try {
            response.setStatus(hosts.contain(host) ? 200 : 404);
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(0);
        } catch (Problem problem) {
            ProblemDocument.send(problem, request, response);
        }
    }
}
