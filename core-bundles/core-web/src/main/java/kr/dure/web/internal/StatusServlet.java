package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import kr.dure.tenant.Openings;
import kr.dure.tenant.Openings.Opening;
import kr.dure.tenant.Tenant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /status/TOKEN} on the operator's host: the page behind the link that a company gets at sign-up (S3). */
@Component(
        service = Servlet.class,
        property = {"osgi.http.whiteboard.servlet.pattern=/status/*", "osgi.http.whiteboard.servlet.pattern=/status.js"
        })
public final class StatusServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._=-]{1,100}");

    private final transient Hosts hosts;
    private final transient Openings openings;

    @Activate
    public StatusServlet(@Reference Hosts hosts, @Reference Openings openings) {
        this.hosts = hosts;
        this.openings = openings;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/status.js")) {
            response.setContentType("text/javascript;charset=UTF-8");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-cache");
            try (InputStream script = StatusServlet.class.getResourceAsStream("/landing/status.js")) {
                script.transferTo(response.getOutputStream());
            }
            return;
        }
        Locale locale = Html.language(request);
        Optional<String> token = token(request);
        Optional<Opening> opening = token.flatMap(openings::find);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (opening.isEmpty()) {
            response.setStatus(404);
            Html.writeForm(response, locale, "Dure", "/status.js", StatusPage.unknown(locale));
            return;
        }
        Html.writeForm(
                response,
                locale,
                opening.get().company() + " · Dure",
                "/status.js",
                StatusPage.of(opening.get(), locale, "/status/" + token.get()));
    }

    /** "Check now". Looks no more often than every ten seconds, and shows the page again. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> token = token(request);
        token.ifPresent(openings::check);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setStatus(303);
        // Only what was checked goes into the address; it stays on this host.
        response.setHeader(
                "Location",
                "/status/" + token.orElse("unknown") + "?lang="
                        + Html.language(request).getLanguage());
    }

    /** What may be a token, on the operator's host; otherwise empty. */
    private Optional<String> token(HttpServletRequest request) {
        String path = request.getPathInfo();
        return Optional.ofNullable(path)
                .map(text -> text.substring(1))
                .filter(text -> TOKEN.matcher(text).matches())
                .filter(text -> hosts.tenant(request).map(Tenant::operator).orElse(false));
    }
}
