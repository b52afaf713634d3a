package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import kr.dure.identity.internal.tenant.DnsLookup.Unanswered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DnsLookupTest {
    private static final DnsServer SERVER = new DnsServer();

    static {
        SERVER.answer(
                "host-record=gw.acme.co.kr,203.0.113.7,2001:db8::7",
                "cname=www.acme.co.kr,gw.acme.co.kr",
                "cname=lost.acme.co.kr,nowhere.acme.co.kr",
                "mx-host=acme.co.kr,MX1.Acme.co.kr,10",
                "mx-host=acme.co.kr,mx2.acme.co.kr,20",
                "txt-record=_dure.acme.co.kr,\"first\"",
                "txt-record=_dure.acme.co.kr,\"in \",\"two parts\"");
    }

    private final DnsLookup dns = new DnsLookup(SERVER.address());

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    @Test
    void aHostHasItsAddressesOfBothKindsAlsoThroughAnAlias() throws Exception {
        assertThat(dns.addresses("gw.acme.co.kr"))
                .containsExactlyInAnyOrder(address("203.0.113.7"), address("2001:db8::7"));
        assertThat(dns.addresses("www.acme.co.kr"))
                .containsExactlyInAnyOrder(address("203.0.113.7"), address("2001:db8::7"));
    }

    @Test
    void mailExchangersComeInLowerCaseWithoutTheDotAtTheEnd() throws Exception {
        assertThat(dns.mailExchangers("acme.co.kr")).containsExactlyInAnyOrder("mx1.acme.co.kr", "mx2.acme.co.kr");
    }

    @Test
    void everyTextAtANameIsReadAndItsPartsAreOne() throws Exception {
        assertThat(dns.texts("_dure.acme.co.kr")).containsExactlyInAnyOrder("first", "in two parts");
    }

    @Test
    void whatDoesNotExistOrHasNoSuchRecordIsEmpty() throws Exception {
        assertThat(dns.addresses("nowhere.acme.co.kr")).isEmpty();
        assertThat(dns.texts("gw.acme.co.kr")).isEmpty();
        assertThat(dns.mailExchangers("gw.acme.co.kr")).isEmpty();
        assertThat(dns.addresses("lost.acme.co.kr")).isEmpty();
    }

    @Test
    void aNameThatNoServerCouldHoldIsEmpty() throws Exception {
        assertThat(dns.texts("_dure." + "a".repeat(64) + ".co.kr")).isEmpty();
        assertThat(dns.texts("a..kr")).isEmpty();
    }

    @Test
    void whatThisMachinesHostsFileSaysDoesNotCount() {
        assertThatThrownBy(() -> dns.addresses("localhost")).isInstanceOf(Unanswered.class);
    }

    @Test
    void aServerThatRefusesIsSilentOrIsNotThereHasNotAnswered() throws IOException {
        assertThatThrownBy(() -> dns.addresses("gw.acme.example")).isInstanceOf(Unanswered.class);
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DnsLookup asking = new DnsLookup("127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200));
            assertThatThrownBy(() -> asking.texts("_dure.acme.co.kr")).isInstanceOf(Unanswered.class);
        }
        DnsServer gone = new DnsServer();
        gone.close();
        DnsLookup asking = new DnsLookup(gone.address(), Duration.ofMillis(200));
        assertThatThrownBy(() -> asking.mailExchangers("acme.co.kr")).isInstanceOf(Unanswered.class);
    }
}
