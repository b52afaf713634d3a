package kr.dure.approval.internal.catalogue;

import java.util.List;
import kr.dure.approval.internal.catalogue.LineRule.RuleStep;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.form.StandardForm;
import kr.dure.approval.internal.form.StandardForms;
import kr.dure.approval.internal.line.Role;

/** The forms a company begins with. */
final class StandardCatalogue {
    private StandardCatalogue() {}

    static List<FormSpec> forms() {
        return StandardForms.all().stream().map(StandardCatalogue::spec).toList();
    }

    private static FormSpec spec(StandardForm form) {
        return new FormSpec(
                        null,
                        form.code(),
                        form.name(),
                        form.category().ko(),
                        FormSpec.State.PUBLISHED,
                        1,
                        FormJson.map(form.definition()),
                        form.retention(),
                        Security.GENERAL,
                        false,
                        null,
                        headAndAbove())
                .withDefaults();
    }

    /** The drafter's first superior, and the one above him where there is one. */
    private static LineRule headAndAbove() {
        return new LineRule(
                false,
                List.of(
                        new RuleStep(1, Role.APPROVAL, LineRule.Kind.SUPERIOR, 1, null, null, null, null),
                        new RuleStep(2, Role.APPROVAL, LineRule.Kind.SUPERIOR, 2, null, null, null, null)));
    }
}
