package kr.dure.approval.internal.catalogue;

import java.util.List;
import java.util.UUID;
import kr.dure.approval.internal.line.Role;
import kr.dure.web.Invalid;

/**
 * A form's default line (기본 결재선).
 *
 * @param locked whether drafters must take it as it is
 * @param steps in the order of their places
 */
public record LineRule(boolean locked, List<RuleStep> steps) {
    /** No default line: whoever drafts names his own. */
    public static final LineRule NONE = new LineRule(false, List.of());

    private static final int MOST = 50;
    private static final int HIGHEST = 10;

    public LineRule {
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    /** Who a step's person is found by. */
    public enum Kind {
        /** The n-th superior of the drafter. */
        SUPERIOR,
        /** The head of a department; of the drafter's where none is named. */
        HEAD,
        /** This person. */
        ACCOUNT,
        /** This department. */
        DEPARTMENT
    }

    /**
     * One step of the rule.
     *
     * @param level of a superior, from 1
     * @param from the least amount at which it applies, in won; null for any
     * @param below the amount from which on it does not apply any more, in won; null for none
     */
    public record RuleStep(
            int order, Role role, Kind kind, Integer level, UUID departmentId, UUID accountId, Long from, Long below) {
        /** Whether it applies to an amount; a document without one has every step that names no least amount. */
        public boolean applies(java.math.BigDecimal amount) {
            java.math.BigDecimal won = amount == null ? java.math.BigDecimal.ZERO : amount;
            return (from == null || won.compareTo(java.math.BigDecimal.valueOf(from)) >= 0)
                    && (below == null || won.compareTo(java.math.BigDecimal.valueOf(below)) < 0);
        }
    }

    void check(Invalid.Checks checks) {
        checks.check(
                steps.size() <= MOST, "lineRule.steps", "기본 결재선은 " + MOST + "단계까지입니다.", "At most " + MOST + " steps.");
        for (int i = 0; i < steps.size(); i++) {
            RuleStep step = steps.get(i);
            String field = "lineRule.steps[" + i + "]";
            checks.check(
                    step.role() != null && step.role() != Role.REPORT && step.role() != Role.DEPUTY,
                    field + ".role",
                    "기본 결재선에 둘 수 없는 역할입니다.",
                    "This role cannot stand in a default line.");
            checks.check(
                    step.role() == null || !step.role().ordered() || step.order() >= 1,
                    field + ".order",
                    "순서는 1부터입니다.",
                    "order counts from 1.");
            checks.check(step.kind() != null, field + ".kind", "누구인지 정하는 방법이 필요합니다.", "kind is required.");
            checks.check(
                    step.from() == null || step.below() == null || step.from() < step.below(),
                    field + ".below",
                    "below는 from보다 커야 합니다.",
                    "below must be greater than from.");
            if (step.kind() != null) {
                kind(checks, step, field);
            }
        }
    }

    private static void kind(Invalid.Checks checks, RuleStep step, String field) {
        switch (step.kind()) {
            case SUPERIOR -> checks.range(step.level(), field + ".level", 1, HIGHEST);
            case ACCOUNT ->
                checks.check(step.accountId() != null, field + ".accountId", "사람이 필요합니다.", "accountId is required.");
            case DEPARTMENT -> {
                checks.check(
                        step.departmentId() != null,
                        field + ".departmentId",
                        "부서가 필요합니다.",
                        "departmentId is required.");
                checks.check(
                        step.role() == null || step.role().departmental(),
                        field + ".role",
                        "이 역할은 부서가 맡을 수 없습니다.",
                        "A department cannot have this role.");
            }
            case HEAD -> {}
        }
    }
}
