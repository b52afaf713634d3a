package kr.dure.identity.internal.tenant;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.dure.identity.internal.tenant.DnsLookup.Unanswered;
import kr.dure.identity.internal.tenant.Findings.Finding;
import kr.dure.identity.internal.tenant.Findings.Need;
import kr.dure.product.Text;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.DnsRecord.State;

/** The records a domain of a tenant's own needs (S3), and the look whether they are there. */
final class DnsNeeds {
    /** No more are looked up, so that nobody makes a check endless. */
    private static final int MAX_EXCHANGERS = 10;

    private final List<InetAddress> here;
    private final DnsLookup dns;

    /** @param here the installation's public addresses */
    DnsNeeds(List<InetAddress> here, DnsLookup dns) {
        this.here = here;
        this.dns = dns;
    }

    static String tokenName(String mailDomain) {
        return "_dure." + mailDomain;
    }

    static String tokenText(String token) {
        return "dure-verification=" + token;
    }

    /** What must be registered, with what the last check saw. */
    List<DnsRecord> records(DomainEntity domain) {
        Findings findings = domain.findings();
        List<DnsRecord> records = new ArrayList<>();
        for (InetAddress address : here) {
            records.add(record(
                    address instanceof Inet4Address ? "A" : "AAAA",
                    domain.host(),
                    address.getHostAddress(),
                    findings.of(Need.HOST),
                    Need.HOST));
        }
        records.add(record("MX", domain.mailDomain(), "10 " + domain.host() + ".", findings.of(Need.MAIL), Need.MAIL));
        records.add(record(
                "TXT", tokenName(domain.mailDomain()), tokenText(domain.token()), findings.of(Need.TOKEN), Need.TOKEN));
        return records;
    }

    private static DnsRecord record(String type, String name, String value, Finding finding, Need need) {
        return new DnsRecord(type, name, value, finding.state(), remark(finding, need));
    }

    /** What the check saw, in plain words. */
    static Text remark(Finding finding, Need need) {
        String detail = finding.detail();
        return switch (finding.state()) {
            case UNCHECKED -> null;
            case FOUND -> new Text("확인되었습니다.", "Found.");
            case UNANSWERED ->
                new Text("DNS 서버가 답하지 않았습니다. 잠시 뒤 다시 확인합니다.", "The DNS server did not answer; it will be asked again.");
            case MISSING ->
                switch (need) {
                    case TOKEN ->
                        new Text(
                                "아직 없습니다. 도메인의 주인임을 확인하는 TXT 레코드를 등록해 주세요.",
                                "Not there yet. Please register the TXT record that proves whose domain it is.");
                    case HOST ->
                        new Text(
                                "아직 없습니다. 이 호스트 이름의 주소 레코드를 등록해 주세요.",
                                "Not there yet. Please register the host's address record.");
                    case MAIL ->
                        new Text(
                                "메일 서버(MX) 레코드가 하나도 없습니다. 등록해야 메일을 받을 수 있습니다.",
                                "There is no MX record at all. Mail cannot arrive before it is registered.");
                };
            case OTHER ->
                switch (need) {
                    case TOKEN -> new Text("다른 값이 등록되어 있습니다: " + detail, "Another value is registered: " + detail);
                    case HOST -> new Text("다른 주소를 가리킵니다: " + detail, "It points somewhere else: " + detail);
                    case MAIL ->
                        new Text(
                                "메일은 아직 다른 서버(" + detail + ")로 갑니다. 지금 쓰는 메일을 계속 쓰려면 그대로 두고,"
                                        + " 옮길 준비가 되면 이 값으로 바꿔 주세요.",
                                "Mail still goes to another server (" + detail
                                        + "). Leave it to keep your present mail; change"
                                        + " it to this value when you are ready to move.");
                };
        };
    }

    /** Looks all of them up. */
    Findings check(String host, String mailDomain, String token) {
        Map<Need, Finding> seen = new EnumMap<>(Need.class);
        seen.put(Need.TOKEN, look(() -> tokenAt(mailDomain, token)));
        seen.put(Need.HOST, look(() -> hostAt(host)));
        seen.put(Need.MAIL, look(() -> mailAt(host, mailDomain)));
        return new Findings(seen);
    }

    private interface Look {
        Finding at() throws Unanswered;
    }

    private static Finding look(Look look) {
        try {
            return look.at();
        } catch (Unanswered e) {
            return new Finding(State.UNANSWERED, "");
        }
    }

    private Finding tokenAt(String mailDomain, String token) throws Unanswered {
        List<String> texts = dns.texts(tokenName(mailDomain));
        if (texts.stream().anyMatch(text -> text.strip().equals(tokenText(token)))) {
            return new Finding(State.FOUND, "");
        }
        return texts.isEmpty() ? new Finding(State.MISSING, "") : new Finding(State.OTHER, brief(texts.get(0)));
    }

    private Finding hostAt(String host) throws Unanswered {
        List<InetAddress> addresses = dns.addresses(host);
        if (addresses.isEmpty()) {
            return new Finding(State.MISSING, "");
        }
        List<InetAddress> elsewhere =
                addresses.stream().filter(address -> !here.contains(address)).toList();
        // Every address must lead here, or some visitors land elsewhere.
        return elsewhere.isEmpty()
                ? new Finding(State.FOUND, "")
                : new Finding(
                        State.OTHER,
                        brief(elsewhere.stream()
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(", "))));
    }

    private Finding mailAt(String host, String mailDomain) throws Unanswered {
        List<String> exchangers = dns.mailExchangers(mailDomain);
        if (exchangers.isEmpty()) {
            return new Finding(State.MISSING, "");
        }
        List<String> elsewhere = new ArrayList<>();
        for (int i = 0; i < exchangers.size(); i++) {
            if (i >= MAX_EXCHANGERS || !leadsHere(exchangers.get(i), host)) {
                elsewhere.add(exchangers.get(i));
            }
        }
        // Only one mail system may serve a domain at a time (S4).
        return elsewhere.isEmpty()
                ? new Finding(State.FOUND, "")
                : new Finding(State.OTHER, brief(String.join(", ", elsewhere)));
    }

    /** The host itself counts while its address is not registered yet: that is shown as missing at the host. */
    private boolean leadsHere(String exchanger, String host) throws Unanswered {
        List<InetAddress> addresses = dns.addresses(exchanger);
        return addresses.isEmpty() ? exchanger.equals(host) : here.containsAll(addresses);
    }

    private static String brief(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}
