package kr.dure.search.internal;

import java.time.Instant;
import java.util.List;
import kr.dure.search.internal.text.Mark;
import kr.dure.search.internal.text.Snippet;

/**
 * What was found.
 *
 * @param items best first, of equally good ones the newest first
 * @param next what to pass as {@code after} for the next page, or null on the last
 * @param counts of all apps, whichever was asked for; null on pages after the first
 */
record SearchResults(List<Item> items, String next, Counts counts) {
    SearchResults {
        items = List.copyOf(items);
    }

    /**
     * @param title plain text, and what of it was found
     * @param snippet a piece of the text, plain
     */
    record Item(String app, String kind, String id, Heading title, Snippet snippet, String link, Instant updatedAt) {}

    /** A title; marks are offsets into it in UTF-16 units. */
    record Heading(String text, List<Mark> marks) {
        Heading {
            marks = List.copyOf(marks);
        }
    }

    /**
     * @param more whether counting ended at 1,000 and there are more
     * @param exact whether it was counted; otherwise some may be documents that have the syllables, but not in a row
     */
    record Counts(List<Count> apps, boolean more, boolean exact) {
        Counts {
            apps = List.copyOf(apps);
        }
    }

    /** How many documents of an app were found. */
    record Count(String app, long count) {}
}
