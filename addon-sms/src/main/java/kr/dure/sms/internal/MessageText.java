package kr.dure.sms.internal;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.OptionalInt;
import kr.dure.web.Invalid;

/** What fits into a text message, counted in bytes of CP949, a Hangul syllable counting two. */
final class MessageText {
    /** The most bytes of a short message (SMS). */
    static final int MAX_BYTES = 90;

    /** The most bytes of a long message (LMS), without its subject. */
    static final int MAX_LONG_BYTES = 2000;

    static final int MAX_SUBJECT_BYTES = 40;

    private static final Charset CP949 = Charset.forName("x-windows-949");

    private MessageText() {}

    /** Line ends as one byte, as carriers count them. */
    static String normalise(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** The length in bytes of CP949; what cannot be encoded counts as one. */
    static int bytes(String text) {
        return text.getBytes(CP949).length;
    }

    /** Whether a text is too long for a short message. */
    static boolean isLong(String text) {
        return bytes(text) > MAX_BYTES;
    }

    /**
     * Checks a text of a message, or its subject.
     *
     * @param field what the caller calls it
     * @param most how many bytes it may have
     */
    static void check(Invalid.Checks checks, String field, String text, int most) {
        int bytes = bytes(text);
        checks.check(
                bytes <= most,
                field,
                "내용이 " + bytes + "바이트입니다. " + most + "바이트(한글 " + most / 2 + "자)까지입니다.",
                "The text has " + bytes + " bytes; at most " + most + " (" + most / 2 + " Hangul syllables) fit.");
        OptionalInt unmappable = unmappable(text);
        checks.check(
                unmappable.isEmpty(),
                field,
                unmappable.orElse(0) + "번째 글자는 휴대전화에 표시되지 않습니다. 지우거나 바꿔 주세요.",
                "Character " + unmappable.orElse(0) + " cannot be shown on a phone. Remove or replace it.");
    }

    /** The position, from 1 and in characters as people count them, of the first that no phone would show. */
    static OptionalInt unmappable(String text) {
        CharsetEncoder encoder = CP949.newEncoder();
        int position = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i)), position++) {
            int point = text.codePointAt(i);
            boolean control = point < ' ' && point != '\n' && point != '\t';
            if (control || !encodes(encoder, Character.toString(point))) {
                return OptionalInt.of(position);
            }
        }
        return OptionalInt.empty();
    }

    /** A text that any phone shows and any carrier takes: what cannot be shown is replaced, what is too long is cut. */
    static String fit(String text, int most) {
        CharsetEncoder encoder = CP949.newEncoder();
        StringBuilder shown = new StringBuilder();
        normalise(text).codePoints().forEach(point -> {
            boolean fits = (point >= ' ' || point == '\n') && encodes(encoder, Character.toString(point));
            shown.appendCodePoint(fits ? point : '?');
        });
        if (bytes(shown.toString()) <= most) {
            return shown.toString();
        }
        // Every character is one of Java's now.
        while (bytes(shown + "…") > most) {
            shown.setLength(shown.length() - 1);
        }
        return shown + "…";
    }

    private static boolean encodes(CharsetEncoder encoder, String character) {
        try {
            encoder.encode(CharBuffer.wrap(character));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
