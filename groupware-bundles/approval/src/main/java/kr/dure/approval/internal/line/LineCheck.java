package kr.dure.approval.internal.line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.web.Invalid;

/** Whether a line can be gone at all. Names the steps at fault as {@code line[2].account}. */
public final class LineCheck {
    /** The most steps with a place in the order. */
    public static final int MOST_ORDERED = 50;

    /** The most steps of all. */
    public static final int MOST = 300;

    private LineCheck() {}

    /** @throws Invalid naming what is wrong */
    public static void check(List<Step> steps, LinePolicy policy, UUID drafter) {
        Invalid.Checks checks = new Invalid.Checks();
        List<Step> outer = steps.stream().filter(step -> step.parent() == null).toList();
        long ordered = outer.stream().filter(step -> step.role().ordered()).count();
        checks.check(
                ordered <= MOST_ORDERED && outer.size() <= MOST,
                "line",
                "결재선은 " + MOST_ORDERED + "단계, 모두 " + MOST + "명까지입니다.",
                "A line has at most " + MOST_ORDERED + " steps in order and " + MOST + " in all.");
        checks.check(
                outer.stream().anyMatch(step -> step.role().decides()),
                "line",
                "결재할 사람이 한 명은 있어야 합니다.",
                "Somebody must approve.");
        for (int i = 0; i < outer.size(); i++) {
            step(checks, outer.get(i), "line[" + i + "]", policy);
        }
        together(checks, outer);
        people(checks, outer, drafter);
        finals(checks, outer);
        checks.done();
    }

    /** Places without gaps: 1, 2, 2, 3 … */
    public static List<Step> numbered(List<Step> steps) {
        TreeSet<Integer> places = new TreeSet<>();
        steps.stream()
                .filter(step -> step.parent() == null && step.role().ordered())
                .forEach(step -> places.add(step.order()));
        List<Integer> order = new ArrayList<>(places);
        return steps.stream()
                .map(step -> step.parent() != null
                        ? step
                        : step.at(step.role().ordered() ? order.indexOf(step.order()) + 1 : 0))
                .toList();
    }

    /** @throws Invalid unless the step comes where nobody has acted yet and the line is then still one */
    static void addition(Flow flow, Step added) {
        int turn = flow.turn().orElse(0);
        if (added.role() == Role.REPORT || added.role().ordered() && added.order() <= turn) {
            throw new Invalid(
                    "insert.order", "아직 차례가 오지 않은 자리에만 더할 수 있습니다.", "Steps are added where the turn has not come.");
        }
        List<Step> line = new ArrayList<>();
        for (Step step : flow.steps()) {
            boolean moves = added.role().ordered()
                    && step.parent() == null
                    && step.role().ordered()
                    && step.order() >= added.order();
            line.add(moves ? step.at(step.order() + 1) : step);
        }
        line.add(added);
        check(line, flow.policy(), flow.drafter());
    }

    /** @throws Invalid when the successor stands in the line already */
    static void exchange(Flow flow, Step step, UUID successor) {
        List<Step> line = flow.steps().stream()
                .map(other -> other.id().equals(step.id()) ? other.by(successor) : other)
                .toList();
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                !successor.equals(step.account()),
                "account",
                "이미 이 단계의 결재자입니다.",
                "This step is that person's already.");
        checks.done();
        check(line, flow.policy(), flow.drafter());
    }

    private static void step(Invalid.Checks checks, Step step, String field, LinePolicy policy) {
        boolean person = step.account() != null;
        boolean department = step.department() != null;
        checks.check(person != department, field, "사람이나 부서 하나가 필요합니다.", "A step needs a person or a department.");
        checks.check(
                !department || step.role().departmental(),
                field + ".departmentId",
                "이 역할은 부서가 맡을 수 없습니다.",
                "A department cannot have this role.");
        checks.check(
                !step.role().ordered() || step.order() >= 1, field + ".order", "순서는 1부터입니다.", "order counts from 1.");
        checks.check(
                (step.role() == Role.DEPUTY) == (step.forAccount() != null)
                        && (step.forAccount() == null || !step.forAccount().equals(step.account())),
                field + ".forAccountId",
                "대결은 누구를 대신하는지 필요하고, 다른 역할은 그렇지 않습니다.",
                "DEPUTY needs forAccountId, somebody else; other roles do not take it.");
        checks.check(
                step.role() != Role.PRIOR || policy.priorApproval(),
                field + ".role",
                "이 회사는 선결을 쓰지 않습니다.",
                "PRIOR is switched off in this company.");
    }

    private static void together(Invalid.Checks checks, List<Step> outer) {
        Map<Integer, Step> places = new HashMap<>();
        for (int i = 0; i < outer.size(); i++) {
            Step step = outer.get(i);
            if (!step.role().ordered()) {
                continue;
            }
            Step other = places.putIfAbsent(step.order(), step);
            checks.check(
                    other == null || step.role().parallel() && other.role() == step.role(),
                    "line[" + i + "].order",
                    "같은 순서에는 합의끼리, 협조끼리만 설 수 있습니다.",
                    "Only agreements, or only assistances, share a place.");
        }
    }

    /** Nobody stands twice in the order, and the drafter decides only where he is the whole line (1인결재). */
    private static void people(Invalid.Checks checks, List<Step> outer, UUID drafter) {
        List<Step> ordered =
                outer.stream().filter(step -> step.role().ordered()).toList();
        boolean alone = ordered.size() == 1 && ordered.get(0).role() == Role.FINAL;
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < outer.size(); i++) {
            Step step = outer.get(i);
            UUID who = step.account() != null ? step.account() : step.department();
            if (!step.role().ordered() || who == null) {
                continue;
            }
            checks.check(
                    seen.add(who),
                    "line[" + i + "].accountId",
                    "결재선에 같은 사람이나 부서가 두 번 있습니다.",
                    "The same person or department stands in the line twice.");
            checks.check(
                    !who.equals(drafter) || alone,
                    "line[" + i + "].accountId",
                    "기안자는 자기 문서를 결재할 수 없습니다. 혼자 결재하는 전결 한 단계만 됩니다.",
                    "The drafter cannot decide on his own document, except in a line of one FINAL step.");
        }
    }

    private static void finals(Invalid.Checks checks, List<Step> outer) {
        int place = outer.stream()
                .filter(step -> step.role() == Role.FINAL)
                .mapToInt(Step::order)
                .min()
                .orElse(Integer.MAX_VALUE);
        for (int i = 0; i < outer.size(); i++) {
            Step step = outer.get(i);
            checks.check(
                    step.order() <= place
                            || step.role() == Role.APPROVAL
                            || !step.role().ordered(),
                    "line[" + i + "].role",
                    "전결 다음에는 결재만 올 수 있습니다.",
                    "Only approvals can come after a final decision.");
        }
    }
}
