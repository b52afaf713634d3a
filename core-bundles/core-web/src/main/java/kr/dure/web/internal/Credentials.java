package kr.dure.web.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.identity.Authenticator;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.identity.SessionCookie;
import kr.dure.product.Text;
import kr.dure.web.Problem;

/**
 * What a request proves its sender with: a bearer token, or else the session's cookie.
 *
 * @param bearer the token, or null
 * @param session the cookie's value, or null
 */
record Credentials(String bearer, String session) {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,200}=*)");

    /** @throws Problem 401 {@code invalid-token} when what is given as a bearer token cannot be one */
    static Credentials of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        String name = SessionCookie.name(Visit.of(request).client().secure());
        return of(
                Collections.list(request.getHeaders("Authorization")),
                cookies == null
                        ? List.of()
                        : Arrays.stream(cookies)
                                .filter(cookie -> cookie.getName().equals(name))
                                .map(Cookie::getValue)
                                .toList());
    }

    static Credentials of(List<String> authorization, List<String> cookies) {
        if (authorization.stream().anyMatch(line -> line.strip().regionMatches(true, 0, "bearer", 0, 6))) {
            Matcher matcher = BEARER.matcher(authorization.get(0).strip());
            if (authorization.size() > 1 || !matcher.matches()) {
                throw invalid();
            }
            return new Credentials(matcher.group(1), null);
        }
        // Of two cookies with one name the second may be somebody else's gift.
        return new Credentials(null, cookies.size() == 1 && !cookies.get(0).isEmpty() ? cookies.get(0) : null);
    }

    /** @throws Problem 401 {@code invalid-token} for a bearer token that does not hold */
    Optional<Authentication> ask(Authenticator authenticator) {
        if (bearer != null) {
            return Optional.of(authenticator.authenticateBearer(bearer).orElseThrow(Credentials::invalid));
        }
        return Optional.ofNullable(session).flatMap(authenticator::authenticate);
    }

    private static Problem invalid() {
        return new Problem(
                401,
                "invalid-token",
                new Text("쓸 수 없는 토큰입니다", "Invalid token"),
                new Text(
                        "토큰이 틀렸거나, 만료되었거나, 취소되었습니다. 새 토큰을 만들어 주세요.",
                        "The token is wrong, expired or revoked. Please make a new one."));
    }
}
