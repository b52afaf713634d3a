package kr.dure.web.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kr.dure.web.Problem;

/** A {@link Problem} as {@code application/problem+json} (RFC 9457) in the reader's language. */
final class ProblemDocument {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper MAPPER = Json.mapper();

    private ProblemDocument() {}

    static byte[] of(Problem problem, Locale locale, String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + problem.type());
        document.put("title", problem.title().in(locale));
        document.put("status", problem.status());
        document.put("detail", problem.text().in(locale));
        document.put("instance", instance);
        if (!problem.errors().isEmpty()) {
            document.put(
                    "errors",
                    problem.errors().stream()
                            .map(e -> Map.of(
                                    "field", e.field(), "message", e.message().in(locale)))
                            .toList());
        }
        document.putAll(problem.members());
        return Json.write(MAPPER, document).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What the header {@code Retry-After} says: the seconds in the problem's member {@code retryAfter}, otherwise one;
     * empty when trying again is of no use.
     */
    static Optional<String> retryAfter(Problem problem) {
        return problem.status() == 503 || problem.status() == 429
                ? Optional.of(String.valueOf(problem.members().getOrDefault("retryAfter", 1)))
                : Optional.empty();
    }

    /** What the header {@code WWW-Authenticate} says where one belongs (RFC 6750). */
    static Optional<String> challenge(Problem problem) {
        return switch (problem.type()) {
            case "invalid-token" -> Optional.of("Bearer error=\"invalid_token\"");
            case "insufficient-scope" -> Optional.of("Bearer error=\"insufficient_scope\"");
            default -> problem.status() == 401 ? Optional.of("Bearer") : Optional.empty();
        };
    }

    /** Answers outside JAX-RS. */
    static void send(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = language(request.getHeader("Accept-Language"));
        byte[] body = of(problem, locale, request.getRequestURI());
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Content-Language", locale.getLanguage());
        retryAfter(problem).ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        challenge(problem).ifPresent(scheme -> response.setHeader("WWW-Authenticate", scheme));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Korean unless English is preferred. */
    static Locale language(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return Locale.KOREAN;
        }
        try {
            String tag = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.of("ko", "en"));
            return "en".equals(tag) ? Locale.ENGLISH : Locale.KOREAN;
        } catch (IllegalArgumentException unreadable) {
            return Locale.KOREAN;
        }
    }
}
