package kr.dure.documents.internal.sheet;

import java.util.regex.Pattern;

/** Text that a spreadsheet would run as a formula begins, in CSV, with an apostrophe, which it shows as text. */
final class Formulas {
    private static final Pattern START = Pattern.compile("[=+@\\-\t\r\n＝＋－＠]");

    private Formulas() {}

    static String harmless(String text) {
        return START.matcher(text).lookingAt() ? "'" + text : text;
    }

    /** Takes the apostrophe of {@link #harmless} away again. */
    static String bare(String text) {
        return text.startsWith("'") && START.matcher(text.substring(1)).lookingAt() ? text.substring(1) : text;
    }
}
