package kr.dure.search;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that people find: what an app hands in, in plain text.
 *
 * @param kind {@code app.what}, e.g. {@code approval.document}; the part before the dot is the app's id, whose product
 *     must be on for a reader to find it
 * @param id tells it from the tenant's other documents of this kind, 1 to {@value #MAX_ID} characters
 * @param title what a list of results shows; not blank. Found by its words, by parts of them and by initial consonants
 *     (초성). Of a title, {@value #MAX_TITLE} characters are kept
 * @param text the rest, without markup; never null. {@value #MAX_TEXT} characters are kept and found, what comes behind
 *     them is not
 * @param readers who finds it
 * @param link where the screens open it, a path on the tenant's host such as {@code /app/approval/documents/…}
 * @param updatedAt decides the order of results that match equally well: newest first
 */
public record SearchDocument(
        String kind, String id, String title, String text, Readers readers, String link, Instant updatedAt) {
    /** Characters of an id. */
    public static final int MAX_ID = 200;

    /** Characters of a title. */
    public static final int MAX_TITLE = 500;

    /** Characters of a text. */
    public static final int MAX_TEXT = 50_000;

    private static final int REPLACEMENT = 0xfffd;
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,59}\\.[a-z][a-z0-9-]{0,59}");
    private static final Pattern LINK = Pattern.compile("/(?!/)[^\\s\\\\\\p{Cntrl}]{0,999}");

    /** @throws IllegalArgumentException when a value is not as described: the app's mistake, not its user's */
    public SearchDocument {
        checkKind(kind);
        checkId(id);
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(readers, "readers");
        Objects.requireNonNull(updatedAt, "updatedAt");
        if (title == null || title.isBlank()) {
            throw new IllegalArgumentException("A document needs a title: " + kind + " " + id);
        }
        if (link == null || !LINK.matcher(link).matches()) {
            throw new IllegalArgumentException("A link is a path on the tenant's host: " + link);
        }
        title = cut(title, MAX_TITLE);
        text = cut(text, MAX_TEXT);
    }

    /** The id of the app that the kind names. */
    public String app() {
        return kind.substring(0, kind.indexOf('.'));
    }

    /** @throws IllegalArgumentException when this is not a kind */
    static void checkKind(String kind) {
        if (kind == null || !KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("A kind is app.what in lower case: " + kind);
        }
    }

    private static void checkId(String id) {
        if (id == null || id.isBlank() || id.length() > MAX_ID || id.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("An id has 1 to " + MAX_ID + " characters: " + id);
        }
    }

    /** The database takes neither NUL nor half a surrogate pair; none is torn here. */
    private static String cut(String value, int max) {
        String clean = value.indexOf('\0') < 0 ? value : value.replace('\0', ' ');
        if (clean.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            clean = clean.codePoints()
                    .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        if (clean.length() <= max) {
            return clean;
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(max - 1)) ? max - 1 : max);
    }
}
