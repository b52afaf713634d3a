package kr.dure.web.internal;

import static kr.dure.web.internal.Requests.PROXY;
import static kr.dure.web.internal.Requests.headers;
import static kr.dure.web.internal.Requests.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitTest {
    private static String client(String peer, String... forwardedFor) {
        return Requests.PROXIES.client(peer, java.util.List.of(forwardedFor));
    }

    @Test
    void nobodysWordCountsUnlessTheInstallationNamesHim() {
        Visit visit = visit(
                "198.51.100.9",
                "Host",
                "acme.localhost:8181",
                "X-Forwarded-For",
                "203.0.113.7",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "evil.example.com");
        assertThat(visit.client().address()).isEqualTo("198.51.100.9");
        assertThat(visit.client().secure()).isFalse();
        assertThat(visit.origin()).isEqualTo("http://acme.localhost:8181");
    }

    @Test
    void loopbackIsNotTrustedUnlessListed() {
        assertThat(TrustedProxies.of(null).contain("127.0.0.1")).isFalse();
        assertThat(TrustedProxies.of(" ").contain("::1")).isFalse();
        assertThat(TrustedProxies.of("127.0.0.1 ::1").contain("0:0:0:0:0:0:0:1"))
                .isTrue();
        assertThat(TrustedProxies.of("127.0.0.1").client("127.0.0.1", java.util.List.of("203.0.113.7")))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void theLastHopThatIsNoTrustedProxyIsTheClient() {
        assertThat(client(PROXY, "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(client(PROXY, "1.1.1.1, 203.0.113.7, 10.0.0.2")).isEqualTo("203.0.113.7");
        assertThat(client(PROXY, "1.1.1.1", "203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(client(PROXY, "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
        assertThat(client("2001:db8:1::5", "2001:DB8:0:0::1")).isEqualTo("2001:db8::1");
    }

    @Test
    void portsZonesAndMappedAddressesAreTheAddressTheyMean() {
        assertThat(client(PROXY, "203.0.113.7:4711")).isEqualTo("203.0.113.7");
        assertThat(client(PROXY, "[2001:db8::1]:4711")).isEqualTo("2001:db8::1");
        assertThat(client("::ffff:10.0.0.1", "::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(client("fe80::1%eth0")).isEqualTo("fe80::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "",
                " ",
                ",",
                "203.0.113.7,",
                "203.0.113.300",
                "203.0.113.0/24",
                "0xCB007107",
                "3405803783",
                "203.0.113.*",
                "evil.example.com",
                "203.0.113.7, <script>"
            })
    void whatIsNoAddressIsNotBelievedEvenFromAProxy(String header) {
        assertThat(client(PROXY, header)).isEqualTo(PROXY);
    }

    @Test
    void garbageThatAClientSendsAlongDoesNotHideHim() {
        assertThat(client(PROXY, "unknown, garbage, 203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(client(PROXY, "1.1.1.1,".repeat(1000) + "203.0.113.7")).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "*", "10.0.0.0/255.0.0.0", "10.0.0.1;10.0.0.2"})
    void aSettingThatCannotBeReadStopsTheServerInsteadOfTrustingSomebody(String setting) {
        assertThatThrownBy(() -> TrustedProxies.of(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DURE_TRUSTED_PROXIES");
    }

    @Test
    void aTrustedProxySaysHowTheBrowserSeesUs() {
        Visit visit = visit(
                PROXY,
                "Host",
                "127.0.0.1:8181",
                "X-Forwarded-For",
                "203.0.113.7",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "GW.Acme.co.kr");
        assertThat(visit.host()).isEqualTo("gw.acme.co.kr");
        assertThat(visit.origin()).isEqualTo("https://gw.acme.co.kr");
        assertThat(visit(PROXY, "Host", "gw.acme.co.kr:8443", "X-Forwarded-Proto", "https")
                        .origin())
                .isEqualTo("https://gw.acme.co.kr:8443");
    }

    @Test
    void forwardedHeadersThatAreNotExactlyOneWordAreIgnored() {
        Visit visit = visit(
                PROXY,
                "Host",
                "acme.localhost",
                "X-Forwarded-Proto",
                "https, http",
                "X-Forwarded-Host",
                "a.example.com, b.example.com");
        assertThat(visit.origin()).isEqualTo("http://acme.localhost");
        assertThat(visit(PROXY, "Host", "acme.localhost", "X-Forwarded-Host", "a.com", "X-Forwarded-Host", "b.com")
                        .host())
                .isEqualTo("acme.localhost");
    }

    @Test
    void tlsAtTheServerItselfIsTlsToo() {
        Visit visit = Visit.of(Requests.PROXIES, "203.0.113.7", true, headers("Host", "acme.example.com"));
        assertThat(visit.client().secure()).isTrue();
        assertThat(visit.origin()).isEqualTo("https://acme.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme.localhost/x",
                "acme.localhost@evil.example.com",
                "acme.localhost:99999",
                "acme.localhost:0",
                "acme.localhost:",
                "acme..localhost",
                "acme.localhost.",
                "-acme.localhost",
                "acme localhost",
                "acme.localhost, evil.example.com",
                "acme.localhost\r\nX: y",
                "두레.localhost"
            })
    void aHostThatIsNoNameNamesNobody(String host) {
        assertThat(visit("203.0.113.7", "Host", host).host()).isNull();
    }

    @Test
    void noHostOrTwoNameNobody() {
        assertThat(visit("203.0.113.7").host()).isNull();
        assertThat(visit("203.0.113.7", "Host", "a.localhost", "Host", "b.localhost")
                        .host())
                .isNull();
    }

    @Test
    void theClientsLanguageAndAgentAreKnownAndTheAgentIsShort() {
        Visit visit = visit("203.0.113.7", "Accept-Language", "en-GB", "User-Agent", "x".repeat(1000));
        assertThat(visit.client().language()).isEqualTo(Locale.ENGLISH);
        assertThat(visit.client().agent()).hasSize(300);
        assertThat(visit("203.0.113.7").client().agent()).isNull();
    }
}
