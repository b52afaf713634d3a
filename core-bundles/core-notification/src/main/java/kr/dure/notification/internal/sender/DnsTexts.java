package kr.dure.notification.internal.sender;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks a DNS server for TXT records, without remembering answers. */
public final class DnsTexts {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final String server;

    /** @param server {@code address[:port]} of IPv4, or null for the servers of this machine */
    public DnsTexts(String server) {
        this.server = server;
    }

    static DnsTexts fromSystem() {
        return new DnsTexts(Optional.ofNullable(System.getenv("DURE_DNS_RESOLVER"))
                .filter(value -> !value.isBlank())
                .orElse(null));
    }

    /** The texts at a name, or empty when nobody answered: then nothing is known. */
    Optional<List<String>> at(String name) {
        try {
            Lookup lookup = new Lookup(Name.fromString(name + "."), Type.TXT);
            lookup.setResolver(resolver());
            lookup.setCache(null);
            Record[] records = lookup.run();
            return switch (lookup.getResult()) {
                case Lookup.SUCCESSFUL -> Optional.of(texts(records));
                case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> Optional.of(List.of());
                default -> Optional.empty();
            };
        } catch (TextParseException e) {
            return Optional.of(List.of()); // no name that a DNS server could hold
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(Record[] records) {
        List<String> found = new ArrayList<>();
        for (Record record : records) {
            found.add(String.join("", ((TXTRecord) record).getStrings()));
        }
        return found;
    }

    private Resolver resolver() throws UnknownHostException {
        Resolver resolver = server == null ? new ExtendedResolver() : named();
        resolver.setTimeout(TIMEOUT);
        return resolver;
    }

    private Resolver named() throws UnknownHostException {
        int colon = server.lastIndexOf(':');
        SimpleResolver resolver =
                new SimpleResolver(InetAddress.getByName(colon < 0 ? server : server.substring(0, colon)));
        if (colon >= 0) {
            resolver.setPort(Integer.parseInt(server.substring(colon + 1)));
        }
        return resolver;
    }
}
