package kr.dure.web.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Price;
import kr.dure.tenant.Tenant;
import kr.dure.web.HealthCheck.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The page at {@code /}: whose server this is, how it is, and which apps are installed. */
@Component(
        service = Servlet.class,
        property = {"osgi.http.whiteboard.servlet.pattern=/", "osgi.http.whiteboard.servlet.pattern=/landing.css"})
public final class LandingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Hosts hosts;
    private final transient RestPublisher publisher;

    @Activate
    public LandingServlet(@Reference Hosts hosts, @Reference RestPublisher publisher) {
        this.hosts = hosts;
        this.publisher = publisher;
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
            case "/" -> page(request, response);
            default -> {
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
        Html.write(response, locale, body(locale, tenant.get()));
    }

    private String body(Locale locale, Tenant tenant) {
        boolean up = publisher.check().status() == Status.UP;
        List<AppDescription> apps =
                publisher.apps().stream().map(app -> app.description()).toList();
        String name = tenant.operator() ? Html.text(locale, "운영자", "Operator") : tenant.name();
        StringBuilder html = new StringBuilder();
        html.append("<header><h1>").append(Html.escape(name)).append("</h1><span class=\"quiet\">Dure</span>");
        html.append(Html.languages(locale, "/")).append("</header>");
        html.append("<p><span class=\"state ").append(up ? "up\">" : "down\">");
        html.append(
                up
                        ? Html.text(locale, "● 서버가 잘 돌고 있습니다.", "● The server is up.")
                        : Html.text(locale, "● 서버가 아직 준비 중입니다.", "● The server is not ready yet."));
        html.append("</span></p><h2>")
                .append(Html.text(locale, "설치된 앱", "Installed apps"))
                .append("</h2>");
        if (apps.isEmpty()) {
            html.append("<p class=\"empty\">");
            html.append(Html.text(
                    locale,
                    "아직 설치된 앱이 없습니다. 운영자가 앱의 jar 파일을 <code>POST /api/operator/addons</code>로 올리면"
                            + " 여기에 나타납니다. 서버를 다시 켤 필요는 없습니다.",
                    "No app is installed yet. The operator uploads an app's jar with"
                            + " <code>POST /api/operator/addons</code>, and it appears here; no restart is needed."));
            html.append("</p>");
        } else {
            html.append("<ul class=\"apps\">");
            apps.forEach(app -> html.append(app(locale, app)));
            html.append("</ul>");
        }
        html.append("<h2>").append(Html.text(locale, "이 서버", "This server")).append("</h2><dl>");
        Html.row(html, Html.text(locale, "주소", "Host"), "<code>" + Html.escape(tenant.host()) + "</code>");
        Html.row(html, Html.text(locale, "상태", "Health"), "<a href=\"/api/health\"><code>/api/health</code></a>");
        Html.row(html, "API", "<a href=\"/api/docs\"><code>/api/docs</code></a>");
        return html.append("</dl>").toString();
    }

    private static String app(Locale locale, AppDescription app) {
        return "<li><h3>" + Html.escape(app.name().in(locale)) + "</h3><p>"
                + Html.escape(app.summary().in(locale)) + "</p><span>" + price(locale, app.defaultPrice())
                + "</span></li>";
    }

    private static String price(Locale locale, Price price) {
        String won = String.format("%,d", price.won());
        return switch (price.basis()) {
            case ACCOUNT -> Html.text(locale, "계정당 월 " + won + "원", won + " won per account and month");
            case ITEM -> Html.text(locale, "개당 월 " + won + "원", won + " won per item and month");
            case USE -> Html.text(locale, "건당 " + won + "원", won + " won per use");
        };
    }

    private static String unknownHost(Locale locale, String host) {
        return "<header><h1>" + Html.text(locale, "모르는 주소입니다", "Unknown host") + "</h1></header><p>"
                + Html.text(
                        locale,
                        "<code>" + Html.escape(host) + "</code> 주소로 열린 회사가 없습니다. 주소를 확인해 주세요.",
                        "No company is open under <code>" + Html.escape(host) + "</code>. Please check the address.")
                + "</p>";
    }

    private static String notFound(Locale locale) {
        return "<header><h1>" + Html.text(locale, "그런 화면이 없습니다", "There is no such page") + "</h1></header>"
                + "<p><a href=\"/\">" + Html.text(locale, "첫 화면으로", "To the first page") + "</a></p>";
    }
}
