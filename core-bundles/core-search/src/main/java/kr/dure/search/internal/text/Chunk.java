package kr.dure.search.internal.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a query, in the parts it has when scripts change in it: {@code ABC-123} is a word of letters and, right behind
 * it, one of digits. A document has the chunk when it has the parts behind one another with at most one joining character
 * between; the last may go on (a beginning is enough), and a first part of syllables may begin inside a word.
 */
final class Chunk {
    private final List<Part> parts;

    /** @param script never NONE */
    record Part(char[] chars, Script script) {
        static Part of(String text, Script script) {
            return new Part(text.toCharArray(), script);
        }

        String text() {
            return new String(chars);
        }
    }

    Chunk(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    boolean jamo() {
        return parts.get(0).script() == Script.JAMO;
    }

    char[] letters() {
        return parts.get(0).chars();
    }

    /** Whether the index alone knows which documents have it. */
    boolean exact() {
        return parts.size() == 1
                && parts.get(0).chars().length
                        <= (jamo() ? 3 : parts.get(0).script().syllabic() ? 2 : Terms.LONGEST_WORD);
    }

    /** Where the text has it, at {@code start} or behind; null: nowhere. */
    int[] find(Folded text, int start) {
        Part first = parts.get(0);
        boolean inside = first.chars().length > 1 && (first.script().syllabic() || jamo());
        boolean inner = parts.size() > 1 && first.script().syllabic();
        for (int i = text.indexOf(first.chars(), start); i >= 0; i = text.indexOf(first.chars(), i + 1)) {
            if (inside || inner || text.begins(i)) {
                int end = end(text, i);
                if (end > 0) {
                    return new int[] {i, end};
                }
            }
        }
        return null;
    }

    private int end(Folded text, int start) {
        int at = start;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (i > 0) {
                if (at < text.length() && text.script(at) == Script.NONE && text.joins(at)) {
                    at++;
                }
                if (!text.has(part.chars(), at) || !text.begins(at)) {
                    return 0;
                }
            }
            int end = at + part.chars().length;
            boolean last = i == parts.size() - 1;
            if ((!last || whole(part)) && end < text.length() && !text.begins(end)) {
                return 0;
            }
            at = end;
        }
        return at;
    }

    /** A single letter or digit is a word, not the beginning of one. */
    private static boolean whole(Part part) {
        return !part.script().syllabic() && part.script() != Script.JAMO && part.chars().length == 1;
    }

    /** What the index is asked for, in the words of a tsquery; one at least. */
    List<String> terms(String prefix) {
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String text = part.text();
            if (part.script() == Script.JAMO) {
                grams(text, Math.min(3, text.length()), prefix, terms);
            } else if (!part.script().syllabic()) {
                boolean begins = i == parts.size() - 1 && !whole(part);
                terms.add(Terms.quoted(prefix + Terms.cut(text, Terms.LONGEST_WORD)) + (begins ? ":*" : ""));
            } else if (text.length() > 1) {
                grams(text, 2, prefix, terms);
            } else if (i > 0 || parts.size() == 1) {
                terms.add(Terms.quoted(prefix + text));
            }
        }
        return terms;
    }

    private static void grams(String text, int size, String prefix, List<String> terms) {
        for (int i = 0; i + size <= text.length(); i++) {
            terms.add(Terms.quoted(prefix + text.substring(i, i + size)));
        }
    }
}
