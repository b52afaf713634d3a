package kr.dure.search.internal.text;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the index knows of a document: pairs of neighbouring syllables, words, and for the title both once more by
 * themselves, its initial consonants, and the whole.
 */
public final class Terms {
    /** Before what is in the title. */
    static final String TITLE = "#";

    /** Before a title as a whole. */
    static final String WHOLE = "=";

    /** Of a word, and of a whole title, this much is indexed. */
    static final int LONGEST_WORD = 40;

    static final int LONGEST_WHOLE = 200;

    private Terms() {}

    /** The document's terms as PostgreSQL's tsvector reads them. */
    public static String of(String title, String text) {
        Set<String> terms = new LinkedHashSet<>();
        Set<String> titles = new LinkedHashSet<>();
        Folded folded = Folded.of(title);
        words(folded, titles);
        Initials initials = new Initials(folded);
        for (int size = 1; size <= 3; size++) {
            initials.each(size, titles::add);
        }
        for (String term : titles) {
            terms.add(term);
            terms.add(TITLE + term);
        }
        String solid = folded.solid();
        if (!solid.isEmpty()) {
            terms.add(WHOLE + cut(solid, LONGEST_WHOLE));
        }
        words(Folded.of(text), terms);
        StringBuilder vector = new StringBuilder(terms.size() * 6);
        for (String term : terms) {
            vector.append(quoted(term)).append(' ');
        }
        return vector.toString();
    }

    private static void words(Folded text, Set<String> terms) {
        int start = 0;
        while (start < text.length()) {
            int end = text.runEnd(start);
            switch (text.script(start)) {
                case NONE -> {}
                case LETTER, DIGIT -> terms.add(cut(text.part(start, end), LONGEST_WORD));
                case JAMO -> {
                    terms.add(text.part(start, start + 1));
                    grams(text, start, end, 2, terms);
                    grams(text, start, end, 3, terms);
                }
                default -> {
                    terms.add(text.part(start, start + 1));
                    grams(text, start, end, 2, terms);
                }
            }
            start = end;
        }
    }

    private static void grams(Folded text, int start, int end, int size, Set<String> terms) {
        for (int i = start; i + size <= end; i++) {
            terms.add(text.part(i, i + size));
        }
    }

    /** Without tearing a surrogate pair. */
    static String cut(String word, int max) {
        if (word.length() <= max) {
            return word;
        }
        return word.substring(0, Character.isHighSurrogate(word.charAt(max - 1)) ? max - 1 : max);
    }

    /** Terms hold letters and digits only; should one ever hold a quote or a backslash, it stays inside. */
    static String quoted(String term) {
        return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
