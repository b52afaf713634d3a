package kr.dure.tenant;

/** The Korean business registration number (사업자등록번호): ten digits, the last one a check digit. */
public final class BusinessNumber {
    private static final int[] WEIGHTS = {1, 3, 7, 1, 3, 7, 1, 3, 5};

    private BusinessNumber() {}

    /** The ten digits of {@code text}, or null when it is none. Hyphens are ignored. */
    public static String normalise(String text) {
        if (text == null) {
            return null;
        }
        String digits = text.replace("-", "").strip();
        if (!digits.matches("[0-9]{10}")) {
            return null;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += digit(digits, i) * WEIGHTS[i];
        }
        sum += digit(digits, 8) * 5 / 10;
        return (10 - sum % 10) % 10 == digit(digits, 9) ? digits : null;
    }

    /** As it is printed, {@code 220-81-62517}. @param digits what {@link #normalise} gave */
    public static String format(String digits) {
        return digits.substring(0, 3) + "-" + digits.substring(3, 5) + "-" + digits.substring(5);
    }

    private static int digit(String digits, int index) {
        return digits.charAt(index) - '0';
    }
}
