package kr.dure.search.internal.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as it is compared, and the way back to the text as it was written: composed (a name typed on a Mac in NFD is the
 * same), of ordinary width, in lower case. Immutable.
 */
final class Folded {
    /** Initial consonants in the order in which syllables are numbered. */
    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    /** What a keyboard makes of two consonants in a row; whoever typed them meant the two. */
    private static final String PAIRS = "ㄳㄱㅅㄵㄴㅈㄶㄴㅎㄺㄹㄱㄻㄹㅁㄼㄹㅂㄽㄹㅅㄾㄹㅌㄿㄹㅍㅀㄹㅎㅄㅂㅅ";

    private static final int PER_INITIAL = 588;
    private static final int FIRST_L = 0x1100;
    private static final int FIRST_V = 0x1161;
    private static final int LAST_V = 0x1175;

    private final Script[] scripts;
    private final char[] chars;
    private final int[] from;
    private final int[] to;
    private final int length;

    private Folded(Builder built) {
        this.length = built.length;
        this.chars = Arrays.copyOf(built.chars, length);
        this.from = Arrays.copyOf(built.from, length);
        this.to = Arrays.copyOf(built.to, length);
        this.scripts = new Script[length];
        for (int i = 0; i < length; i++) {
            if (Character.isHighSurrogate(chars[i]) && i + 1 < length && Character.isLowSurrogate(chars[i + 1])) {
                scripts[i] = Script.of(Character.toCodePoint(chars[i], chars[i + 1]));
                scripts[i + 1] = scripts[i];
                i++;
            } else {
                scripts[i] = Character.isSurrogate(chars[i]) ? Script.NONE : Script.of(chars[i]);
            }
        }
    }

    static Folded of(String text) {
        Builder built = new Builder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            char c = text.charAt(at);
            if (Character.isHighSurrogate(c) && end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            while (end < text.length() && extendsTheOneBefore(text.charAt(end))) {
                end++;
            }
            if (end == at + 1 && simple(c)) {
                built.add(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c, at, end);
            } else {
                fold(text.substring(at, end), built, at, end);
            }
            at = end;
        }
        return new Folded(built);
    }

    private static boolean simple(char c) {
        Script script = Script.of(c);
        return c < 0x80 || script == Script.HANGUL || script == Script.JAMO && PAIRS.indexOf(c) % 3 != 0;
    }

    private static boolean extendsTheOneBefore(char c) {
        if (c < 0x300) {
            return false;
        }
        if (c >= 0x1160 && c <= 0x11ff || c >= 0xffc2 && c <= 0xffdc) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || c == 0xff9e
                || c == 0xff9f;
    }

    private static void fold(String piece, Builder built, int at, int end) {
        if (piece.length() == 1 && Script.of(piece.charAt(0)) == Script.JAMO) {
            int pair = PAIRS.indexOf(piece);
            built.add(PAIRS.charAt(pair + 1), at, end);
            built.add(PAIRS.charAt(pair + 2), at, end);
            return;
        }
        if (Character.getType(piece.charAt(0)) == Character.FORMAT && piece.length() == 1) {
            return;
        }
        String folded = Normalizer.normalize(piece, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (int i = 0; i < folded.length(); i++) {
            built.add(alone(folded.charAt(i)), at, end);
        }
    }

    /** NFKC turns letters of Hangul that stand alone into halves of a syllable; these are whole again. */
    private static char alone(char c) {
        if (c >= FIRST_L && c < FIRST_L + INITIALS.length()) {
            return INITIALS.charAt(c - FIRST_L);
        }
        return c >= FIRST_V && c <= LAST_V ? (char) ('ㅏ' + (c - FIRST_V)) : c;
    }

    int length() {
        return length;
    }

    char at(int index) {
        return chars[index];
    }

    Script script(int index) {
        return scripts[index];
    }

    String part(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** Whether a run of one script begins here. */
    boolean begins(int index) {
        return index == 0 || scripts[index - 1] != scripts[index];
    }

    /** Where the run that {@code index} is in ends. */
    int runEnd(int index) {
        int end = index + 1;
        while (end < length && scripts[end] == scripts[index]) {
            end++;
        }
        return end;
    }

    /** Whether a character that is no word's may stand between two parts of one: {@code ABC-123}. */
    boolean joins(int index) {
        return "-_./:@+#&'·’".indexOf(chars[index]) >= 0;
    }

    /** Where the text has {@code needle}, at {@code start} or behind it; -1: nowhere. */
    int indexOf(char[] needle, int start) {
        for (int i = start; i <= length - needle.length; i++) {
            if (has(needle, i)) {
                return i;
            }
        }
        return -1;
    }

    boolean has(char[] needle, int index) {
        if (index + needle.length > length) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (chars[index + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    /** The marks in the text as it was written of what stands from {@code start} to {@code end} here. */
    Mark source(int start, int end) {
        return new Mark(from[start], to[end - 1]);
    }

    /** Everything that is part of a word, without what is between. */
    String solid() {
        StringBuilder solid = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            if (scripts[i] != Script.NONE) {
                solid.append(chars[i]);
            }
        }
        return solid.toString();
    }

    /** The initial consonant of a syllable. */
    static char initial(char syllable) {
        return INITIALS.charAt((syllable - '가') / PER_INITIAL);
    }

    private static final class Builder {
        private char[] chars;
        private int[] from;
        private int[] to;
        private int length;

        Builder(int size) {
            chars = new char[size];
            from = new int[size];
            to = new int[size];
        }

        void add(char c, int start, int end) {
            if (length == chars.length) {
                int size = length * 2 + 8;
                chars = Arrays.copyOf(chars, size);
                from = Arrays.copyOf(from, size);
                to = Arrays.copyOf(to, size);
            }
            chars[length] = c;
            from[length] = start;
            to[length] = end;
            length++;
        }
    }
}
