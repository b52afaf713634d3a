package kr.dure.approval.internal.form;

import static kr.dure.approval.internal.form.Forms.definition;
import static kr.dure.approval.internal.form.Forms.fault;
import static kr.dure.approval.internal.form.Forms.line;
import static kr.dure.approval.internal.form.Forms.number;
import static kr.dure.approval.internal.form.Forms.table;
import static kr.dure.approval.internal.form.Forms.text;
import static kr.dure.approval.internal.form.Forms.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    @Test
    void aFormHasAtLeastOneFieldAndAtMostAHundred() {
        assertThat(wrong()).isEqualTo("definition.fields");
        assertThat(wrong(lines(100))).isEqualTo("nothing");
        assertThat(wrong(lines(101))).isEqualTo("definition.fields");
    }

    @Test
    void keysAreUniqueWhateverTheirCase() {
        assertThat(wrong(line("total"), line("toTal"))).isEqualTo("definition.fields[1].key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Total", "1st", "a b", "금액", "a.b", "true", "__proto__"})
    void aKeyBeginsWithASmallLetter(String key) {
        assertThat(wrong(line(key))).isEqualTo("definition.fields[0].key");
    }

    @Test
    void labelsAreNeededInBothLanguages() {
        assertThat(wrong(new FormField.Line("a", null, null, false, null, false)))
                .isEqualTo("definition.fields[0].label");
    }

    @Test
    void aTableHasNeitherTablesNorRichText() {
        assertThat(wrong(table("a", table("b", line("c"))))).isEqualTo("definition.fields[0].columns[0].kind");
        assertThat(wrong(table("a", new FormField.RichText("c", text("c"), null, false, null))))
                .isEqualTo("definition.fields[0].columns[0].kind");
    }

    @Test
    void onlyColumnsOfNumbersAreAddedUp() {
        FormField.Table table = new FormField.Table(
                "items",
                text("items"),
                null,
                false,
                List.of(line("name"), won("amount", null)),
                null,
                null,
                List.of("amount", "name"));
        assertThat(wrong(table)).isEqualTo("definition.fields[0].sums[1]");
    }

    @Test
    void moreThanFiveHundredRowsAreRefused() {
        FormField.Table table =
                new FormField.Table("items", text("items"), null, false, List.of(line("name")), null, 501, null);
        assertThat(wrong(table)).isEqualTo("definition.fields[0].maxRows");
    }

    @Test
    void aCurrencyNobodyHasIsRefused() {
        assertThat(wrong(new FormField.Money("a", text("a"), null, false, "WON", null, null, "1 + 1", null, false)))
                .isEqualTo("definition.fields[0].currency");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + b",
                "a + ",
                "(a",
                "SUM(",
                "EXEC(1)",
                "RANDOM()",
                "9^9^9",
                "1e999999999",
                "0xFF",
                "a.b",
                "items.name",
                "SUM(items)",
                "items.amount",
                "period",
                "period.years",
                "a; b",
                "a[0]",
                "\"text\"",
                "a = 1",
                "note + 1",
                "a + kind",
                "T(java.lang.Runtime)",
                "2a",
                "STR_FORMAT(\"%s\", a)",
                "IF(a, 1)",
                "ROUND(a)",
            })
    void whatIsNoFormulaOfNumbersIsRefused(String formula) {
        assertThat(wrong(
                        line("note"),
                        number("a", 0, null),
                        new FormField.Period("period", text("period"), null, false, null, null),
                        new FormField.Select(
                                "kind",
                                text("kind"),
                                null,
                                false,
                                List.of(new FormField.Select.Option("x", text("x"))),
                                false),
                        table("items", line("name"), won("amount", null)),
                        won("total", formula)))
                .isEqualTo("definition.fields[5].formula");
    }

    @Test
    void aFormulaThatDividesByWhatMayBeZeroIsAllowed() {
        assertThat(wrong(number("a", 0, null), number("b", 0, null), number("c", 2, "1 / (a - b)")))
                .isEqualTo("nothing");
    }

    @Test
    void aFormulaThatUsesItselfIsALoop() {
        assertThat(wrong(won("total", "total + 1"))).isEqualTo("definition.fields[0].formula");
    }

    @Test
    void aLoopOverATableIsFoundAndToldInFull() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> Form.of(definition(
                        table("items", won("price", null), won("amount", "price * rate")),
                        won("total", "SUM(items.amount)"),
                        number("rate", 2, "total / 100"))));
        assertThat(invalid.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("definition.fields[0].columns[1].formula");
            assertThat(error.message().en()).contains("items.amount → rate → total → items.amount");
        });
    }

    @Test
    void aLongChainOfFormulasWrittenBackwardsIsNoLoop() {
        List<FormField> fields = new ArrayList<>();
        fields.add(number("x0", 0, null));
        IntStream.range(1, 100).forEach(i -> fields.add(number("x" + i, 0, "x" + (i - 1) + " + 1")));
        Collections.reverse(fields);
        Form form = Form.of(definition(fields.toArray(FormField[]::new)));
        assertThat(form.check(Map.of("x0", 5), Forms.CONTEXT)
                        .values()
                        .get("x99")
                        .toString())
                .isEqualTo("104");
    }

    @Test
    void deepNestingEndsInARefusalNotInAFullStack() {
        assertThat(wrong(won("a", "(".repeat(250) + "1" + ")".repeat(249)))).isEqualTo("definition.fields[0].formula");
        assertThat(wrong(won("a", "-".repeat(499) + "1"))).isEqualTo("nothing");
        assertThat(wrong(won("a", "1".repeat(501)))).isEqualTo("definition.fields[0].formula");
    }

    @Test
    void aMeaningNamesAFieldThatFits() {
        FormMeaning meaning = new FormMeaning("note", null, null, null, null, null);
        assertThat(fault(() -> Form.of(new FormDefinition(1, null, List.of(line("note")), meaning, null))))
                .isEqualTo("definition.meaning.amount");
    }

    @Test
    void aRuleIsAConditionAboutFieldsThatAreThere() {
        assertThat(rule("a + 1", "a")).isEqualTo("definition.rules[0].check");
        assertThat(rule("a > 1", "b")).isEqualTo("definition.rules[0].field");
        assertThat(rule(null, "a")).isEqualTo("definition.rules[0].check");
        assertThat(rule("a > 1 && a < 5", "a")).isEqualTo("nothing");
    }

    @Test
    void jsonWithAnUnknownKindOrPartIsRefusedWithItsPlace() {
        assertThat(fault(() -> FormJson.definition(Map.of("format", 1, "fields", List.of(Map.of("kind", "macro"))))))
                .startsWith("definition.fields[0]");
        assertThat(fault(() -> FormJson.definition(Map.of("format", 1, "script", "x"))))
                .isEqualTo("definition.script");
        assertThat(fault(() -> FormJson.definition((Map<String, ?>) null))).isEqualTo("definition");
        assertThat(fault(() -> FormJson.definition(Map.of(
                        "format", 1, "fields", List.of(Map.of("kind", "text", "key", "a", "required", "maybe"))))))
                .isEqualTo("definition.fields[0].required");
    }

    @Test
    void anEmptyFieldInTheListIsRefused() {
        List<Object> fields = new ArrayList<>();
        fields.add(null);
        assertThat(fault(() -> Form.of(FormJson.definition(Map.of("format", 1, "fields", fields)))))
                .isEqualTo("definition");
    }

    private static String rule(String check, String field) {
        return fault(() -> Form.of(new FormDefinition(
                1, null, List.of(number("a", 0, null)), null, List.of(new FormRule(check, field, text("no"))))));
    }

    private static FormField[] lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> line("f" + i)).toArray(FormField[]::new);
    }

    private static String wrong(FormField... fields) {
        return fault(() -> Form.of(definition(fields)));
    }
}
