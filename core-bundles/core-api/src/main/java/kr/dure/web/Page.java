package kr.dure.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items the rows, in order
 * @param next what to pass as {@code after} for the next page, or null on the last
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }

    /** How many rows a page has when the caller does not say. */
    public static final int DEFAULT_LIMIT = 50;

    /** The largest {@code limit}. */
    public static final int MAX_LIMIT = 200;

    /** A list that is short by its nature, with all its rows. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * Returns {@code limit} if a list may have it.
     *
     * @throws Problem 400 naming the parameter outside 1 to {@link #MAX_LIMIT}
     */
    public static int checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new BadRequest(
                    "limit", "limit은 1부터 " + MAX_LIMIT + "까지입니다.", "limit must be from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }

    /**
     * Makes a page of rows that were read with {@code limit + 1}: the surplus row tells that there is a next page.
     *
     * @param cursor what identifies a row, taken from the last one on the page
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.get(limit - 1)));
    }
}
