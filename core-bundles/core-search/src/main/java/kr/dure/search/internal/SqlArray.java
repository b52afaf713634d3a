package kr.dure.search.internal;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** PostgreSQL's array literals (8.15.2), so that one statement writes many rows. */
final class SqlArray {
    private SqlArray() {}

    /** One element for each item, from its text. */
    static <T> String of(Collection<T> items, Function<T, Object> element) {
        return items.stream()
                .map(item -> '"'
                        + element.apply(item).toString().replace("\\", "\\\\").replace("\"", "\\\"")
                        + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Of texts. */
    static String of(Collection<String> items) {
        return of(items, item -> item);
    }
}
