package kr.dure.approval.internal.form;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;

/** Reads checked values by what their fields mean. */
final class FactsReader {
    private static final int DATE_LENGTH = 10;

    private FactsReader() {}

    static DocumentFacts read(FormDefinition definition, Map<String, ?> values) {
        FormMeaning meaning = definition.meaning();
        Object amount = values.get(meaning.amount());
        Object period = values.get(meaning.period());
        Map<?, ?> range = period instanceof Map<?, ?> map ? map : null;
        Object from = range == null ? period : range.get("from");
        Object to = range == null ? period : range.get("to");
        return new DocumentFacts(
                definition.purpose(),
                number(amount),
                amount == null ? null : currency(definition, meaning.amount()),
                number(values.get(meaning.days())),
                number(values.get(meaning.hours())),
                from == null ? null : moment(from),
                to == null ? null : moment(to),
                values.get(meaning.type()) instanceof String type ? type : null,
                values.get(meaning.person()) instanceof Map<?, ?> person
                        ? UUID.fromString((String) person.get("id"))
                        : null);
    }

    /** Of a day, its beginning. */
    static LocalDateTime moment(Object value) {
        String text = (String) value;
        return text.length() == DATE_LENGTH ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    }

    private static BigDecimal number(Object value) {
        return value instanceof BigDecimal number ? number : null;
    }

    private static String currency(FormDefinition definition, String key) {
        return definition.fields().stream()
                .filter(field -> field.key().equals(key))
                .map(field -> ((FormField.Money) field).currency())
                .findFirst()
                .orElse(null);
    }
}
