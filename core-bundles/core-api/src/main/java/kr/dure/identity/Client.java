package kr.dure.identity;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a request comes from.
 *
 * @param address the IP address in text form, IPv4 or IPv6 without zone; behind a proxy that the installation names, the
 *     address the proxy saw
 * @param secure whether the request came over TLS, at the server or at such a proxy
 * @param agent the {@code User-Agent} header, at most 300 characters, or null
 * @param language Korean or English, what the client wants to read
 */
public record Client(String address, boolean secure, String agent, Locale language) {
    public Client {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(language, "language");
    }
}
