package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.Test;

class ProblemDocumentTest {
    private static String text(Problem problem, Locale locale) {
        return new String(ProblemDocument.of(problem, locale, "/api/x"), StandardCharsets.UTF_8);
    }

    @Test
    void koreanIsSpokenUnlessEnglishIsPreferred() {
        assertThat(ProblemDocument.language(null)).isEqualTo(Locale.KOREAN);
        assertThat(ProblemDocument.language("")).isEqualTo(Locale.KOREAN);
        assertThat(ProblemDocument.language("fr, de;q=0.5")).isEqualTo(Locale.KOREAN);
        assertThat(ProblemDocument.language("not a language!!")).isEqualTo(Locale.KOREAN);
        assertThat(ProblemDocument.language("ko-KR,en;q=0.3").getLanguage()).isEqualTo("ko");
        assertThat(ProblemDocument.language("en-US,ko;q=0.3").getLanguage()).isEqualTo("en");
    }

    @Test
    void everyFieldAtFaultIsNamedInTheReadersLanguage() {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(false, "from", "발신", "sender");
        checks.range(0, "seats", 1, 10);
        Problem problem = org.assertj.core.api.Assertions.catchThrowableOfType(Problem.class, checks::done);
        assertThat(text(problem, Locale.ENGLISH))
                .contains("\"status\":422", "\"field\":\"from\"", "\"sender\"", "\"field\":\"seats\"")
                .doesNotContain("발신");
        assertThat(text(problem, Locale.KOREAN)).contains("발신").doesNotContain("sender");
    }

    @Test
    void membersStandBesideTheStandardOnesAndNoStackTraceDoes() {
        Problem problem = new Conflict("가", "a").with("suggestions", java.util.List.of("acme2"));
        assertThat(text(problem, Locale.ENGLISH))
                .contains("\"type\":\"/problems/conflict\"", "\"suggestions\":[\"acme2\"]", "\"instance\":\"/api/x\"")
                .doesNotContain("kr.dure", "stackTrace");
    }

    @Test
    void whenToTryAgainIsSaidWhereTryingAgainIsOfUse() {
        Text text = new Text("가", "a");
        assertThat(ProblemDocument.retryAfter(new Problem(429, "too-soon", text, text).with("retryAfter", 10L)))
                .contains("10");
        assertThat(ProblemDocument.retryAfter(new Problem(429, "too-soon", text, text)))
                .contains("1");
        assertThat(ProblemDocument.retryAfter(new Unavailable("가", "a"))).contains("1");
        assertThat(ProblemDocument.retryAfter(new Conflict("가", "a"))).isEmpty();
    }

    @Test
    void aBodyMayBeAsLongAsAllowedAndNoLonger() throws IOException {
        byte[] ten = new byte[10];
        try (BoundedStream exact = BoundedStream.of(new ByteArrayInputStream(ten), -1, 10)) {
            assertThat(exact.readAllBytes()).hasSize(10);
        }
        try (BoundedStream less = BoundedStream.of(new ByteArrayInputStream(ten), -1, 9)) {
            assertThatThrownBy(less::readAllBytes)
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(413));
        }
    }

    @Test
    void aBodyThatSaysItIsTooLongIsNotReadAtAll() {
        InputStream unread = InputStream.nullInputStream();
        assertThatThrownBy(() -> BoundedStream.of(unread, 10, 9))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
    }

    @Test
    void namesThatPeopleTypedCannotBecomeHtml() {
        assertThat(Html.escape("<script>\"&'두레")).isEqualTo("&lt;script&gt;&quot;&amp;'두레");
    }
}
