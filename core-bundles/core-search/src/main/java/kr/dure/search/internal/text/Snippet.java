package kr.dure.search.internal.text;

import java.util.List;

/**
 * A piece of a text, plain: whoever shows it as HTML has to escape it.
 *
 * @param marks what was found, in order, without overlaps; offsets into {@code text}
 * @param cutBefore whether the text goes on before it
 * @param cutAfter whether the text goes on behind it
 */
public record Snippet(String text, List<Mark> marks, boolean cutBefore, boolean cutAfter) {
    public Snippet {
        marks = List.copyOf(marks);
    }
}
