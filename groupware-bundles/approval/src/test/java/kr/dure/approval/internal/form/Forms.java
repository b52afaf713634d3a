package kr.dure.approval.internal.form;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.product.Text;
import kr.dure.web.Invalid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Forms and people for tests. */
final class Forms {
    static final UUID KIM = UUID.fromString("01890000-0000-7000-8000-000000000001");
    static final UUID SALES = UUID.fromString("01890000-0000-7000-8000-000000000002");
    static final FormContext CONTEXT =
            new FormContext("박정우", "선임", "구매팀", "한빛정밀", LocalDate.of(2026, 11, 23), null, new FormContext.People() {
                @Override
                public Optional<String> person(UUID id) {
                    return id.equals(KIM) ? Optional.of("김서연") : Optional.empty();
                }

                @Override
                public Optional<String> department(UUID id) {
                    return id.equals(SALES) ? Optional.of("영업팀") : Optional.empty();
                }
            });

    private Forms() {}

    static Text text(String ko) {
        return new Text(ko, ko);
    }

    static FormDefinition definition(FormField... fields) {
        return new FormDefinition(1, null, List.of(fields), null, null);
    }

    static FormField.Line line(String key) {
        return new FormField.Line(key, text(key), null, false, null, false);
    }

    static FormField.Money won(String key, String formula) {
        return new FormField.Money(key, text(key), null, false, null, null, null, formula, null, false);
    }

    static FormField.Figure number(String key, int decimals, String formula) {
        return new FormField.Figure(key, text(key), null, false, decimals, null, null, null, null, formula, null);
    }

    static FormField.Table table(String key, FormField... columns) {
        return new FormField.Table(key, text(key), null, false, List.of(columns), null, null, null);
    }

    static StandardForm standard(String code) {
        return StandardForms.all().stream()
                .filter(form -> form.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** The field that is named as wrong first. */
    static String fault(ThrowingCallable call) {
        Invalid invalid = catchThrowableOfType(Invalid.class, call);
        return invalid == null ? "nothing" : invalid.errors().get(0).field();
    }

    static String faultOf(FormDefinition definition, Map<String, ?> values) {
        Form form = Form.of(definition);
        return fault(() -> form.check(values, CONTEXT));
    }

    static Map<String, Object> checked(FormDefinition definition, Map<String, ?> values) {
        return Form.of(definition).check(values, CONTEXT).values();
    }
}
