package kr.dure.approval.internal.catalogue;

import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.retention.Retention;
import kr.dure.product.Text;

/**
 * A form (양식) as administrators keep it.
 *
 * @param code what integrators and imports know it by; never changed
 * @param version of the definition, raised by each change of it
 * @param definition as {@code FormJson} reads it
 * @param approverMayEdit whether whoever's turn it is may change the values
 */
public record FormSpec(
        UUID id,
        String code,
        Text name,
        String category,
        State state,
        int version,
        Map<String, Object> definition,
        Retention retention,
        Security security,
        boolean approverMayEdit,
        NumberRule number,
        LineRule lineRule) {
    FormSpec at(UUID newId) {
        return new FormSpec(
                newId,
                code,
                name,
                category,
                state,
                version,
                definition,
                retention,
                security,
                approverMayEdit,
                number,
                lineRule);
    }

    /** What is not said is as most companies have it. */
    FormSpec withDefaults() {
        NumberRule rule = number == null ? new NumberRule(null, null) : number;
        return new FormSpec(
                id,
                code,
                name,
                category == null ? "일반" : category,
                state,
                version,
                definition,
                retention == null ? Retention.Y5 : retention,
                security == null ? Security.GENERAL : security,
                approverMayEdit,
                new NumberRule(
                        rule.pattern() == null ? "{dept}-{year}-{serial:5}" : rule.pattern(),
                        rule.scope() == null ? NumberRule.Scope.DEPARTMENT : rule.scope()),
                lineRule == null ? LineRule.NONE : lineRule);
    }

    /** Whether it can be drafted on. */
    public enum State {
        PUBLISHED,
        RETIRED
    }

    /** A form with the version of its row, for {@code ETag}. */
    public record Versioned(FormSpec form, int version) {}

    /**
     * A row of the list.
     *
     * @param favourite of the caller
     */
    public record Row(UUID id, String code, Text name, Text category, State state, int version, boolean favourite) {}
}
