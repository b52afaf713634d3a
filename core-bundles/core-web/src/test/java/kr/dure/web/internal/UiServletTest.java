package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UiServletTest {
    @Test
    void keepsOnlyWhatCarriesItsHashForEver() {
        assertThat(UiServlet.cache("sms/index-AbCd1234.js")).contains("immutable");
        assertThat(UiServlet.cache("icon.svg")).isEqualTo("no-cache");
        assertThat(UiServlet.cache("sms/module.json")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, deflate, br", "gzip, br;q=0.5", "br;q=1.0, gzip"})
    void compressesForThoseThatTakeIt(String header) {
        assertThat(UiServlet.takesBrotli(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "br;q=0", "brotli", "gzip, br;q=0.000"})
    void compressesForNobodyElse(String header) {
        assertThat(UiServlet.takesBrotli(header)).isFalse();
        assertThat(UiServlet.takesBrotli(null)).isFalse();
    }
}
