package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTextTest {
    @Test
    void aSyllableCountsTwoBytesAndALetterOne() {
        assertThat(MessageText.bytes("가".repeat(45))).isEqualTo(MessageText.MAX_BYTES);
        assertThat(MessageText.bytes("가".repeat(46))).isGreaterThan(MessageText.MAX_BYTES);
        assertThat(MessageText.bytes("a".repeat(90))).isEqualTo(MessageText.MAX_BYTES);
        assertThat(MessageText.bytes("가a\n")).isEqualTo(4);
    }

    @Test
    void everyModernSyllableCanBeShown() {
        StringBuilder all = new StringBuilder();
        for (char syllable = '가'; syllable <= '힣'; syllable++) {
            all.append(syllable);
        }
        assertThat(MessageText.unmappable(all.toString())).isEmpty();
        assertThat(MessageText.bytes(all.toString())).isEqualTo(2 * all.length());
    }

    @Test
    void anEmojiIsRefusedAtItsPositionCountedInCharacters() {
        assertThat(MessageText.unmappable("안녕😀")).hasValue(3);
        assertThat(MessageText.unmappable("😀안녕")).hasValue(1);
        assertThat(MessageText.unmappable("é")).hasValue(1);
        assertThat(MessageText.unmappable("\ud83d")).hasValue(1);
    }

    @Test
    void controlCharactersButLineEndAndTabAreRefused() {
        assertThat(MessageText.unmappable("a\n\tb")).isEmpty();
        assertThat(MessageText.unmappable("ab\0")).hasValue(3);
        assertThat(MessageText.unmappable("\u001b[0m")).hasValue(1);
    }

    @Test
    void everyLineEndBecomesOneByte() {
        assertThat(MessageText.normalise("a\r\nb\rc\nd")).isEqualTo("a\nb\nc\nd");
        assertThat(MessageText.normalise("\r\n\r\n")).isEqualTo("\n\n");
    }
}
