package kr.dure.identity.internal.tenant;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks a DNS server, without remembering answers: a record that was registered a second ago counts. */
final class DnsLookup {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final String server;
    private final Duration timeout;

    /** @param server {@code address[:port]}, or null for the servers of this machine */
    DnsLookup(String server) {
        this(server, TIMEOUT);
    }

    DnsLookup(String server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    /** The server did not answer, or said that it failed: nothing is known. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        Unanswered(String why) {
            super(why);
        }
    }

    /** IPv4 and IPv6 addresses of the host, through CNAMEs; empty when it has none. */
    List<InetAddress> addresses(String host) throws Unanswered {
        List<InetAddress> found = new ArrayList<>();
        for (Record record : ask(host, Type.A)) {
            found.add(((ARecord) record).getAddress());
        }
        for (Record record : ask(host, Type.AAAA)) {
            found.add(((AAAARecord) record).getAddress());
        }
        return found;
    }

    /**
     * The mail exchangers' host names in lower case, without trailing dot; empty when there are none, or when the domain
     * says that it takes no mail (RFC 7505).
     */
    List<String> mailExchangers(String domain) throws Unanswered {
        List<String> found = new ArrayList<>();
        for (Record record : ask(domain, Type.MX)) {
            Name exchanger = ((MXRecord) record).getTarget();
            if (!exchanger.equals(Name.root)) {
                found.add(exchanger.toString(true).toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /** The texts at a name. */
    List<String> texts(String name) throws Unanswered {
        List<String> found = new ArrayList<>();
        for (Record record : ask(name, Type.TXT)) {
            found.add(String.join("", ((TXTRecord) record).getStrings()));
        }
        return found;
    }

    private List<Record> ask(String name, int type) throws Unanswered {
        try {
            Lookup lookup = new Lookup(Name.fromString(name + "."), type);
            lookup.setResolver(resolver());
            lookup.setCache(null);
            Record[] records = lookup.run();
            return switch (lookup.getResult()) {
                case Lookup.SUCCESSFUL -> List.of(records);
                case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
                default -> throw new Unanswered(lookup.getErrorString());
            };
        } catch (TextParseException e) {
            return List.of(); // no name that a DNS server could hold
        } catch (UnknownHostException e) {
            throw new Unanswered("no DNS server");
        }
    }

    private Resolver resolver() throws UnknownHostException {
        Resolver resolver = server != null ? named() : new ExtendedResolver();
        resolver.setTimeout(timeout);
        return resolver;
    }

    private Resolver named() throws UnknownHostException {
        int colon = server.lastIndexOf(':');
        boolean port = colon > 0 && server.indexOf(':') == colon || server.startsWith("[") && server.contains("]:");
        String address = (port ? server.substring(0, colon) : server).replaceAll("[\\[\\]]", "");
        SimpleResolver resolver = new SimpleResolver(InetAddress.getByName(address));
        if (port) {
            resolver.setPort(Integer.parseInt(server.substring(colon + 1)));
        }
        return resolver;
    }
}
