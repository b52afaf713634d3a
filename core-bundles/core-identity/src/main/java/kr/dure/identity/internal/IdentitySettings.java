package kr.dure.identity.internal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the installation decides about hosts and its operator.
 *
 * @param sharedDomain parent of the free host names (S2), e.g. {@code onnet21.com}
 * @param port the port the server listens on, for the addresses it prints
 * @param publicAddress the IP address that companies with a domain of their own point their host to
 * @param operatorPassword the operator's first password, or empty to generate one
 * @param data folder of the installation
 */
record IdentitySettings(
        String sharedDomain, int port, String publicAddress, Optional<String> operatorPassword, Path data) {
    static IdentitySettings fromSystem() {
        return new IdentitySettings(
                environment("DURE_SHARED_DOMAIN").orElse("localhost"),
                Integer.getInteger("dure.port", 8181),
                environment("DURE_PUBLIC_ADDRESS").orElse("127.0.0.1"),
                environment("DURE_OPERATOR_PASSWORD"),
                Path.of(System.getProperty("dure.data", "data")));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    String operatorHost() {
        return "admin." + sharedDomain;
    }

    /** The address people type for {@code host}. */
    String url(String host) {
        return sharedDomain.equals("localhost") ? "http://" + host + ":" + port + "/" : "https://" + host + "/";
    }
}
