package kr.dure.approval.internal.form;

import kr.dure.product.Text;

/**
 * What holds between the fields of a submitted document, e.g. {@code days <= period.days}.
 *
 * @param check a formula that is true or false
 * @param field key of the field that is named when it does not hold
 * @param message what is wrong then
 */
public record FormRule(String check, String field, Text message) {}
