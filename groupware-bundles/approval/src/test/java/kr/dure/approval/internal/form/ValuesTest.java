package kr.dure.approval.internal.form;

import static kr.dure.approval.internal.form.Forms.CONTEXT;
import static kr.dure.approval.internal.form.Forms.KIM;
import static kr.dure.approval.internal.form.Forms.SALES;
import static kr.dure.approval.internal.form.Forms.checked;
import static kr.dure.approval.internal.form.Forms.definition;
import static kr.dure.approval.internal.form.Forms.fault;
import static kr.dure.approval.internal.form.Forms.faultOf;
import static kr.dure.approval.internal.form.Forms.line;
import static kr.dure.approval.internal.form.Forms.number;
import static kr.dure.approval.internal.form.Forms.table;
import static kr.dure.approval.internal.form.Forms.text;
import static kr.dure.approval.internal.form.Forms.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final FormDefinition ITEMS =
            definition(table("items", line("name"), won("price", null), won("amount", "price * 2")));

    @Test
    void aFieldTheFormDoesNotHaveIsRefusedByName() {
        assertThat(faultOf(definition(line("a")), Map.of("b", "x"))).isEqualTo("values.b");
        assertThat(faultOf(ITEMS, Map.of("items", List.of(Map.of("colour", "red")))))
                .isEqualTo("values.items[0].colour");
    }

    @Test
    void theCellOfATableThatIsWrongIsNamed() {
        List<Map<String, Object>> rows = List.of(Map.of("price", 1), Map.of("price", 2), Map.of("price", "much"));
        assertThat(faultOf(ITEMS, Map.of("items", rows))).isEqualTo("values.items[2].price");
        assertThat(faultOf(ITEMS, Map.of("items", List.of("row")))).isEqualTo("values.items[0]");
        assertThat(faultOf(ITEMS, Map.of("items", "rows"))).isEqualTo("values.items");
    }

    @Test
    void aTableBeyondItsRowsIsRefusedAsAWhole() {
        List<Map<String, Integer>> rows =
                IntStream.range(0, 101).mapToObj(i -> Map.of("price", i)).toList();
        assertThat(faultOf(ITEMS, Map.of("items", rows))).isEqualTo("values.items");
    }

    @Test
    void anAnswerNamesAtMostFiftyFaults() {
        List<Map<String, String>> rows =
                IntStream.range(0, 90).mapToObj(i -> Map.of("price", "x")).toList();
        Invalid invalid =
                catchThrowableOfType(Invalid.class, () -> Form.of(ITEMS).check(Map.of("items", rows), CONTEXT));
        assertThat(invalid.errors()).hasSize(50);
    }

    @Test
    void whatIsSentForAFormulaOrAnAutomaticFieldIsReplaced() {
        FormDefinition definition = definition(
                won("a", null),
                won("double", "a * 2"),
                new FormField.Automatic("by", text("by"), null, FormField.Automatic.Source.DRAFTER),
                new FormField.Automatic("no", text("no"), null, FormField.Automatic.Source.NUMBER));
        Form form = Form.of(definition);
        CheckedValues checked = form.check(Map.of("a", 7, "double", 1_000, "by", "somebody", "no", "X-1"), CONTEXT);
        assertThat(checked.values())
                .containsEntry("double", new BigDecimal(14))
                .containsEntry("by", "박정우")
                .containsEntry("no", null);
        assertThat(form.numbered(checked, "총무-2026-00123").values()).containsEntry("no", "총무-2026-00123");
    }

    @Test
    void whatIsCheckedOncePassesAgainUnchanged() {
        Form form = Form.of(Forms.standard("expense").definition());
        CheckedValues once = form.check(
                Map.of(
                        "payment", "card",
                        "paymentDate", "2026-12-10",
                        "items",
                                List.of(Map.of(
                                        "usedOn",
                                        "2026-11-20",
                                        "account",
                                        "meals",
                                        "vendor",
                                        "두레식당",
                                        "remark",
                                        "회식",
                                        "evidence",
                                        "card",
                                        "supply",
                                        100_000,
                                        "vat",
                                        "10000"))),
                CONTEXT);
        assertThat(form.check(once.values(), CONTEXT)).isEqualTo(once);
        String json = FormJson.write(once.values());
        assertThat(FormJson.write(form.check(FormJson.values(json), CONTEXT).values()))
                .isEqualTo(json);
    }

    @Test
    void aDraftMayMissWhatIsRequiredButNotBeWrong() {
        FormDefinition definition = definition(
                new FormField.Line("a", text("a"), null, true, null, false),
                number("b", 0, null),
                number("c", 2, "1 / b"));
        Form form = Form.of(definition);
        assertThat(form.checkDraft(Map.of(), CONTEXT).values())
                .containsEntry("a", null)
                .containsEntry("c", null);
        assertThat(fault(() -> form.checkDraft(Map.of("b", "x"), CONTEXT))).isEqualTo("values.b");
        assertThat(fault(() -> form.check(Map.of("b", 1), CONTEXT))).isEqualTo("values.a");
        assertThat(fault(() -> form.check(Map.of("a", "x"), CONTEXT))).isEqualTo("values.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void blankIsAsGoodAsEmpty(String blank) {
        FormDefinition definition = definition(new FormField.Line("a", text("a"), null, true, null, false));
        assertThat(faultOf(definition, Map.of("a", blank))).isEqualTo("values.a");
    }

    @Test
    void textIsTextOfItsLengthWithoutWhatCannotBePrinted() {
        FormDefinition definition = definition(line("a"));
        assertThat(faultOf(definition, Map.of("a", "x".repeat(201)))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", 5))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", "x\u0000y"))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", "x\uD800y"))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", "two\nlines"))).isEqualTo("values.a");
        assertThat(checked(definition, Map.of("a", " 두레 😀 "))).containsEntry("a", "두레 😀");
    }

    @Test
    void aBodyOfMoreThanAMillionCharactersIsRefused() {
        FormField.Table table = new FormField.Table(
                "t",
                text("t"),
                null,
                false,
                List.of(new FormField.Line("a", text("a"), null, false, 20_000, true)),
                null,
                100,
                null);
        List<Map<String, String>> rows = Collections.nCopies(51, Map.of("a", "x".repeat(20_000)));
        assertThat(faultOf(definition(table), Map.of("t", rows))).isEqualTo("values");
        assertThat(faultOf(definition(table), Map.of("t", rows.subList(0, 50)))).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e5",
                "1E-3",
                "NaN",
                "Infinity",
                "0x10",
                "1,000",
                "١",
                "1234567890123456",
                "1.5",
                "--1",
                "1.",
                ".5",
                "true"
            })
    void whatIsNoWholeNumberIsRefused(String value) {
        assertThat(faultOf(definition(number("a", 0, null)), Map.of("a", value)))
                .isEqualTo("values.a");
    }

    @Test
    void numbersComeExactlyAsTheyWereSent() {
        FormDefinition definition = definition(number("a", 2, null));
        assertThat(checked(definition, Map.of("a", 0.1))).containsEntry("a", new BigDecimal("0.10"));
        assertThat(checked(definition, Map.of("a", "123456789012345.67")))
                .containsEntry("a", new BigDecimal("123456789012345.67"));
        assertThat(checked(definition, Map.of("a", Long.valueOf("999999999999999"))))
                .containsEntry("a", new BigDecimal("999999999999999.00"));
        // A double that cannot say this many digits.
        assertThat(faultOf(definition, Map.of("a", 123456789012345.67))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", Double.NaN))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", 1e300))).isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", new BigDecimal("1e2000000000"))))
                .isEqualTo("values.a");
        assertThat(faultOf(definition, Map.of("a", new BigDecimal("1e-2000000000"))))
                .isEqualTo("values.a");
    }

    @Test
    void aDollarHasCentsAndAWonHasNone() {
        FormField.Money dollars =
                new FormField.Money("a", text("a"), null, false, "USD", null, null, null, null, false);
        assertThat(checked(definition(dollars), Map.of("a", "19.99"))).containsEntry("a", new BigDecimal("19.99"));
        assertThat(faultOf(definition(won("a", null)), Map.of("a", "19.99"))).isEqualTo("values.a");
    }

    @Test
    void aResultBeyondFifteenDigitsIsRefused() {
        FormDefinition definition = definition(won("a", null), won("b", "a * a"));
        assertThat(faultOf(definition, Map.of("a", 40_000_000))).isEqualTo("values.b");
        assertThat(faultOf(definition, Map.of("a", 30_000_000))).isEqualTo("nothing");
    }

    @Test
    void aDivisionByZeroNamesTheFormulasField() {
        FormDefinition definition = definition(number("a", 0, null), number("b", 2, "10 / a"));
        assertThat(faultOf(definition, Map.of("a", 0))).isEqualTo("values.b");
        assertThat(checked(definition, Map.of("a", 3))).containsEntry("b", new BigDecimal("3.33"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "20260101", "2026-01-01T00:00", "9999-01-01"
            })
    void aDayThatIsNoneIsRefused(String day) {
        assertThat(faultOf(definition(new FormField.Day("a", text("a"), null, false)), Map.of("a", day)))
                .isEqualTo("values.a");
    }

    @Test
    void aPeriodDoesNotEndBeforeItBegins() {
        FormDefinition definition = definition(new FormField.Period("p", text("p"), null, false, null, 10));
        assertThat(faultOf(definition, Map.of("p", Map.of("from", "2026-06-12", "to", "2026-06-11"))))
                .isEqualTo("values.p.to");
        assertThat(faultOf(definition, Map.of("p", Map.of("from", "2026-06-12"))))
                .isEqualTo("values.p.to");
        assertThat(faultOf(definition, Map.of("p", Map.of("from", "2026-06-01", "to", "2026-06-11"))))
                .isEqualTo("values.p");
        assertThat(faultOf(definition, Map.of("p", Map.of("from", "2026-06-01", "to", "2026-06-10"))))
                .isEqualTo("nothing");
        assertThat(faultOf(definition, Map.of("p", Map.of("from", "2026-06-01", "to", "2026-06-10", "x", 1))))
                .isEqualTo("values.p");
    }

    @Test
    void aChoiceIsOneOfTheOptionsAndEachOnce() {
        List<FormField.Select.Option> options =
                List.of(new FormField.Select.Option("x", text("x")), new FormField.Select.Option("y", text("y")));
        FormDefinition one = definition(new FormField.Select("a", text("a"), null, false, options, false));
        FormDefinition many = definition(new FormField.Select("a", text("a"), null, false, options, true));
        assertThat(faultOf(one, Map.of("a", "z"))).isEqualTo("values.a");
        assertThat(faultOf(one, Map.of("a", List.of("x")))).isEqualTo("values.a");
        assertThat(faultOf(many, Map.of("a", List.of("x", "x")))).isEqualTo("values.a");
        assertThat(checked(many, Map.of("a", List.of("y", "x")))).containsEntry("a", List.of("y", "x"));
    }

    @Test
    void peopleAndDepartmentsAreThoseOfTheCompanyWithTheirNamesOfToday() {
        FormDefinition definition = definition(
                new FormField.PersonPicker("who", text("who"), null, false, false),
                new FormField.DepartmentPicker("to", text("to"), null, false, true));
        assertThat(checked(definition, Map.of("who", KIM.toString(), "to", List.of(SALES.toString()))))
                .containsEntry("who", Map.of("id", KIM.toString(), "name", "김서연"))
                .containsEntry("to", List.of(Map.of("id", SALES.toString(), "name", "영업팀")));
        assertThat(checked(definition, Map.of("who", Map.of("id", KIM.toString(), "name", "사칭"))))
                .containsEntry("who", Map.of("id", KIM.toString(), "name", "김서연"));
        assertThat(faultOf(definition, Map.of("who", UUID.randomUUID().toString())))
                .isEqualTo("values.who");
        assertThat(faultOf(definition, Map.of("to", List.of("x")))).isEqualTo("values.to[0]");
        assertThat(faultOf(definition, Map.of("who", SALES.toString()))).isEqualTo("values.who");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<p onclick=alert(1)>x</p>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href='jav&#x09;ascript:alert(1)'>x</a>",
                "<a href=' JaVaScRiPt:alert(1)'>x</a>",
                "<iframe src=//evil></iframe>",
                "<svg><g onload=alert(1)></g></svg>",
                "<form action=/x><input></form>",
                "<img src=x>",
                "<object data=x></object>",
                "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
                "<p>a</p><template><script>x</script></template>",
            })
    void scriptInRichTextIsRefused(String html) {
        FormDefinition definition = definition(new FormField.RichText("a", text("a"), null, false, null));
        assertThat(faultOf(definition, Map.of("a", html))).isEqualTo("values.a");
    }

    @Test
    void whatOnlyLooksOddIsTakenOutOfRichText() {
        FormDefinition definition = definition(new FormField.RichText("a", text("a"), null, true, null));
        String html = (String) checked(
                        definition,
                        Map.of(
                                "a",
                                "<p class=MsoNormal style='position:fixed;top:0;color:red;background:url(x)'>가 <b>나</b> 2 &lt; 3</p>"
                                        + "<style>p{display:none}</style><a href='https://example.com'>링크</a>"))
                .get("a");
        assertThat(html)
                .isEqualTo("<p style=\"color:red;\">가 <b>나</b> 2 &lt; 3</p>"
                        + "<a href=\"https://example.com\" rel=\"noopener noreferrer nofollow\">링크</a>");
        assertThat(faultOf(definition, Map.of("a", "<p> &nbsp; </p>"))).isEqualTo("values.a");
    }

    @Test
    void cleanRichTextStaysAsItIs() {
        String html = "<h3>1. 목적</h3><p style=\"text-align:center;\">가나다</p><ul><li>하나</li></ul>"
                + "<table><tbody><tr><td colspan=\"2\">칸</td></tr></tbody></table>";
        FormDefinition definition = definition(new FormField.RichText("a", text("a"), null, true, null));
        assertThat(checked(definition, Map.of("a", html))).containsEntry("a", html);
    }

    @Test
    void rowsUseTheirOwnValuesAndThoseOfTheForm() {
        FormDefinition definition = definition(
                number("rate", 2, null),
                table(
                        "items",
                        won("price", null),
                        won("amount", "price * rate"),
                        won("share", "amount / SUM(items.amount) * 100")),
                won("total", "SUM(items.amount, 1)"));
        Map<String, Object> values = new HashMap<>();
        values.put("rate", "1.5");
        values.put("items", List.of(Map.of("price", 100), Map.of("price", 300)));
        Map<String, Object> checked = checked(definition, values);
        assertThat(checked.get("items"))
                .isEqualTo(List.of(
                        Map.of(
                                "price",
                                new BigDecimal(100),
                                "amount",
                                new BigDecimal(150),
                                "share",
                                new BigDecimal(25)),
                        Map.of(
                                "price",
                                new BigDecimal(300),
                                "amount",
                                new BigDecimal(450),
                                "share",
                                new BigDecimal(75))));
        assertThat(checked).containsEntry("total", new BigDecimal(601));
    }
}
