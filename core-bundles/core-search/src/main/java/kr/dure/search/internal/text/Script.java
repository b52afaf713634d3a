package kr.dure.search.internal.text;

/** What a character of a folded text belongs to; a run of one script is a word, or a part of one. */
enum Script {
    /** Between words. */
    NONE,
    /** Hangul syllables. Words are found by any two neighbours in them, and by the first alone. */
    HANGUL,
    /** Han and kana; like Hangul. */
    CJK,
    /** Letters of Hangul that stand alone (ㄱ, ㅏ), as somebody types who searches by initial consonants (초성). */
    JAMO,
    /** Letters of all other scripts. Words are found by their beginning. */
    LETTER,
    /** Digits; like letters. */
    DIGIT;

    private static final char FIRST_SYLLABLE = '가';
    private static final char LAST_SYLLABLE = '힣';
    private static final char FIRST_JAMO = 'ㄱ';
    private static final char LAST_JAMO = 'ㅣ';
    private static final int FIRST_BEYOND_ASCII = 0x80;

    /** Whether a word of it is found by two neighbours. */
    boolean syllabic() {
        return this == HANGUL || this == CJK;
    }

    static Script of(int codePoint) {
        if (codePoint >= FIRST_SYLLABLE && codePoint <= LAST_SYLLABLE) {
            return HANGUL;
        }
        if (codePoint >= FIRST_JAMO && codePoint <= LAST_JAMO) {
            return JAMO;
        }
        if (codePoint < FIRST_BEYOND_ASCII) {
            return codePoint >= 'a' && codePoint <= 'z' || codePoint >= 'A' && codePoint <= 'Z'
                    ? LETTER
                    : codePoint >= '0' && codePoint <= '9' ? DIGIT : NONE;
        }
        if (Character.isDigit(codePoint)) {
            return DIGIT;
        }
        if (!Character.isLetter(codePoint)) {
            return NONE;
        }
        return Character.isBmpCodePoint(codePoint) && pictorial(codePoint) ? CJK : LETTER;
    }

    private static boolean pictorial(int codePoint) {
        if (Character.isIdeographic(codePoint)) {
            return true;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }
}
