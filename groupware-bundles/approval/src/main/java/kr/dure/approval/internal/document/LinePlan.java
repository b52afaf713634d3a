package kr.dure.approval.internal.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.approval.internal.catalogue.LineRule;
import kr.dure.approval.internal.catalogue.LineRule.RuleStep;
import kr.dure.identity.Person;
import kr.dure.product.Text;
import kr.dure.web.Invalid;

/**
 * The line a form's rule gives a document, with the reason why each person is in it.
 *
 * @param locked whether the drafter must take it
 * @param warnings why somebody is not in it
 */
public record LinePlan(boolean locked, List<Planned> steps, List<Text> warnings) {
    /**
     * One step and why.
     *
     * @param who as he is today; null for a department
     */
    public record Planned(LineStep step, Who who, String departmentName, Text reason) {}

    static LinePlan of(LineRule rule, Who drafter, BigDecimal amount, People people) {
        Plan plan = new Plan(drafter, amount, people);
        rule.steps().forEach(plan::add);
        return new LinePlan(rule.locked(), plan.steps, plan.warnings);
    }

    /** What the drafter asked for, where the rule lets him; otherwise the rule's line. */
    static List<LineStep> chosen(
            List<LineStep> asked, LineRule rule, Who drafter, Supplier<BigDecimal> amount, People people) {
        return asked != null && !rule.locked()
                ? asked
                : of(rule, drafter, amount.get(), people).or(asked);
    }

    private List<LineStep> line() {
        return steps.stream().map(Planned::step).toList();
    }

    /** The rule's line with those of the drafter's readers and receivers that it leaves to him. */
    private List<LineStep> or(List<LineStep> asked) {
        if (asked == null) {
            return line();
        }
        List<LineStep> own = asked.stream()
                .filter(step ->
                        step != null && step.role() != null && step.role().ordered())
                .toList();
        List<LineStep> fixed =
                line().stream().filter(step -> step.role().ordered()).toList();
        if (!own.isEmpty() && !own.equals(fixed)) {
            throw new Invalid("line", "이 양식의 결재선은 바꿀 수 없습니다.", "The line of this form is fixed.");
        }
        List<LineStep> line = new ArrayList<>(line());
        asked.stream()
                .filter(step ->
                        step != null && step.role() != null && !step.role().ordered())
                .forEach(line::add);
        return line;
    }

    private static final class Plan {
        private final Who drafter;
        private final BigDecimal amount;
        private final People people;
        private final List<Planned> steps = new ArrayList<>();
        private final List<Text> warnings = new ArrayList<>();
        private final Set<UUID> seen = new HashSet<>();

        Plan(Who drafter, BigDecimal amount, People people) {
            this.drafter = drafter;
            this.amount = amount;
            this.people = people;
            seen.add(drafter.accountId());
        }

        void add(RuleStep rule) {
            if (!rule.applies(amount)) {
                return;
            }
            if (rule.kind() == LineRule.Kind.DEPARTMENT) {
                department(rule);
                return;
            }
            Optional<Who> found = person(rule);
            if (found.isEmpty()) {
                warnings.add(
                        new Text(who(rule).ko() + " 자리가 비어 있어 뺐습니다.", who(rule).en() + " is vacant and left out."));
                return;
            }
            Who who = found.get();
            if (rule.role().ordered() && !seen.add(who.accountId())) {
                warnings.add(new Text(
                        who(rule).ko() + "인 " + who.name() + "님은 이미 결재선에 있거나 기안자라 뺐습니다.",
                        who(rule).en() + ", " + who.name() + ", is the drafter or in the line already."));
                return;
            }
            steps.add(new Planned(
                    new LineStep(rule.order(), rule.role(), who.accountId(), null, null),
                    who,
                    who.departmentName(),
                    reason(rule)));
        }

        private void department(RuleStep rule) {
            Optional<String> name = people.department(rule.departmentId());
            if (name.isEmpty()) {
                warnings.add(new Text("없어진 부서를 뺐습니다.", "A department that no longer exists is left out."));
                return;
            }
            steps.add(new Planned(
                    new LineStep(rule.order(), rule.role(), null, rule.departmentId(), null),
                    null,
                    name.get(),
                    reason(rule)));
        }

        private Optional<Who> person(RuleStep rule) {
            return switch (rule.kind()) {
                case ACCOUNT -> people.find(rule.accountId());
                case SUPERIOR ->
                    people.organisation()
                            .superior(drafter.accountId(), rule.level(), people.today())
                            .map(Person::id)
                            .flatMap(people::find);
                case HEAD ->
                    Optional.ofNullable(rule.departmentId() == null ? drafter.departmentId() : rule.departmentId())
                            .flatMap(people::head)
                            .flatMap(people::find);
                case DEPARTMENT -> Optional.empty();
            };
        }

        private Text reason(RuleStep rule) {
            Text who = who(rule);
            Text money = money(rule);
            return new Text(
                    "양식의 기본 결재선: " + who.ko() + money.ko() + ".",
                    "Default line of the form: " + who.en() + money.en() + ".");
        }

        private Text who(RuleStep rule) {
            return switch (rule.kind()) {
                case SUPERIOR ->
                    new Text(
                            "기안자 " + drafter.name() + "님의 " + rule.level() + "차 상급자",
                            "superior " + rule.level() + " of the drafter " + drafter.name());
                case HEAD -> {
                    String name = rule.departmentId() == null
                            ? String.valueOf(drafter.departmentName())
                            : people.department(rule.departmentId()).orElse("?");
                    yield new Text(name + " 부서장", "head of " + name);
                }
                case ACCOUNT -> new Text("지정한 사람", "named by the form");
                case DEPARTMENT -> new Text("지정한 부서", "department named by the form");
            };
        }

        private Text money(RuleStep rule) {
            if (rule.from() == null && rule.below() == null) {
                return new Text("", "");
            }
            String is = won(amount == null ? BigDecimal.ZERO : amount);
            String ko = ", 금액 " + is + "원"
                    + (rule.from() == null ? "" : " ≥ " + won(BigDecimal.valueOf(rule.from())) + "원")
                    + (rule.below() == null ? "" : " < " + won(BigDecimal.valueOf(rule.below())) + "원");
            String en = ", amount " + is + " won"
                    + (rule.from() == null ? "" : " ≥ " + won(BigDecimal.valueOf(rule.from())))
                    + (rule.below() == null ? "" : " < " + won(BigDecimal.valueOf(rule.below())));
            return new Text(ko, en);
        }

        private static String won(BigDecimal value) {
            return String.format(Locale.ROOT, "%,d", value.longValue());
        }
    }
}
