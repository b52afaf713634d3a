package kr.dure.notification.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Through which mail server mails go out.
 *
 * @param server empty: none is set up
 * @param from the sender's address
 * @param fromName the sender's name, or null
 * @param fault why no server is set up, for the operator; null when one is
 */
public record SmtpSettings(Optional<Server> server, String from, String fromName, String fault) {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSettings.class);
    private static final Pattern NAMED = Pattern.compile("\\s*\"?([^\"<>\\p{Cntrl}]*?)\"?\\s*<([^<>]+)>\\s*");
    private static final String EXPECTED =
            "DURE_SMTP_URL looks like smtp://user:password@host:587, smtps://user:password@host or smtp://localhost:1025.";

    /**
     * A mail server.
     *
     * @param user null: it asks for no login, and is spoken to in plain text unless {@code implicitTls}
     * @param implicitTls TLS from the first byte; otherwise STARTTLS, which a login requires
     */
    public record Server(String host, int port, String user, String password, boolean implicitTls) {
        @Override
        public String toString() {
            return (implicitTls ? "smtps://" : "smtp://") + host + ":" + port;
        }
    }

    /** From the environment; says in the log what stands in the way of sending, since the server starts all the same. */
    static SmtpSettings fromSystem() {
        SmtpSettings settings = read();
        if (settings.fault() == null) {
            LOG.info("E-mail goes out through {} from {}.", settings.server().orElseThrow(), settings.from());
        } else {
            LOG.warn("E-mails are kept and not sent: {}", settings.fault());
        }
        return settings;
    }

    /** From the environment, without a word. */
    public static SmtpSettings read() {
        String shared = environment("DURE_SHARED_DOMAIN").orElse("localhost");
        return of(
                environment("DURE_SMTP_URL"),
                environment("DURE_MAIL_FROM").orElse("Dure <no-reply@" + shared.toLowerCase(Locale.ROOT) + ">"));
    }

    /**
     * @param url {@code DURE_SMTP_URL}, or empty
     * @param from {@code address} or {@code Name <address>}
     */
    public static SmtpSettings of(Optional<String> url, String from) {
        Matcher named = NAMED.matcher(from);
        boolean hasName = named.matches();
        Optional<String> address = EmailAddress.parse(hasName ? named.group(2).strip() : from.strip());
        String name = hasName && !named.group(1).isBlank() ? named.group(1).strip() : null;
        if (url.isEmpty()) {
            return without(address, name, "no mail server is set up (DURE_SMTP_URL).");
        }
        if (address.isEmpty()) {
            return without(address, name, "DURE_MAIL_FROM looks like Name <address@example.com>.");
        }
        try {
            return new SmtpSettings(Optional.of(server(url.get())), address.get(), name, null);
        } catch (IllegalArgumentException e) {
            return without(address, name, e.getMessage());
        }
    }

    private static SmtpSettings without(Optional<String> from, String name, String fault) {
        return new SmtpSettings(Optional.empty(), from.orElse("no-reply@localhost"), name, fault);
    }

    /** @throws IllegalArgumentException with a text that names no secret */
    private static Server server(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean tls = "smtps".equals(uri.getScheme());
            if (!tls && !"smtp".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException(EXPECTED);
            }
            String login = uri.getUserInfo();
            int colon = login == null ? -1 : login.indexOf(':');
            if (login != null && colon < 1) {
                throw new IllegalArgumentException(EXPECTED);
            }
            int port = uri.getPort() != -1 ? uri.getPort() : tls ? 465 : login != null ? 587 : 25;
            return new Server(
                    uri.getHost(),
                    port,
                    login == null ? null : login.substring(0, colon),
                    login == null ? null : login.substring(colon + 1),
                    tls);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
