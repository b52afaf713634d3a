package kr.dure.identity.internal.organisation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kr.dure.product.Text;

/** What is wrong with a file, place by place. */
final class ImportErrors {
    private final List<Found> all = new ArrayList<>();

    /** @param row null where it concerns no single line */
    record Found(String sheet, Integer row, String field, Text message) {}

    /** As the client reads it. */
    public record Shown(String sheet, Integer row, String field, String message) {}

    void add(String sheet, Integer row, String field, Text message) {
        all.add(new Found(sheet, row, field, message));
    }

    void add(ImportColumn column, int row, String ko, String en) {
        add(column.sheet, row, column.field, new Text(ko, en));
    }

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Found> of(String sheet) {
        return all.stream().filter(found -> found.sheet().equals(sheet)).toList();
    }

    List<Shown> shown(Locale language) {
        return all.stream()
                .map(found -> new Shown(
                        found.sheet(),
                        found.row(),
                        found.field(),
                        found.message().in(language)))
                .toList();
    }
}
