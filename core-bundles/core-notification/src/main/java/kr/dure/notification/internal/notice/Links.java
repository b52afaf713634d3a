package kr.dure.notification.internal.notice;

import java.util.Optional;
import kr.dure.tenant.Tenants;

/** Paths of the current tenant's host as addresses that a mail can open. */
final class Links {
    private final boolean local;
    private final int port;

    Links() {
        this(
                Optional.ofNullable(System.getenv("DURE_SHARED_DOMAIN"))
                        .filter(domain -> !domain.isBlank())
                        .orElse("localhost")
                        .equals("localhost"),
                Integer.getInteger("dure.port", 8181));
    }

    Links(boolean local, int port) {
        this.local = local;
        this.port = port;
    }

    String of(String path) {
        String host = Tenants.current().host();
        return (local ? "http://" + host + ":" + port : "https://" + host) + path;
    }
}
