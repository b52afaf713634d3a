package kr.dure.identity.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
    private static final Passwords PASSWORDS = new Passwords();

    @Test
    void aHashOfTheReferenceImplementationIsUnderstood() {
        // argon2 saltsaltsaltsalt -id -t 2 -k 19456 -p 1 -l 32 -e, of Debian's package argon2
        String hash =
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$soJ/IsgKEH/Amk+Vio8dS13OQiOyAqhYZEBTGuylCpw";
        assertThat(PASSWORDS.verify("두레의 비밀번호", hash)).isTrue();
        assertThat(PASSWORDS.verify("두레의 비밀번호 ", hash)).isFalse();
    }

    @Test
    void theSamePasswordHasAnotherHashEachTimeAndVerifiesAgainstBoth() {
        String one = PASSWORDS.hash("correct horse");
        String two = PASSWORDS.hash("correct horse");
        assertThat(one).isNotEqualTo(two).doesNotContain("horse");
        assertThat(PASSWORDS.verify("correct horse", one)).isTrue();
        assertThat(PASSWORDS.verify("correct horse", two)).isTrue();
        assertThat(PASSWORDS.verify("wrong horse", one)).isFalse();
    }

    @Test
    void hangulTypedOnAMacIsTheSamePassword() {
        String composed = "두레비밀번호";
        String hash = PASSWORDS.hash(composed);
        assertThat(PASSWORDS.verify(Normalizer.normalize(composed, Normalizer.Form.NFD), hash))
                .isTrue();
    }

    @Test
    void nobodyLogsInWithoutAnAccount() {
        assertThat(PASSWORDS.verify("nobody has this password", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1234567,false",
        "12345678,false",
        "PassWord1,false",
        "aaaaaaaaaaaa,false",
        "dkssudgktpdy,false",
        "purple tram,true",
        "kim.duree,false",
        "KIM.DUREE,false",
        "kim.duree1,true"
    })
    void aPasswordIsLongEnoughNotTheLoginIdAndNoneThatEverybodyTries(String password, boolean good) {
        Invalid.Checks checks = new Invalid.Checks();
        PasswordRules.check(checks, "password", password, "kim.duree", 8);
        assertThat(problems(checks)).isEqualTo(good ? 0 : 1);
    }

    @Test
    void aPasswordThatIsMissingOrEndlessIsRefused() {
        for (String password : new String[] {null, "x".repeat(129)}) {
            Invalid.Checks checks = new Invalid.Checks();
            PasswordRules.check(checks, "password", password, "kim", 8);
            assertThat(problems(checks)).isEqualTo(1);
        }
    }

    private static int problems(Invalid.Checks checks) {
        try {
            checks.done();
            return 0;
        } catch (Invalid e) {
            return e.errors().size();
        }
    }
}
