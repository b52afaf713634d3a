package kr.dure.identity.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCodeTest {
    /** The RFC's secret 12345678901234567890 in Base32. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1234567890,005924", "2000000000,279037", "20000000000,353130"})
    void theCodesAreThoseOfRfc6238(long second, String code) {
        assertThat(TimeCode.code(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void aNeighbouringStepCountsAndOneThatWasUsedDoesNot() {
        Instant now = Instant.ofEpochSecond(1_111_111_109);
        String code = TimeCode.code(SECRET, now);
        assertThat(TimeCode.step(SECRET, code, now.plusSeconds(30), 0)).isPresent();
        assertThat(TimeCode.step(SECRET, code, now.minusSeconds(30), 0)).isPresent();
        assertThat(TimeCode.step(SECRET, code, now.plusSeconds(61), 0)).isEmpty();
        long step = TimeCode.step(SECRET, code, now, 0).orElseThrow();
        assertThat(TimeCode.step(SECRET, code, now, step)).isEmpty();
    }

    @Test
    void theAddressForTheAppNamesTheCompanyAndTheLogin() {
        assertThat(TimeCode.uri(SECRET, "두레 상사", "kim"))
                .isEqualTo("otpauth://totp/%EB%91%90%EB%A0%88%20%EC%83%81%EC%82%AC:kim?secret=" + SECRET
                        + "&issuer=%EB%91%90%EB%A0%88%20%EC%83%81%EC%82%AC");
        assertThat(TimeCode.svg("x")).startsWith("<svg").endsWith("</svg>").doesNotContain("script");
    }
}
