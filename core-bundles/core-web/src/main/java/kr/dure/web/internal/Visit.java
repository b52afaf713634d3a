package kr.dure.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.identity.Client;

/**
 * A request as its sender sees it, whether it came directly or through a trusted proxy.
 *
 * @param client who sends it
 * @param host the host it is for: lower case, no port; null when the request does not name exactly one
 * @param port as the sender sees it
 */
record Visit(Client client, String host, int port) {
    private static final String ATTRIBUTE = Visit.class.getName();
    private static final int MAX_AGENT = 300;

    private static final Pattern HOST = Pattern.compile(
            "([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

    private record Authority(String host, Integer port) {}

    /**
     * @param peer the address of the connection's other end
     * @param tls whether the connection itself is encrypted
     * @param headers all lines of the header with the given name, in their order
     */
    static Visit of(TrustedProxies proxies, String peer, boolean tls, Function<String, List<String>> headers) {
        boolean trusted = proxies.contain(peer);
        boolean secure = trusted
                ? only(headers.apply("X-Forwarded-Proto"))
                        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                        .filter(scheme -> scheme.equals("https") || scheme.equals("http"))
                        .map("https"::equals)
                        .orElse(tls)
                : tls;
        Authority authority = Optional.of(headers.apply("X-Forwarded-Host"))
                .filter(lines -> trusted)
                .flatMap(Visit::only)
                .flatMap(Visit::authority)
                .or(() -> only(headers.apply("Host")).flatMap(Visit::authority))
                .orElse(new Authority(null, null));
        return new Visit(
                new Client(
                        proxies.client(peer, headers.apply("X-Forwarded-For")),
                        secure,
                        headers.apply("User-Agent").stream()
                                .findFirst()
                                .map(agent -> agent.substring(0, Math.min(agent.length(), MAX_AGENT)))
                                .orElse(null),
                        ProblemDocument.language(String.join(",", headers.apply("Accept-Language")))),
                authority.host(),
                authority.port() != null ? authority.port() : secure ? 443 : 80);
    }

    static Visit of(TrustedProxies proxies, HttpServletRequest request) {
        return of(
                proxies,
                request.getRemoteAddr(),
                request.isSecure(),
                name -> Collections.list(request.getHeaders(name)));
    }

    /** A header that comes twice says nothing. */
    private static Optional<String> only(List<String> lines) {
        return lines.size() == 1 ? Optional.of(lines.get(0).strip()) : Optional.empty();
    }

    private static Optional<Authority> authority(String text) {
        Matcher matcher = HOST.matcher(text);
        if (!matcher.matches() || matcher.group(1).contains("..")) {
            return Optional.empty();
        }
        Integer port = matcher.group(2) == null ? null : Integer.valueOf(matcher.group(2));
        return port != null && (port < 1 || port > 65_535)
                ? Optional.empty()
                : Optional.of(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
    }

    String scheme() {
        return client.secure() ? "https" : "http";
    }

    /** What a browser writes into {@code Origin} when the page is ours. */
    String origin() {
        return scheme() + "://" + (host == null ? "" : host) + (port == (client.secure() ? 443 : 80) ? "" : ":" + port);
    }

    void bind(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** @throws IllegalStateException when the request did not pass the {@link EdgeFilter}: then nothing is answered */
    static Visit of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Visit visit) {
            return visit;
        }
        throw new IllegalStateException("The request did not pass the edge filter.");
    }
}
