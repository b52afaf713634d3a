package kr.dure.sms.internal;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.OptionalInt;

/** What fits into one text message: 90 bytes of CP949, a Hangul syllable counting two. */
final class MessageText {
    /** The most bytes of a message without subject. */
    static final int MAX_BYTES = 90;

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

    private static boolean encodes(CharsetEncoder encoder, String character) {
        try {
            encoder.encode(CharBuffer.wrap(character));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
