package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /ui/…}: the built files of the screens. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=/ui/*")
public final class UiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    /** A name that changes with its content. */
    private static final Pattern HASHED = Pattern.compile(".*-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private static final Pattern BROTLI =
            Pattern.compile("(^|.*,)\\s*br\\s*(;\\s*q=(1(\\.0*)?|0\\.0*[1-9]\\d*))?\\s*(,.*|$)");

    private final transient UiModules modules;

    @Activate
    public UiServlet(@Reference UiModules modules) {
        this.modules = modules;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring("/ui/".length());
        Optional<UiFile> found = modules.find(path);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (found.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(404);
            return;
        }
        UiFile file = found.get();
        response.setContentType(file.type());
        response.setHeader("Cache-Control", cache(path));
        // A sandbox would refuse to run a script as a worker; opened by itself a script is shown, not run.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'" + (path.endsWith(".js") ? "" : "; sandbox"));
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        byte[] bytes = file.bytes();
        if (file.brotli() != null) {
            response.setHeader("Vary", "Accept-Encoding");
            if (takesBrotli(request.getHeader("Accept-Encoding"))) {
                response.setHeader("Content-Encoding", "br");
                bytes = file.brotli();
            }
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    static boolean takesBrotli(String header) {
        return header != null && BROTLI.matcher(header).matches();
    }

    static String cache(String path) {
        return HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
