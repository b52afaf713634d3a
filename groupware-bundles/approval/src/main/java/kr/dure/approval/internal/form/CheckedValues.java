package kr.dure.approval.internal.form;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A document's values as they are kept.
 *
 * @param values by field, in the order of the form: {@code String}, {@code BigDecimal}, {@code List}, {@code Map} or null;
 *     formulas computed, automatic fields filled in, names beside ids
 * @param sums of tables' columns: {@code sums.get("items").get("amount")}
 */
public record CheckedValues(Map<String, Object> values, Map<String, Map<String, BigDecimal>> sums) {}
