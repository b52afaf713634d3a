package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.tenant.Tenant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The page at {@code /} and at every screen's path: the shell, which does the rest in the browser. */
@Component(
        service = Servlet.class,
        property = {"osgi.http.whiteboard.servlet.pattern=/", "osgi.http.whiteboard.servlet.pattern=/landing.css"})
public final class LandingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PLACE = Pattern.compile("@(nonce|lang|tenant|operator)@");

    /** The paths of screens; the shell decides what is at each. */
    private static final Pattern SCREEN = Pattern.compile(
            "/|/(login|directory|pricing|quotation|signup|support|(me|app|settings|operator|dev)(/.*)?)");

    private final transient Hosts hosts;
    private final transient UiModules modules;

    @Activate
    public LandingServlet(@Reference Hosts hosts, @Reference UiModules modules) {
        this.hosts = hosts;
        this.modules = modules;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getRequestURI()) {
            case "/landing.css" -> {
                response.setContentType("text/css;charset=UTF-8");
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setHeader("Cache-Control", "no-cache");
                try (InputStream css = LandingServlet.class.getResourceAsStream("/landing/landing.css")) {
                    css.transferTo(response.getOutputStream());
                }
            }
            default -> {
                if (SCREEN.matcher(request.getRequestURI()).matches()) {
                    page(request, response);
                    return;
                }
                response.setStatus(404);
                Html.write(response, Html.language(request), notFound(Html.language(request)));
            }
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Html.language(request);
        response.setHeader("Cache-Control", "no-store");
        Optional<Tenant> tenant = hosts.tenant(request);
        if (tenant.isEmpty()) {
            response.setStatus(404);
            Html.write(response, locale, unknownHost(locale, request.getServerName()));
            return;
        }
        Optional<String> shell = modules.page();
        if (shell.isEmpty()) {
            response.setStatus(503);
            Html.write(response, locale, starting(locale));
            return;
        }
        shell(request, response, tenant.get(), shell.get());
    }

    /** The shell's page, which may load and run what this server built and nothing else. */
    private void shell(HttpServletRequest request, HttpServletResponse response, Tenant tenant, String page)
            throws IOException {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", policy(nonce));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        String name = tenant.operator() ? "Dure" : tenant.name();
        String html = fill(page, nonce, Html.language(request).getLanguage(), name, tenant.operator());
        response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
    }

    static String policy(String nonce) {
        return "default-src 'none'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce
                + "'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self';"
                + " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
                + " frame-ancestors 'none'";
    }

    /** Puts each value into its place at once, so that a company called {@code @nonce@} gets none. */
    static String fill(String page, String nonce, String language, String tenant, boolean operator) {
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "nonce" -> nonce;
                            case "lang" -> language.equals("en") ? "en" : "ko";
                            case "tenant" -> Html.escape(tenant);
                            default -> Boolean.toString(operator);
                        }));
    }

    private static String unknownHost(Locale locale, String host) {
        return "<header><h1>" + Html.text(locale, "모르는 주소입니다", "Unknown host") + "</h1></header><p>"
                + Html.text(
                        locale,
                        "<code>" + Html.escape(host) + "</code> 주소로 열린 회사가 없습니다. 주소를 확인해 주세요.",
                        "No company is open under <code>" + Html.escape(host) + "</code>. Please check the address.")
                + "</p>";
    }

    private static String starting(Locale locale) {
        return "<header><h1>" + Html.text(locale, "서버가 시작하는 중입니다", "The server is starting") + "</h1></header>";
    }

    private static String notFound(Locale locale) {
        return "<header><h1>" + Html.text(locale, "그런 화면이 없습니다", "There is no such page") + "</h1></header>"
                + "<p><a href=\"/\">" + Html.text(locale, "첫 화면으로", "To the first page") + "</a></p>";
    }
}
