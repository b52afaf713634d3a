package kr.dure.sms.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import kr.dure.carrier.CarrierRoute;

/**
 * What it takes to open and use a link.
 *
 * @param version changes with every change, so that a link knows whether it is up to date
 */
record RouteSettings(
        CarrierRoute route, String protocol, int priority, int perSecond, boolean longMessages, int version) {
    static final int DEFAULT_WINDOW = 50;

    private static final int DEFAULT_PORT = 2775;
    private static final String EXPECTED = "An SMPP route looks like smpp://systemId:password@host:2775";

    /**
     * Reads {@code smpp://systemId:password@host:2775}, the route where none is set up; with {@code ?lms=true} it takes LMS.
     *
     * @throws IllegalArgumentException with a text that names no secret
     */
    static RouteSettings parse(String url) {
        try {
            URI uri = new URI(url.strip());
            String user = uri.getUserInfo();
            if (!"smpp".equals(uri.getScheme()) || uri.getHost() == null || user == null || !user.contains(":")) {
                throw new IllegalArgumentException(EXPECTED);
            }
            int colon = user.indexOf(':');
            return new RouteSettings(
                    new CarrierRoute(
                            "default",
                            uri.getHost(),
                            uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort(),
                            user.substring(0, colon),
                            user.substring(colon + 1),
                            Optional.empty(),
                            Optional.empty(),
                            DEFAULT_WINDOW),
                    "smpp",
                    0,
                    0,
                    "lms=true".equals(uri.getQuery()),
                    0);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }
}
