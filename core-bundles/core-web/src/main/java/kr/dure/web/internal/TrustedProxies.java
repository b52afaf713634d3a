package kr.dure.web.internal;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies whose word about their clients counts ({@code DURE_TRUSTED_PROXIES}). Nobody is trusted unasked, not even
 * loopback.
 */
final class TrustedProxies {
    private static final int MAX_HOPS = 30;
    private static final int MAX_LENGTH = 2000;

    /** Some proxies add the port: {@code 203.0.113.7:4711}, {@code [2001:db8::1]:4711}. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}");

    /** Nothing but addresses and prefix lengths: no masks, no wildcards, no octal, no host names. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowPrefixesBeyondAddressSize(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    private final List<IPAddress> ranges;

    private TrustedProxies(List<IPAddress> ranges) {
        this.ranges = ranges;
    }

    /**
     * @param setting addresses and ranges separated by commas or spaces, or null for none
     * @throws IllegalArgumentException naming the one that is none
     */
    static TrustedProxies of(String setting) {
        if (setting == null || setting.isBlank()) {
            return new TrustedProxies(List.of());
        }
        return new TrustedProxies(Arrays.stream(setting.strip().split("[,\\s]+"))
                .map(text -> parse(text)
                        .map(range -> range.isPrefixed() ? range.toPrefixBlock() : range)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "DURE_TRUSTED_PROXIES takes IP addresses and ranges (10.0.0.0/8), not '" + text
                                        + "'.")))
                .toList());
    }

    boolean contain(String address) {
        return address(address).map(this::contain).orElse(false);
    }

    private boolean contain(IPAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * Who sends a request: the peer, or, when that is a trusted proxy, the last hop before the trusted ones. When a proxy
     * names something that is no address, the peer.
     *
     * @param peer the address of the connection's other end
     * @param forwardedFor the lines of {@code X-Forwarded-For}
     */
    String client(String peer, List<String> forwardedFor) {
        Optional<IPAddress> connected = address(peer);
        if (connected.isEmpty()) {
            return peer;
        }
        String nearest = connected.get().toCanonicalString();
        if (!contain(connected.get())) {
            return nearest;
        }
        String joined = String.join(",", forwardedFor);
        List<String> hops = new ArrayList<>(Arrays.asList(joined.split(",", -1)));
        if (joined.isBlank() || joined.length() > MAX_LENGTH || hops.size() > MAX_HOPS) {
            return nearest;
        }
        Collections.reverse(hops);
        String client = nearest;
        for (String hop : hops) {
            Optional<IPAddress> address = address(hop.strip());
            if (address.isEmpty()) {
                return nearest;
            }
            client = address.get().toCanonicalString();
            if (!contain(address.get())) {
                return client;
            }
        }
        return client;
    }

    private static Optional<IPAddress> address(String text) {
        Matcher port = WITH_PORT.matcher(text);
        String plain = port.matches() ? port.group(1) != null ? port.group(1) : port.group(2) : text;
        int zone = plain.indexOf('%');
        return parse(zone < 0 ? plain : plain.substring(0, zone)).filter(parsed -> !parsed.isPrefixed());
    }

    private static Optional<IPAddress> parse(String text) {
        if (text.isBlank() || text.length() > 60) {
            return Optional.empty();
        }
        try {
            IPAddress parsed = new IPAddressString(text, STRICT).toAddress();
            if (parsed == null) {
                return Optional.empty();
            }
            // ::ffff:203.0.113.7 is 203.0.113.7.
            return Optional.of(
                    parsed.isIPv6() && parsed.toIPv6().isIPv4Mapped() && !parsed.isPrefixed()
                            ? parsed.toIPv6().getEmbeddedIPv4Address()
                            : parsed);
        } catch (AddressStringException e) {
            return Optional.empty();
        }
    }
}
