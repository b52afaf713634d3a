package kr.dure.approval.internal.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import kr.dure.approval.internal.form.Form.Computation;
import kr.dure.approval.internal.form.Form.Condition;
import kr.dure.approval.internal.form.Formula.FormulaException;
import kr.dure.product.Text;
import kr.dure.web.Invalid;

/** Says whether a definition is right, and reads its formulas. */
final class DefinitionCheck {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> RESERVED = Set.of("true", "false");
    private static final Map<String, Object> PERIOD = Map.of("days", BigDecimal.ONE, "hours", BigDecimal.ONE);

    private final Invalid.Checks checks = new Invalid.Checks();
    private final FormDefinition definition;
    private final Map<String, FormField> fields = new HashMap<>();
    private final Map<String, Computation> computations = new LinkedHashMap<>();
    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Set<String>> uses = new LinkedHashMap<>();
    private final List<Condition> conditions = new ArrayList<>();

    DefinitionCheck(FormDefinition definition) {
        this.definition = definition;
    }

    Form check() {
        checks.check(
                definition.format() == FormDefinition.FORMAT,
                "definition.format",
                "양식 정의의 형식은 1입니다.",
                "The format of a definition is 1.");
        checks.check(
                definition.purpose() == null
                        || PURPOSE.matcher(definition.purpose()).matches(),
                "definition.purpose",
                "용도는 영문 소문자, 숫자, 하이픈으로 40자까지입니다.",
                "A purpose has small letters, digits and hyphens, at most 40.");
        int count = definition.fields().size();
        if (checks.check(
                count > 0 && count <= FormLimits.FIELDS,
                "definition.fields",
                "항목은 1개부터 " + FormLimits.FIELDS + "개까지입니다.",
                "A form has 1 to " + FormLimits.FIELDS + " fields.")) {
            fields(definition.fields(), "definition.fields", null);
        }
        checks.check(
                definition.fields().stream()
                                .filter(FormField.Table.class::isInstance)
                                .count()
                        <= FormLimits.TABLES,
                "definition.fields",
                "표는 " + FormLimits.TABLES + "개까지입니다.",
                "A form has at most " + FormLimits.TABLES + " tables.");
        checks.done();
        definition.fields().forEach(field -> fields.put(field.key(), field));
        formulas();
        rules();
        meaning();
        checks.done();
        FormulaOrder order = new FormulaOrder(uses);
        if (!order.loop().isEmpty()) {
            String loop = String.join(" → ", order.loop());
            checks.check(
                    false,
                    paths.get(order.loop().get(0)),
                    "수식이 서로를 가리킵니다: " + loop,
                    "The formulas run in a loop: " + loop);
            checks.done();
        }
        return new Form(
                definition, order.order().stream().map(computations::get).toList(), conditions);
    }

    private void fields(List<FormField> list, String path, FormField.Table table) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            FormField field = list.get(i);
            String at = path + "[" + i + "]";
            String key = field.key();
            checks.check(
                    key != null && KEY.matcher(key).matches() && !RESERVED.contains(key),
                    at + ".key",
                    "항목 이름은 영문 소문자로 시작하고 영문자와 숫자로 40자까지입니다.",
                    "A key begins with a small letter and has letters and digits, at most 40.");
            checks.check(
                    key == null || keys.add(key.toLowerCase(Locale.ROOT)),
                    at + ".key",
                    "항목 이름 " + key + "이(가) 두 번 있습니다.",
                    "The key " + key + " is there twice.");
            text(field.label(), at + ".label", FormLimits.LABEL);
            if (field.help() != null) {
                text(field.help(), at + ".help", FormLimits.HELP);
            }
            kind(field, at, table != null);
        }
    }

    private void kind(FormField field, String at, boolean column) {
        if (field instanceof FormField.Line line) {
            checks.range(line.maxLength(), at + ".maxLength", 1, FormLimits.TEXT);
        } else if (field instanceof FormField.RichText rich) {
            checks.range(rich.maxLength(), at + ".maxLength", 1, FormLimits.RICH_TEXT);
            notInTable(!column, at);
        } else if (field instanceof FormField.Figure figure) {
            checks.range(figure.decimals(), at + ".decimals", 0, FormLimits.DECIMALS);
            checks.check(
                    figure.step() == null || figure.step().signum() > 0,
                    at + ".step",
                    "단위 간격은 0보다 커야 합니다.",
                    "A step is greater than 0.");
            if (figure.unit() != null) {
                text(figure.unit(), at + ".unit", FormLimits.LABEL);
            }
            limits(figure, at);
        } else if (field instanceof FormField.Money money) {
            if (checks.check(
                    currency(money.currency()),
                    at + ".currency",
                    "통화는 ISO 4217 부호입니다.",
                    "A currency is a code of ISO 4217.")) {
                limits(money, at);
            }
        } else if (field instanceof FormField.Period period) {
            checks.range(period.maxDays(), at + ".maxDays", 1, FormLimits.MAX_DAYS);
        } else if (field instanceof FormField.Select select) {
            options(select, at);
        } else if (field instanceof FormField.Table table) {
            if (notInTable(!column, at)) {
                table(table, at);
            }
        } else if (field instanceof FormField.Automatic automatic) {
            notInTable(!column, at);
            checks.check(automatic.source() != null, at + ".source", "자동 항목의 출처가 필요합니다.", "A source is required.");
        }
    }

    private boolean notInTable(boolean allowed, String at) {
        return checks.check(allowed, at + ".kind", "표 안에 둘 수 없는 항목입니다.", "A table has no columns of this kind.");
    }

    private void limits(FormField.Numeric field, String at) {
        checks.check(
                field.min() == null || field.max() == null || field.min().compareTo(field.max()) <= 0,
                at + ".max",
                "최댓값이 최솟값보다 작습니다.",
                "The greatest value is below the least.");
        for (BigDecimal bound : new BigDecimal[] {field.min(), field.max()}) {
            checks.check(
                    bound == null || bound.precision() - bound.scale() <= FormLimits.DIGITS && bound.scale() <= 10,
                    at + (Objects.equals(bound, field.min()) ? ".min" : ".max"),
                    "숫자는 " + FormLimits.DIGITS + "자리까지입니다.",
                    "A number has at most " + FormLimits.DIGITS + " digits.");
        }
    }

    private static boolean currency(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void options(FormField.Select select, String at) {
        checks.check(
                !select.options().isEmpty() && select.options().size() <= FormLimits.OPTIONS,
                at + ".options",
                "선택지는 1개부터 " + FormLimits.OPTIONS + "개까지입니다.",
                "A select has 1 to " + FormLimits.OPTIONS + " options.");
        Set<String> values = new HashSet<>();
        for (int i = 0; i < select.options().size(); i++) {
            FormField.Select.Option option = select.options().get(i);
            String here = at + ".options[" + i + "]";
            checks.text(option.value(), here + ".value", 50);
            checks.check(values.add(option.value()), here + ".value", "선택지가 두 번 있습니다.", "The option is there twice.");
            text(option.label(), here + ".label", FormLimits.LABEL);
        }
    }

    private void table(FormField.Table table, String at) {
        checks.range(table.maxRows(), at + ".maxRows", 1, FormLimits.ROWS);
        checks.range(table.minRows(), at + ".minRows", 0, table.maxRows());
        if (checks.check(
                !table.columns().isEmpty() && table.columns().size() <= FormLimits.COLUMNS,
                at + ".columns",
                "열은 1개부터 " + FormLimits.COLUMNS + "개까지입니다.",
                "A table has 1 to " + FormLimits.COLUMNS + " columns.")) {
            fields(table.columns(), at + ".columns", table);
        }
        for (int i = 0; i < table.sums().size(); i++) {
            String sum = table.sums().get(i);
            checks.check(
                    column(table, sum) instanceof FormField.Numeric,
                    at + ".sums[" + i + "]",
                    "합계를 낼 수 있는 열이 아닙니다: " + sum,
                    "There is no column of numbers called " + sum + ".");
        }
    }

    private void text(Text text, String at, int max) {
        if (text == null) {
            checks.check(false, at, "한국어와 영어 이름이 필요합니다.", "Korean and English texts are required.");
        } else {
            checks.text(text.ko(), at + ".ko", max);
            checks.text(text.en(), at + ".en", max);
        }
    }

    private void formulas() {
        for (int i = 0; i < definition.fields().size(); i++) {
            FormField field = definition.fields().get(i);
            String at = "definition.fields[" + i + "]";
            if (field instanceof FormField.Numeric numeric && numeric.formula() != null) {
                formula(null, numeric, at + ".formula");
            } else if (field instanceof FormField.Table table) {
                for (int j = 0; j < table.columns().size(); j++) {
                    if (table.columns().get(j) instanceof FormField.Numeric numeric && numeric.formula() != null) {
                        formula(table, numeric, at + ".columns[" + j + "].formula");
                    }
                }
            }
        }
    }

    private void formula(FormField.Table table, FormField.Numeric field, String at) {
        try {
            Formula formula = Formula.parse(field.formula());
            Set<String> used = new LinkedHashSet<>();
            Map<String, Object> sample = sample(formula, table, used);
            String name = table == null ? field.key() : table.key() + "." + field.key();
            computations.put(name, new Computation(table, field, formula));
            paths.put(name, at);
            uses.put(name, used);
            formula.number(sample);
        } catch (FormulaException e) {
            if (!e.division()) {
                checks.check(false, at, e.text().ko(), e.text().en());
            }
        }
    }

    private void rules() {
        checks.check(
                definition.rules().size() <= FormLimits.RULES,
                "definition.rules",
                "규칙은 " + FormLimits.RULES + "개까지입니다.",
                "A form has at most " + FormLimits.RULES + " rules.");
        for (int i = 0; i < definition.rules().size(); i++) {
            FormRule rule = definition.rules().get(i);
            String at = "definition.rules[" + i + "]";
            text(rule.message(), at + ".message", FormLimits.HELP);
            checks.check(fields.containsKey(rule.field()), at + ".field", "그런 항목이 없습니다.", "There is no such field.");
            try {
                Formula formula = Formula.parse(Objects.requireNonNullElse(rule.check(), ""));
                conditions.add(new Condition(rule, formula));
                formula.holds(sample(formula, null, new HashSet<>()));
            } catch (FormulaException e) {
                if (!e.division()) {
                    checks.check(false, at + ".check", e.text().ko(), e.text().en());
                }
            }
        }
    }

    /**
     * Values to try a formula with.
     *
     * @param used takes the names of the fields that the formula uses
     * @throws FormulaException for names that are none
     */
    private Map<String, Object> sample(Formula formula, FormField.Table table, Set<String> used)
            throws FormulaException {
        Map<String, Object> sample = new HashMap<>();
        for (Formula.Name name : formula.names()) {
            FormField column = name.part() == null && table != null ? column(table, name.field()) : null;
            FormField field = column == null ? fields.get(name.field()) : column;
            if (name.part() == null && field instanceof FormField.Numeric) {
                sample.put(name.field(), BigDecimal.ONE);
            } else if (name.part() == null && field instanceof FormField.Select select && !select.multiple()) {
                sample.put(name.field(), select.options().get(0).value());
            } else if (field instanceof FormField.Period
                    && PERIOD.containsKey(Objects.requireNonNullElse(name.part(), ""))) {
                sample.put(name.field(), PERIOD);
            } else if (field instanceof FormField.Table other
                    && column(other, name.part()) instanceof FormField.Numeric) {
                column(sample, name);
            } else {
                throw new FormulaException("수식에 쓸 수 없는 이름입니다: " + name, "A formula cannot use the name " + name + ".");
            }
            used.add(column == null ? name.toString() : table.key() + "." + name);
        }
        return sample;
    }

    @SuppressWarnings("unchecked")
    private static void column(Map<String, Object> sample, Formula.Name name) {
        ((Map<String, Object>) sample.computeIfAbsent(name.field(), field -> new HashMap<String, Object>()))
                .put(name.part(), List.of(BigDecimal.ONE));
    }

    private static FormField column(FormField.Table table, String key) {
        return table.columns().stream()
                .filter(column -> Objects.equals(column.key(), key))
                .findFirst()
                .orElse(null);
    }

    private void meaning() {
        FormMeaning meaning = definition.meaning();
        means("amount", meaning.amount(), fields.get(meaning.amount()) instanceof FormField.Money);
        means("days", meaning.days(), fields.get(meaning.days()) instanceof FormField.Figure);
        means("hours", meaning.hours(), fields.get(meaning.hours()) instanceof FormField.Figure);
        FormField period = fields.get(meaning.period());
        means("period", meaning.period(), period instanceof FormField.Period || period instanceof FormField.Day);
        means("type", meaning.type(), fields.get(meaning.type()) instanceof FormField.Select s && !s.multiple());
        means(
                "person",
                meaning.person(),
                fields.get(meaning.person()) instanceof FormField.PersonPicker p && !p.multiple());
    }

    private void means(String part, String key, boolean fits) {
        checks.check(
                key == null || fits,
                "definition.meaning." + part,
                "이 뜻에 맞는 항목이 아닙니다: " + key,
                "There is no fitting field called " + key + ".");
    }
}
