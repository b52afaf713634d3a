package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code GET /metrics} for Prometheus, with {@code Authorization: Bearer} and the token of {@code DURE_METRICS_TOKEN}, or
 * the one in the data folder's file {@code metrics-token}.
 */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/metrics")
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Metrics metrics;
    private final transient byte[] expected;

    @Activate
    public MetricsServlet(@Reference Metrics metrics) throws IOException {
        this(metrics, token());
    }

    MetricsServlet(Metrics metrics, String token) {
        this.metrics = metrics;
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    private static String token() throws IOException {
        String given = System.getenv("DURE_METRICS_TOKEN");
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        Path file = Path.of(System.getProperty("dure.data", "data")).resolve("metrics-token");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String given = request.getHeader("Authorization");
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.setStatus(401);
            return;
        }
        response.setContentType("text/plain; version=0.0.4; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }
}
