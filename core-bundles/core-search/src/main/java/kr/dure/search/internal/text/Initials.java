package kr.dure.search.internal.text;

/**
 * The initial consonants (초성) of a text, across the spaces between its words, as people type them: ㅈㅈㄱㅈ for 전자 결재.
 * What is neither Hangul nor a space breaks the row.
 */
final class Initials {
    private static final char BREAK = ' ';

    private final Folded text;
    private final char[] row;
    private final int[] at;
    private final int length;

    Initials(Folded text) {
        this.text = text;
        row = new char[text.length()];
        at = new int[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            Script script = text.script(i);
            if (script == Script.HANGUL || script == Script.JAMO) {
                row[count] = script == Script.HANGUL ? Folded.initial(c) : c;
            } else if (Character.isWhitespace(c)) {
                continue;
            } else {
                row[count] = BREAK;
            }
            at[count++] = i;
        }
        length = count;
    }

    /** Gives every row of {@code size} letters, and for one the first of each word. */
    void each(int size, java.util.function.Consumer<String> grams) {
        for (int i = 0; i + size <= length; i++) {
            String gram = new String(row, i, size);
            if (gram.indexOf(BREAK) < 0 && (size > 1 || beginsWord(i))) {
                grams.accept(gram);
            }
        }
    }

    /** Where these letters stand in the folded text, from and to; null: nowhere. */
    int[] find(char[] letters) {
        for (int i = 0; i + letters.length <= length; i++) {
            if (has(letters, i) && (letters.length > 1 || beginsWord(i))) {
                return new int[] {at[i], at[i + letters.length - 1] + 1};
            }
        }
        return null;
    }

    private boolean beginsWord(int index) {
        int i = at[index];
        return i == 0 || text.script(i - 1) != Script.HANGUL && text.script(i - 1) != Script.JAMO;
    }

    private boolean has(char[] letters, int index) {
        for (int i = 0; i < letters.length; i++) {
            if (row[index + i] != letters[i]) {
                return false;
            }
        }
        return true;
    }
}
