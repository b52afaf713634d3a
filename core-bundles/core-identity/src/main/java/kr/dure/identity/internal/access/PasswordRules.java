package kr.dure.identity.internal.access;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.web.Invalid;

/** What a new password must be: long enough, none of those that everybody tries first, and not the login id. */
public final class PasswordRules {
    /** The shortest that any tenant may allow; composition rules are no longer asked for (since 2023). */
    public static final int MIN_LENGTH = 8;

    private static final int MAX_LENGTH = 128;

    /** Korean words typed with the keyboard in English, and what Korean keyboards make easy. */
    private static final Set<String> KOREAN = Set.of(("dkssudgktpdy dkssudgk dkssud12 tkfkdgo12 tkfkdgody tkfkdgkqslek"
                    + " rlawldud qlalfqjsgh qlalfqjsgh1 eogksalsrnr eogksalsrnr1 gksrnrtkfka skfkrnrnr asdf1234 qwer1234"
                    + " 1q2w3e4r 1q2w3e4r! q1w2e3r4 qwer1234! 1234qwer 1234qwer! abcd1234 abcd1234! a1234567 a123456789"
                    + " aa123456 aa12345678 1qaz2wsx 1qaz2wsx! zxcv1234 asdfqwer qwerasdf zaq12wsx p@ssw0rd p@ssword")
            .split(" "));

    private static final Set<String> COMMON = common();

    private PasswordRules() {}

    private static Set<String> common() {
        try {
            return Stream.concat(
                            StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream(), KOREAN.stream())
                    .filter(word -> word.length() >= MIN_LENGTH)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes a password that breaks a rule under {@code field}. */
    public static void check(Invalid.Checks checks, String field, String password, String loginId, int minLength) {
        if (!checks.check(
                password != null && password.length() >= minLength && password.length() <= MAX_LENGTH,
                field,
                "비밀번호는 " + minLength + "자 이상 " + MAX_LENGTH + "자 이하여야 합니다.",
                "The password must have " + minLength + " to " + MAX_LENGTH + " characters.")) {
            return;
        }
        String plain = Normalizer.normalize(password, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (!checks.check(
                !plain.equals(loginId == null ? null : loginId.toLowerCase(Locale.ROOT)),
                field,
                "비밀번호가 로그인 아이디와 같을 수 없습니다.",
                "The password must differ from the login id.")) {
            return;
        }
        checks.check(
                !COMMON.contains(plain) && plain.chars().distinct().count() > 2,
                field,
                "누구나 먼저 시도해 보는 비밀번호입니다. 다른 것을 정해 주세요. 긴 문장이 좋습니다.",
                "This is one of the passwords everybody tries first. Please choose another; a long phrase is good.");
    }
}
