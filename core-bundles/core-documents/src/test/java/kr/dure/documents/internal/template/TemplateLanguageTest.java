package kr.dure.documents.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import kr.dure.document.Markup;
import kr.dure.web.Invalid;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TemplateLanguageTest {
    private final TemplateLanguage language = new TemplateLanguage();

    @Property(tries = 200)
    void textIsEscapedHoweverManyBracesATemplateWrites(@ForAll String text) {
        for (String template : List.of("{{x}}", "{{{x}}}", "{{&x}}")) {
            String filled = language.fill(template, Map.of("x", text));
            assertThat(filled).doesNotContain("<").doesNotContain(">").doesNotContain("\"");
            assertThat(org.jsoup.parser.Parser.unescapeEntities(filled, false)).isEqualTo(text);
        }
    }

    @Test
    void markupIsReducedToWhatStaysInItsPlace() {
        String filled = language.fill(
                "{{body}}",
                Map.of(
                        "body",
                        new Markup("<p onclick=x style='position:fixed;top:0;color:red'>글<script>1</script>"
                                + "<img src='http://out/x.png'><img src='a.png'><iframe src=x></iframe><style>*{}</style>"
                                + "<a href='javascript:x'>l</a><b style='background:url(http://x)'>굵게</b></p>")));
        assertThat(filled)
                .contains("글", "<b>굵게</b>", "color:red", "src=\"a.png\"")
                .doesNotContain(
                        "script", "onclick", "position", "iframe", "<style>", "url(", "javascript", "http://out");
    }

    @Test
    void noMethodOfAnythingIsReached() {
        for (String name :
                List.of("class", "getClass", "bytes", "length", "isEmpty", "size", "x.class", "x.bytes", "list.size")) {
            assertThat(language.fill("[{{" + name + "}}]", Map.of("x", "text", "list", List.of(1))))
                    .isEqualTo("[]");
        }
        assertThatThrownBy(() -> language.fill("{{x}}", Map.of("x", new Object())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sectionsInEachOtherDoNotFillTheMemory() {
        List<Integer> many = Collections.nCopies(100, 1);
        String nested = "{{#l}}".repeat(6) + "x" + "{{/l}}".repeat(6);
        assertThatThrownBy(() -> language.fill(nested, Map.of("l", many))).isInstanceOf(Invalid.class);
    }

    @Test
    void listsConditionsAndNothing() {
        assertThat(language.fill(
                        "{{#items}}{{name}}:{{missing}}{{^last}},{{/last}}{{/items}}{{^none}}없음{{/none}}",
                        Map.of(
                                "items",
                                List.of(Map.of("name", "가"), Map.of("name", "나", "last", true)),
                                "none",
                                List.of())))
                .isEqualTo("가:,나:없음");
    }
}
