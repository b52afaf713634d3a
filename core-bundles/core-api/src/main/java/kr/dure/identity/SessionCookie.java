package kr.dure.identity;

/** The cookie that carries a session's token. */
public final class SessionCookie {
    /** Under TLS. A browser takes this name from the host itself only, over TLS, for the path {@code /}. */
    public static final String SECURE = "__Host-dure_session";

    /** Over plain HTTP, for development on {@code localhost}. Not accepted under TLS, where a neighbour could set it. */
    public static final String PLAIN = "dure_session";

    private SessionCookie() {}

    /** The name for requests that come over TLS, or not. */
    public static String name(boolean secure) {
        return secure ? SECURE : PLAIN;
    }

    /**
     * The value of {@code Set-Cookie}.
     *
     * @param token the session's token, letters, digits, {@code -} and {@code _}; empty to delete the cookie
     * @param seconds how long the browser keeps it; 0 to delete it
     * @param secure whether the request came over TLS
     */
    public static String header(String token, long seconds, boolean secure) {
        return name(secure) + "=" + token + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
