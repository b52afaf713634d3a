package kr.dure.notification.internal.notice;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** PostgreSQL's array literals (8.15.2), so that one statement writes or asks for many rows. */
final class SqlArray {
    private SqlArray() {}

    /** One element for each item, from its text; null stays null. */
    static <T> String of(Collection<T> items, Function<T, Object> element) {
        return items.stream().map(item -> quote(element.apply(item))).collect(Collectors.joining(",", "{", "}"));
    }

    static String of(Collection<?> items) {
        return of(items, item -> item);
    }

    private static String quote(Object value) {
        return value == null
                ? "NULL"
                : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
