package kr.dure.approval.internal.form;

import java.util.List;

/**
 * What a form asks for. A form keeps every version of its definition, and a document the version it was drafted with.
 * {@link Form#of} says whether a definition is right.
 *
 * @param format of the definition's JSON, {@link #FORMAT}
 * @param purpose what a document of this form means to other apps, e.g. {@code leave}; null for nothing
 * @param fields 1 to 100, in the order of the paper
 * @param meaning which fields hold what lines and events need
 * @param rules what holds between fields
 */
public record FormDefinition(
        int format, String purpose, List<FormField> fields, FormMeaning meaning, List<FormRule> rules) {
    /** The only one there is so far. */
    public static final int FORMAT = 1;

    public FormDefinition {
        fields = fields == null ? List.of() : List.copyOf(fields);
        meaning = meaning == null ? FormMeaning.NONE : meaning;
        rules = rules == null ? List.of() : List.copyOf(rules);
    }
}
