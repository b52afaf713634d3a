package kr.dure.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/openapi.json}: what is installed now, in one document; {@code /api/docs}: the same for people. */
@Component(
        service = Servlet.class,
        property = {
            "osgi.http.whiteboard.servlet.pattern=/api/openapi.json",
            "osgi.http.whiteboard.servlet.pattern=/api/docs"
        })
public final class OpenApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String FOLDER = "/openapi";

    private final transient RestPublisher publisher;

    @Activate
    public OpenApiServlet(@Reference RestPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonNode document = document();
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getRequestURI().endsWith("/docs")) {
            ApiPage.write(document, request, response);
            return;
        }
        response.setContentType("application/json");
        response.getOutputStream().write(Json.write(Json.mapper(), document).getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode document() throws IOException {
        ObjectMapper mapper = Json.mapper();
        OpenApi api = new OpenApi(
                FrameworkUtil.getBundle(OpenApiServlet.class).getVersion().toString());
        List<Bundle> bundles = publisher.bundles().stream()
                .sorted(Comparator.comparing(Bundle::getSymbolicName))
                .toList();
        for (Bundle bundle : bundles) {
            Enumeration<URL> files = bundle.findEntries(FOLDER, "*.json", true);
            for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
                String path = file.getPath();
                String base = path.substring(path.indexOf(FOLDER + "/") + FOLDER.length(), path.length() - 5);
                try (InputStream in = file.openStream()) {
                    api.add(base, mapper.readTree(in));
                }
            }
        }
        return api.document();
    }
}
