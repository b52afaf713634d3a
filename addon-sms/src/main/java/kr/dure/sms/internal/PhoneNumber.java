package kr.dure.sms.internal;

import java.util.Optional;
import java.util.regex.Pattern;

/** Korean telephone numbers in domestic form, digits only. */
final class PhoneNumber {
    private static final Pattern MOBILE = Pattern.compile("010[0-9]{8}|01[16789][0-9]{7,8}");
    /** Area, mobile, internet, service and nation-wide numbers; neither 030 nor 050 may send. */
    private static final Pattern SENDER =
            Pattern.compile("02[0-9]{7,8}|0(3[1-3]|4[1-4]|5[1-5]|6[1-4])[0-9]{7,8}|010[0-9]{8}|01[16789][0-9]{7,8}"
                    + "|070[0-9]{8}|080[0-9]{7,8}|1[568][0-9]{6}");

    private PhoneNumber() {}

    /** The digits of a mobile number that can receive messages, or empty. */
    static Optional<String> mobile(String typed) {
        return digits(typed).filter(number -> MOBILE.matcher(number).matches());
    }

    /** The digits of a number that may be registered as a sender, or empty. */
    static Optional<String> sender(String typed) {
        return digits(typed).filter(number -> SENDER.matcher(number).matches());
    }

    private static Optional<String> digits(String typed) {
        if (typed == null || typed.length() > 20) {
            return Optional.empty();
        }
        String digits = typed.strip().replaceAll("[- ]", "");
        return digits.startsWith("+82") ? Optional.of("0" + digits.substring(3)) : Optional.of(digits);
    }
}
