package kr.dure.web.internal;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts of a manifest: {@code api.example.com} (HTTPS, port 443), {@code *.example.com} (one more name in front of it)
 * or a scheme, host and port.
 */
record DeclaredHosts(List<String> entries) {
    static final String HEADER = "Dure-Hosts";

    /** @param header null when there is none */
    static DeclaredHosts parse(String header) {
        return new DeclaredHosts(
                header == null
                        ? List.of()
                        : Arrays.stream(header.split(","))
                                .map(String::strip)
                                .filter(entry -> !entry.isEmpty())
                                .map(entry -> entry.toLowerCase(Locale.ROOT))
                                .toList());
    }

    /** The entry that allows {@code uri}, as it is written. */
    Optional<String> find(URI uri) {
        String origin = shown(uri);
        return entries.stream().filter(entry -> allows(entry, origin)).findFirst();
    }

    private static boolean allows(String entry, String origin) {
        if (entry.contains("://")) {
            return origin.equals(shown(URI.create(entry)));
        }
        if (entry.startsWith("*.")) {
            String prefix = "https://";
            String suffix = entry.substring(1) + ":443";
            return origin.startsWith(prefix)
                    && origin.endsWith(suffix)
                    && origin.substring(prefix.length(), origin.length() - suffix.length())
                            .matches("[a-z0-9-]+");
        }
        return origin.equals("https://" + entry + ":443");
    }

    /** Scheme, host and port, and nothing else: no user, no path. */
    static String shown(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
        return scheme + "://" + host + ":" + port;
    }
}
