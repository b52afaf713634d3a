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
}
