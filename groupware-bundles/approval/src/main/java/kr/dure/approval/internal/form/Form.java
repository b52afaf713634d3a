package kr.dure.approval.internal.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A definition that is right, with its formulas read. Immutable and made once for each version of a form; checking a
 * document takes no lock.
 */
public final class Form {
    private final FormDefinition definition;
    private final Map<String, FormField> fields = new LinkedHashMap<>();
    private final List<Computation> computations;
    private final List<Condition> conditions;

    /**
     * A field with a formula.
     *
     * @param table whose column it is; null for a field of the form
     */
    record Computation(FormField.Table table, FormField.Numeric field, Formula formula) {}

    /** A rule with its formula. */
    record Condition(FormRule rule, Formula formula) {}

    Form(FormDefinition definition, List<Computation> computations, List<Condition> conditions) {
        this.definition = definition;
        definition.fields().forEach(field -> fields.put(field.key(), field));
        this.computations = List.copyOf(computations);
        this.conditions = List.copyOf(conditions);
    }

    /**
     * Checks a definition.
     *
     * @throws kr.dure.web.Invalid 422 naming each part at fault, e.g. {@code definition.fields[3].formula}: unknown kinds and
     *     names, keys twice, limits, formulas that cannot be read or run in a loop
     */
    public static Form of(FormDefinition definition) {
        return new DefinitionCheck(definition).check();
    }

    public FormDefinition definition() {
        return definition;
    }

    /**
     * A document's values as they are submitted.
     *
     * @param values as people sent them; null is as good as empty
     * @throws kr.dure.web.Invalid 422 naming each field at fault, e.g. {@code values.items[2].amount}
     */
    public CheckedValues check(Map<String, ?> values, FormContext context) {
        return new FormCheck(this, values, context, true).check();
    }

    /**
     * A document's values as they are kept for later: what is there must be right, but anything may be missing.
     *
     * @throws kr.dure.web.Invalid as {@link #check}
     */
    public CheckedValues checkDraft(Map<String, ?> values, FormContext context) {
        return new FormCheck(this, values, context, false).check();
    }

    /** What checked values say in types. */
    public DocumentFacts facts(CheckedValues checked) {
        return FactsReader.read(definition, checked.values());
    }

    /** The values with the number that the document has been given. */
    public CheckedValues numbered(CheckedValues checked, String number) {
        Map<String, Object> values = new LinkedHashMap<>(checked.values());
        for (FormField field : definition.fields()) {
            if (field instanceof FormField.Automatic automatic
                    && automatic.source() == FormField.Automatic.Source.NUMBER) {
                values.put(field.key(), number);
            }
        }
        return new CheckedValues(values, checked.sums());
    }

    FormField field(String key) {
        return fields.get(key);
    }

    /** In an order in which each comes behind what it uses. */
    List<Computation> computations() {
        return computations;
    }

    List<Condition> conditions() {
        return conditions;
    }
}
