package kr.dure.approval.internal.form;

/**
 * Keys of the fields that hold what approval lines (by amount) and other apps (leave, overtime, payments) need to know;
 * null for what a form does not have. See {@link DocumentFacts}.
 *
 * @param amount of a money field
 * @param days of a number field
 * @param hours of a number field
 * @param period of a period, or of a date for a single day
 * @param type of a select with one choice
 * @param person of a person picker with one choice
 */
public record FormMeaning(String amount, String days, String hours, String period, String type, String person) {
    /** A form that means nothing to machines. */
    public static final FormMeaning NONE = new FormMeaning(null, null, null, null, null, null);
}
