package kr.dure.web.internal;

import static kr.dure.web.internal.Requests.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private static final Visit HERE = Requests.visit("203.0.113.7", "Host", "acme.localhost:8181");

    private static void passes(String... headers) {
        assertThatCode(() -> Origins.check(HERE, headers(headers))).doesNotThrowAnyException();
    }

    private static void refused(String... headers) {
        assertThatThrownBy(() -> Origins.check(HERE, headers(headers)))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(403);
                    assertThat(problem.type()).isEqualTo("foreign-origin");
                });
    }

    @Test
    void programsAndOwnPagesPass() {
        passes();
        passes("Origin", "http://acme.localhost:8181");
        passes("Origin", "http://acme.localhost:8181", "Sec-Fetch-Site", "same-origin");
        passes("Sec-Fetch-Site", "none");
    }

    @Test
    void schemeHostAndPortMustAllBeOurs() {
        refused("Origin", "https://acme.localhost:8181");
        refused("Origin", "http://acme.localhost");
        refused("Origin", "http://acme.localhost:8182");
        refused("Origin", "http://evil.example.com");
        refused("Origin", "http://acme.localhost:8181.evil.example.com");
        refused("Origin", "");
        refused("Origin", "http://acme.localhost:8181", "Origin", "http://evil.example.com");
    }

    @Test
    void aCompanyUnderTheSameParentIsANeighbourNotUs() {
        refused("Origin", "http://beta.localhost:8181", "Sec-Fetch-Site", "same-site");
        refused("Sec-Fetch-Site", "same-site");
        refused("Sec-Fetch-Site", "cross-site");
        refused("Origin", "http://acme.localhost:8181", "Sec-Fetch-Site", "cross-site");
        refused("Sec-Fetch-Site", "something-new");
        refused("Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site");
    }

    @Test
    void aPageThatHidesItsOriginPassesOnlyWhenTheBrowserSaysItIsOurs() {
        passes("Origin", "null", "Sec-Fetch-Site", "same-origin");
        refused("Origin", "null");
        refused("Origin", "null", "Sec-Fetch-Site", "none");
        refused("Origin", "null", "Sec-Fetch-Site", "cross-site");
    }

    @Test
    void whatChangesSomethingOrOpensAConnectionIsChecked() {
        assertThat(Origins.matters("POST", headers())).isTrue();
        assertThat(Origins.matters("PROPPATCH", headers())).isTrue();
        assertThat(Origins.matters("GET", headers())).isFalse();
        assertThat(Origins.matters("GET", headers("Upgrade", "websocket"))).isTrue();
    }
}
