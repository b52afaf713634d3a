package kr.dure.identity.internal.tenant;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import kr.dure.tenant.DnsRecord;

/** What a check of a domain's records saw, kept as one line each: {@code HOST FOUND 203.0.113.7}. */
record Findings(Map<Need, Finding> seen) {
    /** What a domain needs. */
    enum Need {
        /** The token that proves whose domain it is. */
        TOKEN,
        /** The host leads to this installation. */
        HOST,
        /** The domain's mail comes to this installation. */
        MAIL
    }

    /** @param detail what stands there instead, or empty */
    record Finding(DnsRecord.State state, String detail) {}

    static final Finding UNCHECKED = new Finding(DnsRecord.State.UNCHECKED, "");

    Finding of(Need need) {
        return seen.getOrDefault(need, UNCHECKED);
    }

    boolean proven() {
        return of(Need.TOKEN).state() == DnsRecord.State.FOUND;
    }

    boolean mailHere() {
        return of(Need.MAIL).state() == DnsRecord.State.FOUND;
    }

    /**
     * Whether the domain can open. Mail that another system still receives does not keep it from opening (S4); that
     * nobody receives any does.
     */
    boolean ready() {
        return proven()
                && of(Need.HOST).state() == DnsRecord.State.FOUND
                && (mailHere() || of(Need.MAIL).state() == DnsRecord.State.OTHER);
    }

    String write() {
        return seen.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().state() + " "
                        + entry.getValue().detail().replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }

    static Findings read(String text) {
        Map<Need, Finding> seen = new EnumMap<>(Need.class);
        Arrays.stream(text.split("\n"))
                .map(line -> line.split(" ", 3))
                .filter(parts -> parts.length == 3)
                .forEach(parts ->
                        seen.put(Need.valueOf(parts[0]), new Finding(DnsRecord.State.valueOf(parts[1]), parts[2])));
        return new Findings(seen);
    }
}
