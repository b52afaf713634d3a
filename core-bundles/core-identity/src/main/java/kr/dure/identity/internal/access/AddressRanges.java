package kr.dure.identity.internal.access;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.List;
import java.util.Optional;

/** IPv4 and IPv6 addresses and ranges in CIDR form. */
public final class AddressRanges {
    /** Nothing but addresses and prefix lengths: no masks, no wildcards, no octal, no host names. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
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

    private AddressRanges(List<IPAddress> ranges) {
        this.ranges = ranges;
    }

    /** @throws IllegalArgumentException when one is no range, see {@link #normal} */
    public static AddressRanges of(List<String> ranges) {
        return new AddressRanges(ranges.stream()
                .map(range -> parse(range).orElseThrow(() -> new IllegalArgumentException("No range: " + range)))
                .toList());
    }

    /** The usual way to write the range, with its host bits cleared; empty when {@code text} is none. */
    public static Optional<String> normal(String text) {
        return parse(text).map(IPAddress::toCanonicalString);
    }

    public boolean contain(String address) {
        return parse(address)
                .map(parsed -> ranges.stream().anyMatch(range -> range.contains(parsed)))
                .orElse(false);
    }

    private static Optional<IPAddress> parse(String text) {
        if (text == null || text.isBlank() || text.length() > 60) {
            return Optional.empty();
        }
        try {
            IPAddress parsed = new IPAddressString(text.strip(), STRICT).toAddress();
            if (parsed == null) {
                return Optional.empty();
            }
            // ::ffff:203.0.113.7 is 203.0.113.7.
            IPAddress plain = parsed.isIPv6() && parsed.toIPv6().isIPv4Mapped() && !parsed.isPrefixed()
                    ? parsed.toIPv6().getEmbeddedIPv4Address()
                    : parsed;
            return Optional.of(plain.isPrefixed() ? plain.toPrefixBlock() : plain);
        } catch (AddressStringException e) {
            return Optional.empty();
        }
    }
}
