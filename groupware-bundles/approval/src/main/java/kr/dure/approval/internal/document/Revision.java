package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A change of the content by somebody in the line.
 *
 * @param revision the number of what the change made; the first content is 1
 */
public record Revision(int revision, Instant at, Who by, List<Change> changes) {
    /**
     * What differs.
     *
     * @param field path, e.g. {@code items[2].amount}
     * @param before null when it was not there
     * @param after null when it is gone
     */
    public record Change(String field, Object before, Object after) {}

    /** The differences of two contents, by field. */
    static List<Change> diff(Map<String, ?> before, Map<String, ?> after) {
        List<Change> changes = new ArrayList<>();
        compare("", before, after, changes);
        return changes;
    }

    private static void compare(String path, Object before, Object after, List<Change> changes) {
        if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            TreeSet<String> keys = new TreeSet<>();
            one.keySet().forEach(key -> keys.add(String.valueOf(key)));
            other.keySet().forEach(key -> keys.add(String.valueOf(key)));
            for (String key : keys) {
                compare(path.isEmpty() ? key : path + "." + key, one.get(key), other.get(key), changes);
            }
        } else if (before instanceof List<?> one && after instanceof List<?> other) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                compare(path + "[" + i + "]", at(one, i), at(other, i), changes);
            }
        } else if (!same(before, after)) {
            changes.add(new Change(path, before, after));
        }
    }

    private static boolean same(Object before, Object after) {
        return before instanceof Number && after instanceof Number
                ? new java.math.BigDecimal(before.toString()).compareTo(new java.math.BigDecimal(after.toString())) == 0
                : Objects.equals(before, after);
    }

    private static Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }
}
