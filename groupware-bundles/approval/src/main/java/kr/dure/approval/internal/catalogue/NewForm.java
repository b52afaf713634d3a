package kr.dure.approval.internal.catalogue;

import java.util.Map;
import kr.dure.approval.internal.retention.Retention;
import kr.dure.product.Text;

/**
 * A form as administrators write it; what is not said is as most companies have it.
 *
 * @param code what integrators and imports know it by; never changed
 * @param definition as {@code FormJson} reads it
 */
public record NewForm(
        String code,
        Text name,
        String category,
        Map<String, Object> definition,
        Retention retention,
        Security security,
        Boolean approverMayEdit,
        NumberRule number,
        LineRule lineRule) {
    FormSpec spec() {
        return new FormSpec(
                        null,
                        code,
                        name,
                        category,
                        FormSpec.State.PUBLISHED,
                        1,
                        definition,
                        retention,
                        security,
                        Boolean.TRUE.equals(approverMayEdit),
                        number,
                        lineRule)
                .withDefaults();
    }
}
