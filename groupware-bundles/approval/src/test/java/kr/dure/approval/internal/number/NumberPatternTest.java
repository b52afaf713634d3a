package kr.dure.approval.internal.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kr.dure.approval.internal.number.NumberPattern.Parts;
import kr.dure.web.Invalid;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {
    private static final Parts PARTS = new Parts("한빛", "총무", "품의", 2026, 123);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{dept}-{year}-{serial:5} | 총무-2026-00123",
                "제{year}-{serial:3}호 | 제2026-123호",
                "{company}/{form} {year}.{serial:7} | 한빛/품의 2026.0000123",
                "({dept}) {year}_{serial:3} | (총무) 2026_123",
            })
    void tokensAreFilledIn(String pattern, String number) {
        assertThat(NumberPattern.parse(pattern, "pattern").format(PARTS)).isEqualTo(number);
    }

    @Test
    void aSerialBeyondItsDigitsKeepsAllOfThem() {
        assertThat(NumberPattern.parse("{year}-{serial:3}", "p").format(new Parts("", "", "", 2026, 12_345)))
                .isEqualTo("2026-12345");
    }

    @Test
    void aShortNameThatIsMissingLeavesNoSeparator() {
        assertThat(NumberPattern.parse("{company}-{dept}-{year}-{serial:3}", "p")
                        .format(new Parts("", "총무", "", 2026, 1)))
                .isEqualTo("총무-2026-001");
    }

    @Test
    void itTellsWhatTellsItsNumbersApart() {
        assertThat(NumberPattern.parse("{dept}-{year}-{serial:5}", "p").hasDepartment())
                .isTrue();
        assertThat(NumberPattern.parse("{dept}-{year}-{serial:5}", "p").hasForm())
                .isFalse();
        assertThat(NumberPattern.parse("{form}{year}-{serial:5}", "p").hasForm())
                .isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "  ",
                "{dept}-{year}",
                "{dept}-{serial:5}",
                "{year}-{serial:5}-{serial:3}",
                "{year}-{year}-{serial:3}",
                "{year}-{serial}",
                "{year}-{serial:4}",
                "{year}-{serial:5}-{user}",
                "{year}-{serial:5",
                "{year}-{serial:5}}",
                "{}{year}-{serial:5}",
                "{year}<b>{serial:5}",
                "{year}\n{serial:5}",
                "{year}'{serial:5}",
                "{YEAR}-{serial:5}",
                "0123456789012345678901234567890123456789012345678{year}{serial:5}",
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> NumberPattern.parse(pattern, "number.pattern"))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors().get(0).field()).isEqualTo("number.pattern"));
    }

    @Property
    void differentSerialsHaveDifferentNumbers(
            @ForAll @LongRange(min = 1, max = 99_999_999) long a,
            @ForAll @LongRange(min = 1, max = 99_999_999) long b) {
        NumberPattern pattern = NumberPattern.parse("{dept}-{year}-{serial:3}", "p");
        assertThat(pattern.format(new Parts("", "총무", "", 2026, a))
                        .equals(pattern.format(new Parts("", "총무", "", 2026, b))))
                .isEqualTo(a == b);
    }
}
