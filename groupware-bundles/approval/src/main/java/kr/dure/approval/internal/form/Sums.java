package kr.dure.approval.internal.form;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands below the columns of tables. */
public final class Sums {
    private Sums() {}

    /**
     * Adds up.
     *
     * @param values checked
     * @return by table and column; a table without sums is not there
     */
    public static Map<String, Map<String, BigDecimal>> of(FormDefinition definition, Map<String, ?> values) {
        Map<String, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
        for (FormField field : definition.fields()) {
            if (field instanceof FormField.Table table && !table.sums().isEmpty()) {
                Map<String, BigDecimal> columns = new LinkedHashMap<>();
                table.sums().forEach(column -> columns.put(column, sum(table, column, values.get(table.key()))));
                sums.put(table.key(), columns);
            }
        }
        return sums;
    }

    private static BigDecimal sum(FormField.Table table, String column, Object rows) {
        int places = table.columns().stream()
                .filter(field -> field.key().equals(column))
                .map(field -> ((FormField.Numeric) field).places())
                .findFirst()
                .orElse(0);
        BigDecimal sum = BigDecimal.ZERO.setScale(places);
        for (Object row : rows instanceof List<?> list ? list : List.of()) {
            if (((Map<?, ?>) row).get(column) instanceof BigDecimal number) {
                sum = sum.add(number);
            }
        }
        return sum;
    }
}
