package kr.dure.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import kr.dure.product.Text;

/** What the kernel's own plain pages have in common. */
final class Html {
    private Html() {}

    /** Sends a page; {@code body} is HTML. Nothing on it runs, so the policy allows nothing to run. */
    static void write(HttpServletResponse response, Locale locale, String body) throws IOException {
        response.setHeader("Referrer-Policy", "same-origin");
        write(response, locale, "Dure", "", "form-action 'none'", body);
    }

    /**
     * Sends a page with a form and a script of ours.
     *
     * @param script path of the script
     */
    static void writeForm(HttpServletResponse response, Locale locale, String title, String script, String body)
            throws IOException {
        write(
                response,
                locale,
                title,
                "<script src=\"" + script + "\" defer></script>",
                "form-action 'self'; script-src 'self'",
                body);
    }

    private static void write(
            HttpServletResponse response, Locale locale, String title, String head, String policy, String body)
            throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Language", locale.getLanguage());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; " + policy);
        String html = "<!doctype html><html lang=\"" + (english(locale) ? "en" : "ko") + "\"><head>"
                + "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<title>" + escape(title) + "</title><link rel=\"stylesheet\" href=\"/landing.css\">" + head
                + "</head><body><main>" + body + "</main></body></html>";
        response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code ?lang=} or the browser asks for; Korean unless it says otherwise. */
    static Locale language(HttpServletRequest request) {
        String asked = request.getParameter("lang");
        if (asked != null) {
            return asked.equals("en") ? Locale.ENGLISH : Locale.KOREAN;
        }
        return ProblemDocument.language(request.getHeader("Accept-Language"));
    }

    static String languages(Locale locale, String path) {
        boolean english = english(locale);
        return "<nav aria-label=\"" + text(locale, "언어", "Language") + "\">" + link(path, "ko", "한국어", !english)
                + link(path, "en", "English", english) + "</nav>";
    }

    private static String link(String path, String language, String name, boolean current) {
        return "<a href=\"" + path + "?lang=" + language + "\" lang=\"" + language + "\""
                + (current ? " aria-current=\"true\"" : "") + ">" + name + "</a>";
    }

    static void row(StringBuilder html, String term, String description) {
        html.append("<dt class=\"quiet\">")
                .append(term)
                .append("</dt><dd>")
                .append(description)
                .append("</dd>");
    }

    static String text(Locale locale, String ko, String en) {
        return new Text(ko, en).in(locale);
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    static String escape(String text) {
        return text.codePoints()
                .mapToObj(point -> switch (point) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    default -> Character.toString(point);
                })
                .collect(Collectors.joining());
    }
}
