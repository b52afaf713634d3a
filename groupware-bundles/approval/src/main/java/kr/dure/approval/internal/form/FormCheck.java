package kr.dure.approval.internal.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import kr.dure.approval.internal.form.Form.Computation;
import kr.dure.approval.internal.form.Form.Condition;
import kr.dure.approval.internal.form.Formula.FormulaException;
import kr.dure.product.Text;
import kr.dure.web.Invalid;
import kr.dure.web.Problem.FieldError;

/** One check of one document's values. */
final class FormCheck {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|\\p{Cs}");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withResolverStyle(ResolverStyle.STRICT);
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;
    private static final BigDecimal SECONDS_OF_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal BOUND = BigDecimal.TEN.pow(FormLimits.DIGITS);

    private final Form form;
    private final Map<String, ?> sent;
    private final FormContext context;
    private final boolean whole;
    private final List<FieldError> errors = new ArrayList<>();

    /** What formulas see: numbers, chosen values, periods' lengths, columns. */
    private final Map<String, Object> known = new HashMap<>();

    private int length;

    FormCheck(Form form, Map<String, ?> sent, FormContext context, boolean whole) {
        this.form = form;
        this.sent = sent == null ? Map.of() : sent;
        this.context = context;
        this.whole = whole;
    }

    CheckedValues check() {
        for (Object key : sent.keySet()) {
            if (form.field((String) key) == null) {
                error("values." + shortened((String) key), "양식에 없는 항목입니다.", "The form has no such field.");
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (FormField field : form.definition().fields()) {
            String at = "values." + field.key();
            Object value = field instanceof FormField.Table table
                    ? rows(table, sent.get(field.key()), at)
                    : value(field, sent.get(field.key()), at);
            values.put(field.key(), value);
            know(field, value);
        }
        if (length > FormLimits.BODY) {
            error(
                    "values",
                    "문서 내용이 " + FormLimits.BODY + "자를 넘습니다.",
                    "The document has more than " + FormLimits.BODY + " characters.");
        }
        done();
        for (Computation computation : form.computations()) {
            compute(computation, values);
        }
        done();
        if (whole) {
            form.conditions().forEach(this::hold);
            done();
        }
        return new CheckedValues(values, Sums.of(form.definition(), values));
    }

    // ---- what people type ----

    private List<Object> rows(FormField.Table table, Object value, String at) {
        List<?> list = list(value, table, at, table.maxRows());
        if (list == null) {
            return List.of();
        }
        if (whole && list.size() < table.minRows()) {
            error(
                    at,
                    table.label().ko() + "에 " + table.minRows() + "행 이상이 필요합니다.",
                    table.label().en() + " needs at least " + table.minRows() + " rows.");
        }
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String here = at + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> row) {
                rows.add(row(table, row, here));
            } else {
                error(here, "행은 열 이름과 값으로 보냅니다.", "A row has columns with values.");
            }
        }
        return rows;
    }

    private Map<String, Object> row(FormField.Table table, Map<?, ?> row, String at) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FormField column : table.columns()) {
            values.put(column.key(), value(column, row.get(column.key()), at + "." + column.key()));
        }
        for (Object key : row.keySet()) {
            if (!(key instanceof String name) || !values.containsKey(name)) {
                error(at + "." + shortened(String.valueOf(key)), "표에 없는 열입니다.", "The table has no such column.");
            }
        }
        return values;
    }

    private Object value(FormField field, Object value, String at) {
        if (field instanceof FormField.Automatic automatic) {
            return automatic(automatic);
        }
        if (field instanceof FormField.Numeric numeric && numeric.formula() != null) {
            return null;
        }
        if (empty(value)) {
            if (whole && field.required()) {
                error(at, field.label().ko() + " 값이 필요합니다.", field.label().en() + " is required.");
            }
            return null;
        }
        if (field instanceof FormField.Line line) {
            return line(line, value, at);
        } else if (field instanceof FormField.RichText rich) {
            return rich(rich, value, at);
        } else if (field instanceof FormField.Numeric numeric) {
            return number(numeric, value, at);
        } else if (field instanceof FormField.Day) {
            LocalDate day = day(field, value, at);
            return day == null ? null : day.toString();
        } else if (field instanceof FormField.Time) {
            return time(field, value, at);
        } else if (field instanceof FormField.Period period) {
            return period(period, value, at);
        } else if (field instanceof FormField.Select select) {
            return select(select, value, at);
        } else if (field instanceof FormField.PersonPicker picker) {
            return picked(picker, picker.multiple(), value, at, context.people()::person);
        } else if (field instanceof FormField.DepartmentPicker picker) {
            return picked(picker, picker.multiple(), value, at, context.people()::department);
        }
        throw new IllegalStateException("A table in a table.");
    }

    private static boolean empty(Object value) {
        return value == null
                || value instanceof String text && text.isBlank()
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.values().stream().allMatch(FormCheck::empty);
    }

    private Object automatic(FormField.Automatic field) {
        return switch (field.source()) {
            case DRAFTER -> context.drafter();
            case POSITION -> context.position();
            case DEPARTMENT -> context.department();
            case COMPANY -> context.company();
            case DATE -> context.date().toString();
            case NUMBER -> context.number();
        };
    }

    private String line(FormField.Line field, Object value, String at) {
        String text = text(field, value, at, field.maxLength());
        if (text != null && !field.multiline() && text.indexOf('\n') >= 0) {
            return refuse(at, field, "은(는) 한 줄로 씁니다.", " has one line only.");
        }
        return text;
    }

    private String rich(FormField.RichText field, Object value, String at) {
        String html = text(field, value, at, field.maxLength());
        if (html == null) {
            return null;
        }
        RichText.Cleaned cleaned = RichText.clean(html);
        if (cleaned.refused() != null) {
            error(
                    at,
                    field.label().ko() + ": " + cleaned.refused().ko(),
                    field.label().en() + ": " + cleaned.refused().en());
            return null;
        }
        if (whole && field.required() && cleaned.empty()) {
            return refuse(at, field, " 값이 필요합니다.", " is required.");
        }
        return cleaned.html();
    }

    private String text(FormField field, Object value, String at, int max) {
        if (!(value instanceof String sentText)) {
            return refuse(at, field, "은(는) 글이어야 합니다.", " must be text.");
        }
        if (sentText.length() > max) {
            return refuse(at, field, "은(는) " + max + "자를 넘을 수 없습니다.", " has at most " + max + " characters.");
        }
        String text = sentText.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (UNPRINTABLE.matcher(text).find()) {
            return refuse(at, field, "에 쓸 수 없는 글자가 있습니다.", " has characters that cannot be printed.");
        }
        length += text.length();
        return text;
    }

    private BigDecimal number(FormField.Numeric field, Object value, String at) {
        BigDecimal number = decimal(value);
        if (number == null) {
            return refuse(at, field, "은(는) 숫자여야 합니다(정수 15자리까지).", " must be a number of at most 15 digits.");
        }
        if (number.stripTrailingZeros().scale() > field.places()) {
            return field.places() == 0
                    ? refuse(at, field, "은(는) 정수여야 합니다.", " must be a whole number.")
                    : refuse(
                            at,
                            field,
                            "은(는) 소수점 아래 " + field.places() + "자리까지입니다.",
                            " has at most " + field.places() + " decimals.");
        }
        if (field instanceof FormField.Figure figure
                && figure.step() != null
                && number.remainder(figure.step()).signum() != 0) {
            String step = figure.step().toPlainString();
            return refuse(at, field, "은(는) " + step + " 단위로 씁니다.", " goes in steps of " + step + ".");
        }
        return bounded(field, number.setScale(field.places(), RoundingMode.UNNECESSARY), at);
    }

    private BigDecimal bounded(FormField.Numeric field, BigDecimal number, String at) {
        if (field.min() != null && number.compareTo(field.min()) < 0) {
            String min = field.min().toPlainString();
            return refuse(at, field, "은(는) " + min + " 이상이어야 합니다.", " must be at least " + min + ".");
        }
        if (field.max() != null && number.compareTo(field.max()) > 0) {
            String max = field.max().toPlainString();
            return refuse(at, field, "은(는) " + max + " 이하여야 합니다.", " must be at most " + max + ".");
        }
        return number;
    }

    /** Exactly what was sent, or null. What JSON readers made a {@code double} of is taken only where that loses nothing. */
    private static BigDecimal decimal(Object value) {
        String text;
        if (value instanceof Double || value instanceof Float) {
            BigDecimal read = finite(value.toString());
            if (read == null || read.precision() > FormLimits.DIGITS) {
                return null;
            }
            text = read.toPlainString();
        } else if (value instanceof BigDecimal number) {
            text = number.precision() - number.scale() > FormLimits.DIGITS || number.scale() > 10
                    ? ""
                    : number.toPlainString();
        } else if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            text = value.toString();
        } else if (value instanceof String typed) {
            text = typed.strip();
        } else {
            return null;
        }
        return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    private static BigDecimal finite(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private LocalDate day(FormField field, Object value, String at) {
        try {
            LocalDate day = LocalDate.parse(value instanceof String text ? text : "", DAY);
            return sensible(day) ? day : refuse(at, field, "의 해를 확인해 주세요.", ": check the year.");
        } catch (DateTimeParseException e) {
            return refuse(at, field, "은(는) 2026-06-11처럼 씁니다.", " must be a date like 2026-06-11.");
        }
    }

    private static boolean sensible(LocalDate day) {
        return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
    }

    private String time(FormField field, Object value, String at) {
        try {
            return LocalTime.parse(value instanceof String text ? text : "", TIME)
                    .toString();
        } catch (DateTimeParseException e) {
            return refuse(at, field, "은(는) 09:00처럼 씁니다.", " must be a time like 09:00.");
        }
    }

    private Map<String, Object> period(FormField.Period field, Object value, String at) {
        if (!(value instanceof Map<?, ?> map) || !Set.of("from", "to").containsAll(map.keySet())) {
            return refuse(at, field, "은(는) from과 to로 보냅니다.", " has from and to.");
        }
        LocalDateTime from = moment(field, map.get("from"), at + ".from");
        LocalDateTime to = moment(field, map.get("to"), at + ".to");
        if (from == null || to == null) {
            return null;
        }
        if (to.isBefore(from)) {
            return refuse(at + ".to", field, "의 끝이 시작보다 앞입니다.", " ends before it begins.");
        }
        if (ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate()) + 1 > field.maxDays()) {
            return refuse(
                    at, field, "은(는) " + field.maxDays() + "일까지입니다.", " has at most " + field.maxDays() + " days.");
        }
        DateTimeFormatter format = field.unit() == FormField.Period.Unit.DAYS ? DAY : MINUTE;
        Map<String, Object> period = new LinkedHashMap<>();
        period.put("from", format.format(from));
        period.put("to", format.format(to));
        return period;
    }

    private LocalDateTime moment(FormField.Period field, Object value, String at) {
        if (field.unit() == FormField.Period.Unit.DAYS) {
            LocalDate day = day(field, value, at);
            return day == null ? null : day.atStartOfDay();
        }
        try {
            LocalDateTime moment = LocalDateTime.parse(value instanceof String text ? text : "", MINUTE);
            return sensible(moment.toLocalDate()) ? moment : refuse(at, field, "의 해를 확인해 주세요.", ": check the year.");
        } catch (DateTimeParseException e) {
            return refuse(at, field, "은(는) 2026-06-11T18:00처럼 씁니다.", " must be a time like 2026-06-11T18:00.");
        }
    }

    private Object select(FormField.Select field, Object value, String at) {
        List<?> chosen = field.multiple() ? list(value, field, at, FormLimits.CHOSEN) : List.of(value);
        if (chosen == null) {
            return null;
        }
        Set<Object> seen = new HashSet<>();
        for (Object choice : chosen) {
            if (field.options().stream().noneMatch(option -> option.value().equals(choice)) || !seen.add(choice)) {
                return refuse(at, field, ": 선택지에 없는 값입니다.", ": not one of the options.");
            }
        }
        return field.multiple() ? List.copyOf(chosen) : value;
    }

    private Object picked(
            FormField field, boolean multiple, Object value, String at, Function<UUID, Optional<String>> names) {
        if (!multiple) {
            return named(field, value, at, names);
        }
        List<?> list = list(value, field, at, FormLimits.CHOSEN);
        if (list == null) {
            return null;
        }
        Map<Object, Object> picked = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            Map<String, Object> one = named(field, list.get(i), at + "[" + i + "]", names);
            if (one != null) {
                picked.put(one.get("id"), one);
            }
        }
        return List.copyOf(picked.values());
    }

    private Map<String, Object> named(
            FormField field, Object value, String at, Function<UUID, Optional<String>> names) {
        Object id = value instanceof Map<?, ?> map && Set.of("id", "name").containsAll(map.keySet())
                ? map.get("id")
                : value;
        UUID uuid = null;
        try {
            uuid = id instanceof String text ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        Optional<String> name = uuid == null ? Optional.empty() : names.apply(uuid);
        if (name.isEmpty()) {
            return refuse(at, field, ": 회사에 없습니다.", ": there is no such one in the company.");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", uuid.toString());
        named.put("name", name.get());
        return named;
    }

    private List<?> list(Object value, FormField field, String at, int max) {
        if (value != null && !(value instanceof List)) {
            return refuse(at, field, "은(는) 목록으로 보냅니다.", " must be a list.");
        }
        List<?> list = value == null ? List.of() : (List<?>) value;
        return list.size() <= max ? list : refuse(at, field, "은(는) " + max + "개까지입니다.", " has at most " + max + ".");
    }

    // ---- what is computed ----

    private void know(FormField field, Object value) {
        if (field instanceof FormField.Numeric) {
            known.put(field.key(), value == null ? BigDecimal.ZERO : value);
        } else if (field instanceof FormField.Select select && !select.multiple()) {
            known.put(field.key(), value == null ? "" : value);
        } else if (field instanceof FormField.Period period) {
            known.put(field.key(), length(period, (Map<?, ?>) value));
        } else if (field instanceof FormField.Table table) {
            Map<String, Object> columns = new HashMap<>();
            for (FormField column : table.columns()) {
                if (column instanceof FormField.Numeric) {
                    columns.put(column.key(), numbers((List<?>) value, column.key()));
                }
            }
            known.put(field.key(), columns);
        }
    }

    private static Map<String, Object> length(FormField.Period field, Map<?, ?> period) {
        if (period == null) {
            return Map.of("days", BigDecimal.ZERO, "hours", BigDecimal.ZERO);
        }
        LocalDateTime from = FactsReader.moment(period.get("from"));
        LocalDateTime to = FactsReader.moment(period.get("to"));
        long days = ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate()) + 1;
        BigDecimal hours = field.unit() == FormField.Period.Unit.DAYS
                ? BigDecimal.valueOf(days * 24)
                : BigDecimal.valueOf(Duration.between(from, to).toSeconds())
                        .divide(SECONDS_OF_HOUR, 10, RoundingMode.HALF_UP);
        return Map.of("days", BigDecimal.valueOf(days), "hours", hours);
    }

    private static List<BigDecimal> numbers(List<?> rows, String column) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Object row : rows) {
            if (((Map<?, ?>) row).get(column) instanceof BigDecimal number) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    @SuppressWarnings("unchecked")
    private void compute(Computation computation, Map<String, Object> values) {
        FormField.Numeric field = computation.field();
        FormField.Table table = computation.table();
        if (table == null) {
            BigDecimal result = result(computation, known, "values." + field.key());
            values.put(field.key(), result);
            know(field, result);
            return;
        }
        List<Object> rows = (List<Object>) values.get(table.key());
        Map<String, Object> scope = new HashMap<>(known);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = (Map<String, Object>) rows.get(i);
            for (FormField column : table.columns()) {
                if (column instanceof FormField.Numeric
                        || column instanceof FormField.Select select && !select.multiple()) {
                    Object empty = column instanceof FormField.Numeric ? BigDecimal.ZERO : "";
                    scope.put(column.key(), row.get(column.key()) == null ? empty : row.get(column.key()));
                }
            }
            row.put(field.key(), result(computation, scope, "values." + table.key() + "[" + i + "]." + field.key()));
        }
        know(table, rows);
    }

    private BigDecimal result(Computation computation, Map<String, Object> scope, String at) {
        FormField.Numeric field = computation.field();
        try {
            BigDecimal exact = computation.formula().number(scope);
            if (exact.abs().compareTo(BOUND) >= 0) {
                return refuse(at, field, "의 계산 결과가 너무 큽니다.", " is too large a number.");
            }
            BigDecimal result = exact.setScale(field.places(), field.rounding().mode());
            return whole ? bounded(field, result, at) : result;
        } catch (FormulaException e) {
            if (whole) {
                error(
                        at,
                        field.label().ko() + ": " + e.text().ko(),
                        field.label().en() + ": " + e.text().en());
            }
            return null;
        }
    }

    private void hold(Condition condition) {
        FormRule rule = condition.rule();
        boolean holds = false;
        try {
            holds = condition.formula().holds(known);
        } catch (FormulaException e) {
            // What cannot be said to hold does not.
        }
        if (!holds) {
            error("values." + rule.field(), rule.message().ko(), rule.message().en());
        }
    }

    // ---- errors ----

    private <T> T refuse(String at, FormField field, String ko, String en) {
        error(at, field.label().ko() + ko, field.label().en() + en);
        return null;
    }

    private void error(String at, String ko, String en) {
        if (errors.size() < FormLimits.ERRORS) {
            errors.add(new FieldError(at, new Text(ko, en)));
        }
    }

    private void done() {
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
    }

    private static String shortened(String key) {
        return key.length() <= 40 ? key : key.substring(0, 40) + "…";
    }
}
