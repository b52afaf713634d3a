package kr.dure.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangulAmountTest {
    @ParameterizedTest
    @CsvSource({
        "0, 일금 영원정",
        "7, 일금 칠원정",
        "10, 일금 일십원정",
        "110000, 일금 일십일만원정",
        "1234567, 일금 일백이십삼만사천오백육십칠원정",
        "100010000, 일금 일억일만원정",
        "10000000000000000, 일금 일경원정"
    })
    void amountsAreWrittenAgainstForgery(long won, String text) {
        assertThat(HangulAmount.of(won)).isEqualTo(text);
    }

    @Property
    void whatIsWrittenReadsAsTheSameAmount(@ForAll @LongRange(min = 0, max = 9_999_999_999_999_999L) long won) {
        assertThat(read(HangulAmount.number(won))).isEqualTo(won);
    }

    @Property
    void anyTwoAmountsReadDifferently(
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long one,
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long other) {
        assertThat(HangulAmount.of(one).equals(HangulAmount.of(other))).isEqualTo(one == other);
    }

    @Test
    void aNegativeAmountHasNoWords() {
        assertThatThrownBy(() -> HangulAmount.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Reads it the slow way, character by character. */
    private static long read(String text) {
        long sum = 0;
        long group = 0;
        long digit = 0;
        for (char c : text.toCharArray()) {
            int value = "영일이삼사오육칠팔구".indexOf(c);
            int place = "십백천".indexOf(c);
            int unit = "만억조경".indexOf(c);
            if (value >= 0) {
                digit = value;
            } else if (place >= 0) {
                group += digit * (long) Math.pow(10, place + 1);
                digit = 0;
            } else {
                sum += (group + digit) * (long) Math.pow(10_000, unit + 1);
                group = 0;
                digit = 0;
            }
        }
        return sum + group + digit;
    }
}
