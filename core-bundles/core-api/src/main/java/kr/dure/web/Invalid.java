package kr.dure.web;

import java.util.ArrayList;
import java.util.List;
import kr.dure.product.Text;

/** 422: a readable value breaks a rule. Names every field at fault. */
public final class Invalid extends Problem {
    private static final long serialVersionUID = 1L;

    public Invalid(List<FieldError> errors) {
        super(
                422,
                "invalid",
                new Text("입력값을 확인해 주세요", "Some values are not valid"),
                new Text(
                        String.join(
                                " ", errors.stream().map(e -> e.message().ko()).toList()),
                        String.join(
                                " ", errors.stream().map(e -> e.message().en()).toList())),
                errors);
    }

    /** One field at fault. */
    public Invalid(String field, String ko, String en) {
        this(List.of(new FieldError(field, new Text(ko, en))));
    }

    /** Collects the fields at fault, so that one answer names them all. */
    public static final class Checks {
        private final List<FieldError> errors = new ArrayList<>();

        /** Notes {@code field} as wrong unless {@code valid}. Returns {@code valid}. */
        public boolean check(boolean valid, String field, String ko, String en) {
            if (!valid) {
                errors.add(new FieldError(field, new Text(ko, en)));
            }
            return valid;
        }

        /** Notes a text that is absent, blank or longer than {@code max} characters. */
        public boolean text(String value, String field, int max) {
            if (value == null || value.isBlank()) {
                return check(false, field, field + " 값이 필요합니다.", field + " is required.");
            }
            return check(
                    value.length() <= max,
                    field,
                    field + " 값은 " + max + "자를 넘을 수 없습니다.",
                    field + " must not be longer than " + max + " characters.");
        }

        /** Notes a number that is absent or outside {@code min} to {@code max}. */
        public boolean range(Integer value, String field, int min, int max) {
            return check(
                    value != null && value >= min && value <= max,
                    field,
                    field + " 값은 " + min + "부터 " + max + "까지입니다.",
                    field + " must be from " + min + " to " + max + ".");
        }

        /** Throws {@link Invalid} when a field was noted. */
        public void done() {
            if (!errors.isEmpty()) {
                throw new Invalid(errors);
            }
        }
    }
}
