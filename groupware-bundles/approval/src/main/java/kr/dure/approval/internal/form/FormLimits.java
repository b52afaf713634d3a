package kr.dure.approval.internal.form;

/** How large forms and documents may be. */
final class FormLimits {
    static final int FIELDS = 100;
    static final int TABLES = 10;
    static final int COLUMNS = 20;
    static final int ROWS = 500;
    static final int OPTIONS = 200;
    static final int RULES = 50;
    static final int LABEL = 100;
    static final int HELP = 500;
    static final int TEXT = 20_000;
    static final int RICH_TEXT = 200_000;
    static final int CHOSEN = 50;
    static final int DECIMALS = 6;
    static final int MAX_DAYS = 3_660;

    /** Digits before the point. */
    static final int DIGITS = 15;

    /** Characters of all texts of a document. */
    static final int BODY = 1_000_000;

    /** Fields at fault that one answer names. */
    static final int ERRORS = 50;

    private FormLimits() {}
}
