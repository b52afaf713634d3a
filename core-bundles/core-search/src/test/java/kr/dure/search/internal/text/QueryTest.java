package kr.dure.search.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kr.dure.search.internal.text.Query.Level;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static Level level(String query, String title, String text) {
        Query.Match match = Query.of(query).match(title, text);
        return match == null ? null : match.level();
    }

    private static boolean finds(String query, String text) {
        return level(query, "제목", text) != null;
    }

    @ParameterizedTest
    @CsvSource({
        "결재, 전자결재시스템",
        "결재, 결재를 올렸습니다",
        "결재를, 전자결재 규정",
        "결재에서는, 결재",
        "회의, 주간회의록",
        "직원들에게, 신입직원 안내",
        "3월, 2026년 3월 보고",
        "2026년에는, 2026년 계획",
        "ABC-123, 문서 abc-123 참고",
        "ABC-123, 문서 ABC123 참고",
        "abc123, 문서 ABC-123 참고",
        "ERP를, ERP 도입",
        "ERP시스템, 새 ERP시스템을 도입",
        "report, Reports are due",
        "reports, the report is due",
        "approved, to approve",
        "proj, Project plan",
        "ｐｒｏｊｅｃｔ, Project plan",
        "user@onnet.com, 받는 사람 user@onnet.com",
        "강, 강남역에서",
        "規程, 會社規程集",
        "결재ㅇ, 결재 완료",
        "ㅋㅋ, 네 ㅋㅋㅋ",
    })
    void findsTheWord(String query, String text) {
        assertThat(finds(query, text)).isTrue();
        assertThat(level(query, text, "")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "결재, 결정과 재고",
        "전자결재, 전자 결제",
        "port, report",
        "ABC-123, ABC 그리고 123",
        "남, 강남역에서",
        "a, abc",
        "결재 규정, 결재 규칙",
        "ㄱㅈ, 결재를 올립니다",
    })
    void doesNotFindWhatIsNotThere(String query, String text) {
        assertThat(finds(query, text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ㄱㅈ, 결재",
        "ㄱㅈ, 전자결재 규정",
        "ㅈㅈㄱㅈ, 전자 결재",
        "ㄳ, 감사 인사",
        "ㄲㅊ, 까치",
        "ㄱ, 새 규정",
        "'ㄱㅈ 2026', 2026 결재",
    })
    void findsTitlesByTheirInitialConsonants(String query, String title) {
        assertThat(level(query, title, "")).isEqualTo(Level.TITLE);
    }

    @Test
    void initialConsonantsAreFoundInARowOnly() {
        assertThat(level("ㄱㅈ", "결과-정리", "")).isNull();
        assertThat(level("ㄱㅈㅅ", "결정", "")).isNull();
        assertThat(level("ㄹ", "강릉", "")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "은", "을 를", "에서는", "!? (의)", "—", "\u200b", "이/가"})
    void punctuationAndParticlesAloneAreNoQuestion(String query) {
        assertThat(Query.of(query).empty()).isTrue();
    }

    @Test
    void theTitleGoesBeforeTheTextAndWhatWasTypedBeforeItsStem() {
        assertThat(level("전문가", "전문가", "")).isEqualTo(Level.WHOLE_TITLE);
        assertThat(level("전문가", "분야별 전문가 명단", "")).isEqualTo(Level.TITLE);
        assertThat(level("전문가", "전문 분야", "")).isEqualTo(Level.TITLE_STEMS);
        assertThat(level("전문가", "명단", "전문가를 모십니다")).isEqualTo(Level.TEXT);
        assertThat(level("전문가", "명단", "전문 분야")).isEqualTo(Level.TEXT_STEMS);
        assertThat(level("전문가", "명단", "전 문가")).isNull();
    }

    @Test
    void allWordsMustBeThereInTitleOrText() {
        assertThat(level("휴가 규정", "휴가 안내", "사내 규정에 따라")).isEqualTo(Level.TEXT);
        assertThat(level("휴가 규정", "휴가 안내", "")).isNull();
    }

    @Test
    void marksPointIntoTheTextAsItWasWritten() {
        String text = Normalizer.normalize("전자결재 문서의 ", Normalizer.Form.NFD) + "ＡＢＣ결재";
        Query.Match match = Query.of("결재").match("제목", text);
        Snippet snippet = match.snippet(text);
        assertThat(snippet.text()).isEqualTo(text);
        assertThat(snippet.marks())
                .extracting(mark ->
                        Normalizer.normalize(snippet.text().substring(mark.start(), mark.end()), Normalizer.Form.NFC))
                .containsExactly("결재", "결재");
        Query.Match title = Query.of("ㅈㄱ").match("전자 결재", "");
        assertThat(title.titleMarks()).containsExactly(new Mark(1, 4));
    }

    @Test
    void aSnippetIsPlainTextAroundTheFirstThingFound() {
        String text = "가나다라 ".repeat(60) + "<b>결재</b>\n다음 줄 " + "마바사 ".repeat(60);
        Snippet snippet = Query.of("결재").match("제목", text).snippet(text);
        assertThat(snippet.text()).contains("<b>결재</b> 다음 줄").hasSizeLessThanOrEqualTo(180);
        assertThat(snippet.cutBefore()).isTrue();
        assertThat(snippet.cutAfter()).isTrue();
        Mark mark = snippet.marks().get(0);
        assertThat(snippet.text().substring(mark.start(), mark.end())).isEqualTo("결재");
    }

    @ParameterizedTest
    @ValueSource(strings = {"' | 'x", "a' & !'b", "\\", "결재':*", "결재 | 규정", "!결재", "<->", "'", "\"", "%", "\0결재"})
    void nothingThatIsTypedIsAnOperatorOfTheIndex(String query) {
        Query understood = Query.of(query);
        if (!understood.empty()) {
            understood
                    .levels()
                    .forEach(level -> assertThat(understood.terms(level))
                            .matches("('[#=]?[\\p{L}\\p{Nd}]+'(:\\*)?)( & '[#=]?[\\p{L}\\p{Nd}]+'(:\\*)?)*"));
        }
    }

    /** What is matched is proposed: every term of the question is among the document's. */
    @Property(tries = 3000)
    void whatMatchesIsInTheIndex(
            @ForAll("texts") String title, @ForAll("texts") String text, @ForAll("queries") String query) {
        Query understood = Query.of(query);
        if (understood.empty()) {
            return;
        }
        Query.Match match = understood.match(title, text);
        if (match != null) {
            assertThat(proposed(understood.terms(match.level()), Terms.of(title, text)))
                    .as("%s in %s / %s", query, title, text)
                    .isTrue();
            assertThat(proposed(understood.terms(), Terms.of(title, text))).isTrue();
        } else if (understood.exact()) {
            assertThat(proposed(understood.terms(), Terms.of(title, text)))
                    .as("%s must not be in %s / %s", query, title, text)
                    .isFalse();
        }
    }

    @Property(tries = 2000)
    void formsOfUnicodeMakeNoDifference(@ForAll("texts") String text, @ForAll("queries") String query) {
        Level composed = level(query, "제목", Normalizer.normalize(text, Normalizer.Form.NFC));
        assertThat(level(query, "제목", Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(composed);
        assertThat(level(Normalizer.normalize(query, Normalizer.Form.NFD), "제목", text))
                .isEqualTo(composed);
        assertThat(Terms.of(Normalizer.normalize(text, Normalizer.Form.NFD), ""))
                .isEqualTo(Terms.of(Normalizer.normalize(text, Normalizer.Form.NFC), ""));
    }

    @Property(tries = 2000)
    void marksLieInsideAndApart(@ForAll String text, @ForAll("queries") String query) {
        Query understood = Query.of(query);
        Query.Match match = understood.empty() ? null : understood.match(text, text);
        if (match == null) {
            return;
        }
        Snippet snippet = match.snippet(text);
        for (List<Mark> marks : List.of(match.titleMarks(), snippet.marks())) {
            int end = 0;
            for (Mark mark : marks) {
                assertThat(mark.start()).isBetween(end, text.length());
                assertThat(mark.end()).isGreaterThan(mark.start());
                end = mark.end();
            }
        }
        assertThat(snippet.marks())
                .allMatch(mark -> mark.end() <= snippet.text().length());
    }

    /** Whether a tsquery of quoted terms joined by &, some with :*, is satisfied. */
    private static boolean proposed(String query, String vector) {
        List<String> terms = new ArrayList<>(List.of(vector.strip().split(" ")));
        return Stream.of(query.split(" & "))
                .allMatch(term -> term.endsWith(":*")
                        ? terms.stream().anyMatch(t -> t.startsWith(term.substring(0, term.length() - 3)))
                        : terms.contains(term));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("결재규정").ofMinLength(1).ofMaxLength(4),
                Arbitraries.strings().withChars("ab12").ofMinLength(1).ofMaxLength(4),
                Arbitraries.strings().withChars("결재ab1ㄱㅈ-").ofMinLength(1).ofMaxLength(6),
                Arbitraries.of("결재를", "전문가", "도로", "ABC-123", "ㄱㅈ", "ㄱ", "ㄳ", "規程", "reports", "３월", "é"));
    }

    @Provide
    Arbitrary<String> texts() {
        return words().list().ofMinSize(0).ofMaxSize(5).map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<String> queries() {
        return Combinators.combine(words(), words().injectNull(0.6))
                .as((one, other) -> other == null ? one : one + " " + other);
    }
}
