package kr.dure.identity.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the installation decides about hosts and its operator.
 *
 * @param sharedDomain parent of the free host names (S2), e.g. {@code onnet21.com}
 * @param port the port the server listens on, for the addresses it prints
 * @param publicAddresses the IP addresses that companies with a domain of their own point their host to; not empty
 * @param operatorPassword the operator's first password, or empty to generate one
 * @param secretKey 32 bytes in Base64 that encrypt secrets, or empty to keep a key in the data folder
 * @param dnsResolver address and port ({@code 127.0.0.1:5353}) of the DNS server to ask, or empty for the system's
 * @param data folder of the installation
 */
public record IdentitySettings(
        String sharedDomain,
        int port,
        List<InetAddress> publicAddresses,
        Optional<String> operatorPassword,
        Optional<String> secretKey,
        Optional<String> dnsResolver,
        Path data) {
    public static IdentitySettings fromSystem() {
        return new IdentitySettings(
                environment("DURE_SHARED_DOMAIN").orElse("localhost"),
                Integer.getInteger("dure.port", 8181),
                addresses(environment("DURE_PUBLIC_ADDRESS").orElse("127.0.0.1")),
                environment("DURE_OPERATOR_PASSWORD"),
                environment("DURE_SECRET_KEY"),
                environment("DURE_DNS_RESOLVER"),
                Path.of(System.getProperty("dure.data", "data")));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    /** IP addresses separated by commas or spaces. */
    public static List<InetAddress> addresses(String text) {
        return Arrays.stream(text.strip().split("[,\\s]+"))
                .map(IdentitySettings::address)
                .toList();
    }

    private static InetAddress address(String text) {
        try {
            if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
                throw new IllegalArgumentException("DURE_PUBLIC_ADDRESS takes IP addresses, not '" + text + "'.");
            }
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("DURE_PUBLIC_ADDRESS takes IP addresses, not '" + text + "'.", e);
        }
    }

    public String operatorHost() {
        return "admin." + sharedDomain;
    }

    /** The address people type for {@code host}. */
    public String url(String host) {
        return sharedDomain.equals("localhost") ? "http://" + host + ":" + port + "/" : "https://" + host + "/";
    }
}
