package kr.dure.document;

/**
 * An amount in Hangul as Korean papers write it against forgery: {@code 일금 일백이십삼만사천오백육십칠원정}, every digit with its
 * name, also the one that speech leaves out.
 */
public final class HangulAmount {
    private static final String DIGITS = "영일이삼사오육칠팔구";
    private static final String[] PLACES = {"", "십", "백", "천"};
    private static final String[] GROUPS = {"", "만", "억", "조", "경"};
    private static final int GROUP = 10_000;

    private HangulAmount() {}

    /**
     * @param won 0 or more
     * @throws IllegalArgumentException for a negative amount
     */
    public static String of(long won) {
        return "일금 " + number(won) + "원정";
    }

    static String number(long won) {
        if (won < 0) {
            throw new IllegalArgumentException("No amount in Hangul for " + won + ".");
        }
        if (won == 0) {
            return "영";
        }
        StringBuilder text = new StringBuilder();
        long left = won;
        for (int group = 0; left > 0; group++) {
            int four = (int) (left % GROUP);
            if (four > 0) {
                text.insert(0, four(four) + GROUPS[group]);
            }
            left /= GROUP;
        }
        return text.toString();
    }

    private static String four(int number) {
        StringBuilder text = new StringBuilder();
        int left = number;
        for (int place = 0; left > 0; place++) {
            int digit = left % 10;
            if (digit > 0) {
                text.insert(0, DIGITS.charAt(digit) + PLACES[place]);
            }
            left /= 10;
        }
        return text.toString();
    }
}
