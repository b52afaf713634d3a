package kr.dure.sms.internal;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an SMSC is and who we are there.
 *
 * @param password sent in clear by SMPP 3.4; never logged
 */
record SmppRoute(String host, int port, String systemId, String password) {
    private static final int DEFAULT_PORT = 2775;

    /**
     * Reads {@code smpp://systemId:password@host:2775}.
     *
     * @throws IllegalArgumentException with a text that names no secret
     */
    static SmppRoute parse(String url) {
        try {
            URI uri = new URI(url.strip());
            String user = uri.getUserInfo();
            if (!"smpp".equals(uri.getScheme()) || uri.getHost() == null || user == null || !user.contains(":")) {
                throw new IllegalArgumentException("An SMPP route looks like smpp://systemId:password@host:2775");
            }
            int colon = user.indexOf(':');
            int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
            return new SmppRoute(uri.getHost(), port, user.substring(0, colon), user.substring(colon + 1));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("An SMPP route looks like smpp://systemId:password@host:2775");
        }
    }

    @Override
    public String toString() {
        return "smpp://" + systemId + "@" + host + ":" + port;
    }
}
