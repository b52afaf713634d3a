package kr.dure.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessNumberTest {
    /** Numbers that large companies print in the footer of their sites. */
    @ParameterizedTest
    @ValueSource(strings = {"220-81-62517", "124-81-00998", "120-81-47521"})
    void numbersOfRealCompaniesAreValid(String number) {
        assertThat(BusinessNumber.normalise(number)).isEqualTo(number.replace("-", ""));
    }

    @Test
    void everyOtherLastDigitIsRefused() {
        for (int digit = 0; digit <= 9; digit++) {
            String number = "220816251" + digit;
            assertThat(BusinessNumber.normalise(number)).isEqualTo(digit == 7 ? number : null);
        }
    }

    @Test
    void itIsPrintedWithHyphens() {
        assertThat(BusinessNumber.format("2208162517")).isEqualTo("220-81-62517");
    }

    @Test
    void spacesAroundItAreIgnored() {
        assertThat(BusinessNumber.normalise(" 220-81-62517 ")).isEqualTo("2208162517");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"220816251", "22081625177", "22O8162517", "２２０８１６２５１７", "abc"})
    void whatIsNotTenDigitsIsRefused(String text) {
        assertThat(BusinessNumber.normalise(text)).isNull();
    }
}
