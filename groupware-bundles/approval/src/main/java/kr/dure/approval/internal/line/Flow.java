package kr.dure.approval.internal.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kr.dure.approval.internal.line.LinePolicy.Disagreement;
import kr.dure.approval.internal.line.LinePolicy.Later;
import kr.dure.approval.internal.line.LinePolicy.Reference;

/**
 * A document's way along its line, as a value: {@link #apply} gives the next one or says why not. Knows no database and
 * no clock.
 *
 * @param touched whether anybody but the drafter has decided anything
 */
public record Flow(DocumentState state, UUID drafter, LinePolicy policy, List<Step> steps, boolean touched) {
    public Flow {
        steps = List.copyOf(steps);
    }

    /** A draft. */
    public static Flow draft(UUID drafter, LinePolicy policy, List<Step> steps) {
        return new Flow(DocumentState.DRAFT, drafter, policy, steps, false);
    }

    public Optional<Step> step(UUID id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /** Whether it is in force and somebody still signs later (후결대기). */
    public boolean laterPending() {
        return state == DocumentState.COMPLETED
                && steps.stream()
                        .anyMatch(step ->
                                step.role() == Role.LATER && step.state().open());
    }

    /** The place whose turn it is; empty when nothing is waited for. */
    public OptionalInt turn() {
        return steps.stream()
                .filter(step -> step.blocks(policy) && step.state().open())
                .mapToInt(Step::order)
                .min();
    }

    /** The line inside a department. */
    List<Step> inside(UUID parent) {
        return steps.stream().filter(step -> parent.equals(step.parent())).toList();
    }

    /**
     * The flow after an act.
     *
     * @param ids for steps that the act adds
     * @throws kr.dure.web.Problem 403, 409 or 422 when the act is not possible; nothing has happened then
     */
    public Flow apply(Move move, Supplier<UUID> ids) {
        Rules.check(this, move);
        return switch (move.act()) {
            case SUBMIT -> become(DocumentState.IN_PROGRESS).settle(move.at());
            case APPROVE -> approve(move, ids);
            case REJECT -> reject(move, ids);
            case AGREE -> answered(move, StepState.AGREED, ids);
            case DISAGREE -> answered(move, StepState.DISAGREED, ids);
            case OBJECT -> set(move.step(), StepState.OBJECTED).touch();
            case HOLD -> set(move.step(), StepState.HELD).touch().settle(move.at());
            case RESUME -> set(move.step(), StepState.ACTIVE).settle(move.at());
            case WITHDRAW -> end(DocumentState.WITHDRAWN);
            case ADD_APPROVER -> insert(move.insert()).settle(move.at());
            case EXCHANGE_APPROVER -> change(move.step(), step -> step.by(move.account()));
            case ACKNOWLEDGE -> set(move.step(), StepState.DONE);
            case OPEN_LINE -> open(move, ids);
            case RECEIVE -> set(move.step(), StepState.RECEIVED);
            case RETURN -> set(move.step(), StepState.RETURNED);
            case ASSIGN -> change(move.step(), step -> step.assignedTo(move.account()));
            case FINISH -> set(move.step(), StepState.FINISHED);
            case ASK, ANSWER, REDRAFT, CANCEL -> this;
        };
    }

    /** Another document that cancels this one was completed (취소). */
    public Flow cancelled() {
        return end(DocumentState.CANCELLED);
    }

    /** Steps whose time is over count as approved (기한후결). */
    public Flow expire(Instant now) {
        if (!state.running()) {
            return this;
        }
        Flow next = map(step -> step.role() == Role.LATER
                        && step.state() == StepState.ACTIVE
                        && step.deadline() != null
                        && !step.deadline().isAfter(now)
                ? step.in(StepState.APPROVED)
                : step);
        return next.equals(this) ? this : next.touch().settle(now);
    }

    /** What {@code actor} may do now, on which step. */
    public List<Allowed> allowed(Actor actor) {
        return Rules.allowed(this, actor);
    }

    /**
     * Something somebody may do.
     *
     * @param step null where it is not done to a step
     * @param onBehalf for whom, or null
     */
    public record Allowed(Act act, UUID step, UUID onBehalf) {}

    private Flow approve(Move move, Supplier<UUID> ids) {
        Step step = step(move.step()).orElseThrow();
        if (step.parent() != null) {
            return insideAnswered(step, StepState.APPROVED, StepState.FINISHED, move, ids);
        }
        Flow next = set(step.id(), StepState.APPROVED).touch().reported(step, move.actor(), ids);
        if (step.role() == Role.FINAL) {
            next = next.map(other -> other.parent() == null
                            && other.role().ordered()
                            && other.order() > step.order()
                            && other.state().open()
                    ? other.in(StepState.PASSED)
                    : other);
        }
        if (step.role() == Role.PRIOR && step.state() == StepState.WAITING) {
            next = next.map(other -> other.parent() == null
                            && other.role().decides()
                            && other.order() < step.order()
                            && other.state().open()
                    ? other.in(StepState.CONFIRMING)
                    : other);
        }
        return next.settle(move.at());
    }

    private Flow reject(Move move, Supplier<UUID> ids) {
        Step step = step(move.step()).orElseThrow();
        OptionalInt before = steps.stream()
                .filter(other -> sentBackTo(other) && other.order() < step.order())
                .mapToInt(Step::order)
                .max();
        if (move.back() && before.isPresent()) {
            return map(other -> {
                        if (other.id().equals(step.id())) {
                            return other.in(StepState.WAITING);
                        }
                        return sentBackTo(other) && other.order() == before.getAsInt()
                                ? other.in(StepState.ACTIVE)
                                : other;
                    })
                    .withoutLinesInside(before.getAsInt())
                    .touch()
                    .settle(move.at());
        }
        return set(step.id(), StepState.REJECTED)
                .touch()
                .reported(step, move.actor(), ids)
                .end(DocumentState.REJECTED);
    }

    private boolean sentBackTo(Step step) {
        return step.blocks(policy)
                && (step.state() == StepState.APPROVED
                        || step.state() == StepState.AGREED
                        || step.state() == StepState.DISAGREED);
    }

    /** A department that is asked once more opens its line once more. */
    private Flow withoutLinesInside(int order) {
        Set<UUID> asked = new HashSet<>();
        steps.stream()
                .filter(step -> step.parent() == null && step.order() == order && step.department() != null)
                .forEach(step -> asked.add(step.id()));
        return with(steps.stream()
                .filter(step -> step.parent() == null || !asked.contains(step.parent()))
                .toList());
    }

    private Flow answered(Move move, StepState answer, Supplier<UUID> ids) {
        Step step = step(move.step()).orElseThrow();
        if (step.parent() != null) {
            return insideAnswered(step, answer, answer, move, ids);
        }
        return set(step.id(), answer).touch().reported(step, move.actor(), ids).afterAnswer(answer, move.at());
    }

    /** The last one inside a department answers for it; who disagrees does so for all of it. */
    private Flow insideAnswered(Step step, StepState answer, StepState outer, Move move, Supplier<UUID> ids) {
        Flow next = set(step.id(), answer).touch().reported(step, move.actor(), ids);
        boolean last = next.inside(step.parent()).stream()
                .noneMatch(other -> other.state().open());
        if (!last && answer != StepState.DISAGREED) {
            return next.linesInside();
        }
        return next.map(other ->
                        step.parent().equals(other.parent()) && other.state().open()
                                ? other.in(StepState.ENDED)
                                : other)
                .set(step.parent(), outer)
                .afterAnswer(outer, move.at());
    }

    private Flow afterAnswer(StepState answer, Instant at) {
        if (!state.running()) {
            return this;
        }
        return answer == StepState.DISAGREED && policy.disagreement() == Disagreement.RETURN
                ? end(DocumentState.REJECTED)
                : settle(at);
    }

    /** Whoever was represented takes note afterwards (후열), once. */
    private Flow reported(Step step, Actor actor, Supplier<UUID> ids) {
        UUID absent = step.role() == Role.DEPUTY ? step.forAccount() : step.account();
        boolean represented = absent != null && !absent.equals(actor.account());
        boolean known = steps.stream()
                .anyMatch(other -> other.role() == Role.REPORT && Objects.equals(other.account(), absent));
        if (!represented || known) {
            return this;
        }
        List<Step> more = new ArrayList<>(steps);
        more.add(Step.of(ids.get(), 0, Role.REPORT, absent).in(StepState.ACTIVE));
        return with(more);
    }

    private Flow open(Move move, Supplier<UUID> ids) {
        Step outer = step(move.step()).orElseThrow();
        Role role = outer.role() == Role.AGREEMENT ? Role.AGREEMENT : Role.APPROVAL;
        List<Step> more = new ArrayList<>(steps);
        int place = 1;
        for (UUID account : move.accounts()) {
            more.add(Step.of(ids.get(), place++, role, account).inside(outer.id()));
        }
        return with(more).touch().linesInside();
    }

    private Flow insert(Step added) {
        List<Step> more = new ArrayList<>();
        for (Step step : steps) {
            boolean moves = added.role().ordered()
                    && step.parent() == null
                    && step.role().ordered()
                    && step.order() >= added.order();
            more.add(moves ? step.at(step.order() + 1) : step);
        }
        more.add(added);
        return with(more);
    }

    /** Whose turn it is now, and whether it is over. */
    private Flow settle(Instant now) {
        OptionalInt turn = turn();
        if (turn.isEmpty()) {
            return complete();
        }
        int place = turn.getAsInt();
        Flow next = map(step -> {
            if (step.parent() != null) {
                return step;
            }
            if (step.role() == Role.REFERENCE
                    && policy.referenceFrom() == Reference.SUBMISSION
                    && step.state() == StepState.WAITING) {
                return step.in(StepState.ACTIVE);
            }
            if (!step.role().ordered()) {
                return step;
            }
            if (step.order() <= place && step.state() == StepState.WAITING) {
                return begin(step, now);
            }
            return step.order() > place && step.state().current() ? step.in(StepState.WAITING) : step;
        });
        boolean held = next.steps.stream().anyMatch(step -> step.state() == StepState.HELD);
        return next.become(held ? DocumentState.ON_HOLD : DocumentState.IN_PROGRESS)
                .linesInside();
    }

    private Step begin(Step step, Instant now) {
        Step begun = step.in(StepState.ACTIVE);
        return step.role() == Role.LATER && policy.laterApproval() == Later.AUTO_APPROVE
                ? begun.until(now.plus(policy.laterAfter()))
                : begun;
    }

    private Flow complete() {
        return map(step ->
                        step.parent() == null && step.state() == StepState.WAITING ? step.in(StepState.ACTIVE) : step)
                .become(DocumentState.COMPLETED);
    }

    /** Inside a department whose turn it is, one after the other; elsewhere nobody. */
    private Flow linesInside() {
        Set<UUID> begun = new HashSet<>();
        Set<UUID> running = new HashSet<>();
        steps.stream()
                .filter(step -> step.state().current() || step.state() == StepState.RECEIVED)
                .forEach(step -> running.add(step.id()));
        return map(step -> {
            if (step.parent() == null || !step.state().open()) {
                return step;
            }
            boolean first = running.contains(step.parent()) && begun.add(step.parent());
            if (!first) {
                return step.in(StepState.WAITING);
            }
            return step.state() == StepState.WAITING ? step.in(StepState.ACTIVE) : step;
        });
    }

    /** Nobody acts any more; who was represented still takes note. */
    private Flow end(DocumentState how) {
        return map(step -> step.role() != Role.REPORT && (step.state().open() || step.state() == StepState.CONFIRMING)
                        ? step.in(StepState.ENDED)
                        : step)
                .become(how);
    }

    private Flow set(UUID id, StepState next) {
        return change(id, step -> step.in(next));
    }

    private Flow change(UUID id, Function<Step, Step> change) {
        Predicate<Step> it = step -> step.id().equals(id);
        return map(step -> it.test(step) ? change.apply(step) : step);
    }

    private Flow map(Function<Step, Step> change) {
        return with(steps.stream().map(change).toList());
    }

    private Flow with(List<Step> next) {
        return new Flow(state, drafter, policy, next, touched);
    }

    private Flow become(DocumentState next) {
        return new Flow(next, drafter, policy, steps, touched);
    }

    private Flow touch() {
        return new Flow(state, drafter, policy, steps, true);
    }
}
