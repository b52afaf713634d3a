package kr.dure.approval.internal.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.approval.internal.line.Flow.Allowed;
import kr.dure.approval.internal.line.LinePolicy.Withdrawal;
import kr.dure.product.Text;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;

/** Who may do what, and when: the table of roles, acts and states. */
final class Rules {
    private static final int MOST_INSIDE = 20;

    private Rules() {}

    /** @throws Problem when the act is not possible */
    static void check(Flow flow, Move move) {
        Step step = null;
        if (move.act().onStep()) {
            if (move.step() == null) {
                throw new Invalid("step", "어느 결재 단계인지 필요합니다.", "step is required.");
            }
            step = flow.step(move.step()).orElseThrow(() -> new NotFound("그런 결재 단계가 없습니다.", "There is no such step."));
        }
        refusal(flow, move.act(), step, move.actor()).ifPresent(problem -> {
            throw problem;
        });
        words(flow, move, step);
    }

    static List<Allowed> allowed(Flow flow, Actor actor) {
        List<Allowed> allowed = new ArrayList<>();
        for (Act act : Act.values()) {
            if (!act.onStep()) {
                if (act != Act.ANSWER && refusal(flow, act, null, actor).isEmpty()) {
                    allowed.add(new Allowed(act, null, null));
                }
                continue;
            }
            for (Step step : flow.steps()) {
                if (refusal(flow, act, step, actor).isEmpty()) {
                    boolean behalf = actor.onBehalf(step) && act != Act.EXCHANGE_APPROVER;
                    allowed.add(new Allowed(act, step.id(), behalf ? step.account() : null));
                }
            }
        }
        return allowed;
    }

    private static Optional<Problem> refusal(Flow flow, Act act, Step step, Actor actor) {
        return switch (act) {
            case SUBMIT -> drafter(flow, actor, flow.state() == DocumentState.DRAFT);
            case WITHDRAW -> drafter(flow, actor, withdrawable(flow));
            case REDRAFT -> drafter(flow, actor, flow.state().end());
            case CANCEL -> drafter(flow, actor, flow.state() == DocumentState.COMPLETED);
            case ANSWER -> when(flow.state() != DocumentState.DRAFT);
            case ADD_APPROVER ->
                mender(flow, actor) || turnOf(flow, actor) ? when(flow.state().running()) : Optional.of(notYours());
            case EXCHANGE_APPROVER -> exchange(flow, step, actor);
            default -> owns(flow, act, step, actor) ? when(possible(flow, act, step)) : Optional.of(notYours());
        };
    }

    private static boolean owns(Flow flow, Act act, Step step, Actor actor) {
        return actor.owns(step, flow.drafter())
                || act == Act.FINISH && actor.account().equals(step.assignee());
    }

    /** The table: may this act be done to this step now, by whoever owns it? */
    private static boolean possible(Flow flow, Act act, Step step) {
        boolean running = flow.state().running();
        boolean completed = flow.state() == DocumentState.COMPLETED;
        boolean turn = running && step.state().current();
        boolean opened = !flow.inside(step.id()).isEmpty();
        boolean outer = step.parent() == null;
        return switch (act) {
            case APPROVE -> {
                if (!outer) {
                    yield step.role() == Role.APPROVAL && completed && step.state() == StepState.ACTIVE;
                }
                if (step.role() == Role.LATER) {
                    yield step.state() == StepState.ACTIVE && (running || completed);
                }
                boolean ahead = step.role() == Role.PRIOR
                        && flow.policy().priorApproval()
                        && running
                        && step.state() == StepState.WAITING;
                yield step.role().decides() && (turn || ahead);
            }
            case REJECT -> outer && step.role().decides() && turn;
            case AGREE ->
                step.role() == Role.AGREEMENT && turn && !opened
                        || step.role() == Role.ASSISTANCE
                                && step.state().current()
                                && (running || completed && step.state() == StepState.ACTIVE);
            case DISAGREE -> step.role() == Role.AGREEMENT && turn && !opened;
            case OBJECT -> step.role() == Role.LATER && step.state() == StepState.ACTIVE && completed;
            case HOLD -> holds(step) && running && step.state() == StepState.ACTIVE && !opened;
            case RESUME -> running && step.state() == StepState.HELD;
            case ASK -> (holds(step) || step.role() == Role.ASSISTANCE) && turn;
            case ACKNOWLEDGE ->
                step.state() == StepState.CONFIRMING
                        || step.state() == StepState.ACTIVE
                                && (step.role() == Role.REFERENCE
                                        || step.role() == Role.READING
                                        || step.role() == Role.CIRCULATION
                                        || step.role() == Role.REPORT);
            case OPEN_LINE ->
                step.department() != null
                        && outer
                        && !opened
                        && (step.role() == Role.AGREEMENT && running && step.state() == StepState.ACTIVE
                                || step.role() == Role.RECEIVING && completed && step.state() == StepState.RECEIVED);
            case RECEIVE, RETURN -> step.role() == Role.RECEIVING && completed && step.state() == StepState.ACTIVE;
            case ASSIGN, FINISH ->
                step.role() == Role.RECEIVING && completed && !opened && step.state() == StepState.RECEIVED;
            default -> false;
        };
    }

    private static boolean holds(Step step) {
        return step.role().decides() || step.role() == Role.AGREEMENT;
    }

    private static boolean withdrawable(Flow flow) {
        return flow.state().running() && (flow.policy().withdrawUntil() == Withdrawal.COMPLETION || !flow.touched());
    }

    private static boolean mender(Flow flow, Actor actor) {
        return actor.manager() || actor.account().equals(flow.drafter());
    }

    private static boolean turnOf(Flow flow, Actor actor) {
        return flow.steps().stream()
                .anyMatch(step ->
                        step.state().current() && step.blocks(flow.policy()) && actor.owns(step, flow.drafter()));
    }

    /** Only of steps not done: by the drafter and managers, and of those still to come by whose turn it is. */
    private static Optional<Problem> exchange(Flow flow, Step step, Actor actor) {
        boolean his = mender(flow, actor) || turnOf(flow, actor) && step.state() == StepState.WAITING;
        if (!his) {
            return Optional.of(notYours());
        }
        boolean possible = step.account() != null
                && step.state().open()
                && (flow.state().running() && step.role().ordered()
                        || flow.state() == DocumentState.COMPLETED && step.role() == Role.LATER && actor.manager());
        return when(possible);
    }

    /** What must be said with an act. */
    private static void words(Flow flow, Move move, Step step) {
        Invalid.Checks checks = new Invalid.Checks();
        boolean silent = move.comment() == null || move.comment().isBlank();
        switch (move.act()) {
            case REJECT, DISAGREE, OBJECT, HOLD, ASK, RETURN ->
                checks.check(!silent, "comment", "의견을 적어 주세요.", "A comment is required.");
            default -> {}
        }
        switch (move.act()) {
            case ASSIGN, EXCHANGE_APPROVER, ASK ->
                checks.check(move.account() != null, "account", "사람을 골라 주세요.", "account is required.");
            case OPEN_LINE ->
                checks.check(
                        !move.accounts().isEmpty()
                                && move.accounts().size() <= MOST_INSIDE
                                && move.accounts().stream().distinct().count()
                                        == move.accounts().size(),
                        "accounts",
                        "부서 안의 결재선은 서로 다른 1명부터 " + MOST_INSIDE + "명까지입니다.",
                        "A department's line has 1 to " + MOST_INSIDE + " different people.");
            case ADD_APPROVER -> checks.check(move.insert() != null, "insert", "추가할 단계가 필요합니다.", "insert is required.");
            default -> {}
        }
        checks.done();
        if (move.act() == Act.ADD_APPROVER) {
            LineCheck.addition(flow, move.insert());
        }
        if (move.act() == Act.EXCHANGE_APPROVER) {
            LineCheck.exchange(flow, step, move.account());
        }
        if (move.act() == Act.SUBMIT) {
            LineCheck.check(flow.steps(), flow.policy(), flow.drafter());
        }
    }

    private static Optional<Problem> drafter(Flow flow, Actor actor, boolean possible) {
        return actor.account().equals(flow.drafter())
                ? when(possible)
                : Optional.of(new Forbidden("기안자만 할 수 있습니다.", "Only the drafter may do this."));
    }

    private static Optional<Problem> when(boolean possible) {
        return possible ? Optional.empty() : Optional.of(notNow());
    }

    private static Problem notYours() {
        return new Forbidden("이 단계의 결재자가 아닙니다.", "This step is not yours.");
    }

    private static Problem notNow() {
        return new Problem(
                409,
                "not-now",
                new Text("지금은 할 수 없습니다", "Not possible now"),
                new Text(
                        "문서나 결재 단계의 상태가 이 일을 허락하지 않습니다.",
                        "The state of the document or the step does not allow this."));
    }

    /** For tests: why not, if not. */
    static Optional<Problem> why(Flow flow, Act act, UUID step, Actor actor) {
        return refusal(flow, act, step == null ? null : flow.step(step).orElseThrow(), actor);
    }
}
