package kr.dure.approval.internal.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.dure.approval.internal.line.Flow.Allowed;
import kr.dure.approval.internal.line.LinePolicy.Disagreement;
import kr.dure.approval.internal.line.LinePolicy.Later;
import kr.dure.approval.internal.line.LinePolicy.Reference;
import kr.dure.approval.internal.line.LinePolicy.Withdrawal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever people do, in whatever order, on whatever line. */
class FlowPropertiesTest {
    private static final UUID DRAFTER = new UUID(0, 1);
    private static final UUID STRANGER = new UUID(0, 2);
    private static final UUID DEPARTMENT = new UUID(3, 3);
    private static final Set<Act> DECISIONS =
            Set.of(Act.APPROVE, Act.REJECT, Act.AGREE, Act.DISAGREE, Act.HOLD, Act.RESUME);
    private static final Set<Act> FORWARD = Set.of(Act.APPROVE, Act.AGREE);

    private long ids = 1_000;
    private Instant now = Instant.parse("2026-06-15T03:00:00Z");

    @Property(tries = 1500)
    void everyDocumentReachesAnEndAndNobodyActsOutOfTurn(
            @ForAll("policies") LinePolicy policy, @ForAll("lines") List<Step> line, @ForAll Random random) {
        Flow flow = Flow.draft(DRAFTER, policy, numbered(line, policy));
        flow = flow.apply(Move.of(Act.SUBMIT, Actor.of(DRAFTER), null, now), this::id);
        for (int i = 0; i < 30 && flow.state().running(); i++) {
            flow = act(flow, random, false);
        }
        for (int i = 0; i < 200 && flow.state().running(); i++) {
            flow = act(flow, random, true);
        }
        assertThat(flow.state().end()).as("%s", flow).isTrue();
        assertThat(flow.steps())
                .noneMatch(step -> step.blocks(policy) && step.state().open());
        if (flow.state() == DocumentState.COMPLETED) {
            assertThat(flow.steps())
                    .noneMatch(step -> step.state() == StepState.WAITING && step.parent() == null)
                    .anyMatch(step -> step.role().decides() && step.state() == StepState.APPROVED);
        }
    }

    private Flow act(Flow flow, Random random, boolean forward) {
        now = now.plus(Duration.ofMinutes(1));
        List<Actor> actors = actors(flow);
        List<Map.Entry<Actor, Allowed>> possible = new ArrayList<>();
        for (Actor actor : actors) {
            for (Allowed allowed : flow.allowed(actor)) {
                if (forward ? FORWARD.contains(allowed.act()) : wanted(allowed.act())) {
                    possible.add(Map.entry(actor, allowed));
                }
            }
        }
        assertThat(flow.allowed(Actor.of(STRANGER))).isEmpty();
        if (possible.isEmpty()) {
            // Nobody can do anything but wait for a step whose time is over.
            Flow later = flow.expire(now.plus(Duration.ofDays(2)));
            assertThat(later)
                    .as("a document that nobody can bring forward: %s", flow)
                    .isNotEqualTo(flow);
            return later;
        }
        Map.Entry<Actor, Allowed> chosen = possible.get(random.nextInt(possible.size()));
        Allowed allowed = chosen.getValue();
        Step step = allowed.step() == null ? null : flow.step(allowed.step()).orElseThrow();
        if (DECISIONS.contains(allowed.act())) {
            inTurn(flow, step);
        }
        Move move = Move.of(allowed.act(), chosen.getKey(), allowed.step(), now)
                .saying("의견")
                .about(DRAFTER)
                .through(List.of(id(), id()));
        Flow next = flow.apply(random.nextBoolean() ? move : move.goingBack(), this::id);
        decisionsStay(flow, next, allowed.act());
        return next;
    }

    /** Rejecting and withdrawing at random would end most documents at once; they come last in the list of acts. */
    private static boolean wanted(Act act) {
        return switch (act) {
            case ADD_APPROVER, EXCHANGE_APPROVER, WITHDRAW, ASK -> false;
            default -> true;
        };
    }

    private static void inTurn(Flow flow, Step step) {
        Step outer = step.parent() == null ? step : flow.step(step.parent()).orElseThrow();
        boolean ahead = outer.role() == Role.PRIOR && flow.policy().priorApproval();
        boolean free = !outer.blocks(flow.policy());
        assertThat(ahead || free || outer.order() == flow.turn().orElseThrow())
                .as("out of turn: %s in %s", step, flow)
                .isTrue();
        if (step.parent() != null) {
            assertThat(flow.inside(step.parent()).stream()
                            .filter(other -> other.state().open())
                            .mapToInt(Step::order)
                            .min())
                    .hasValue(step.order());
        }
    }

    /** Who has decided has decided; only a document sent one step back asks once more. */
    private static void decisionsStay(Flow before, Flow after, Act act) {
        Map<UUID, Step> next = after.steps().stream().collect(Collectors.toMap(Step::id, Function.identity()));
        for (Step step : before.steps()) {
            boolean decided =
                    !step.state().open() && step.state() != StepState.CONFIRMING && step.state() != StepState.RECEIVED;
            if (decided && act != Act.REJECT) {
                assertThat(next.get(step.id())).isEqualTo(step);
            }
        }
    }

    private static List<Actor> actors(Flow flow) {
        List<Actor> actors = new ArrayList<>();
        actors.add(Actor.of(DRAFTER));
        for (Step step : flow.steps()) {
            if (step.account() != null) {
                actors.add(Actor.of(step.account()));
                actors.add(new Actor(
                        new UUID(9, step.account().getLeastSignificantBits()),
                        Set.of(step.account()),
                        Set.of(),
                        Set.of(),
                        false));
            } else {
                actors.add(new Actor(new UUID(8, 8), Set.of(), Set.of(step.department()), Set.of(), false));
            }
        }
        return actors;
    }

    private UUID id() {
        return new UUID(7, ids++);
    }

    @Provide
    Arbitrary<LinePolicy> policies() {
        return Combinators.combine(
                        Arbitraries.of(Later.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Disagreement.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Reference.values()),
                        Arbitraries.of(Withdrawal.values()))
                .as((later, prior, disagreement, blocks, reference, withdrawal) ->
                        new LinePolicy(later, 24, prior, disagreement, blocks, reference, withdrawal));
    }

    @Provide
    Arbitrary<List<Step>> lines() {
        return Combinators.combine(
                        Arbitraries.of(Role.values()).filter(role -> role != Role.FINAL && role != Role.REPORT),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.of(true, false))
                .as((role, order, department) -> role.departmental() && department
                        ? Step.ofDepartment(null, order, role, DEPARTMENT)
                        : Step.of(null, order, role, null))
                .list()
                .ofMaxSize(9);
    }

    /** Makes a valid line of what jqwik threw: own people, places of their own unless they may be shared. */
    private List<Step> numbered(List<Step> thrown, LinePolicy policy) {
        List<Step> line = new ArrayList<>();
        int place = 0;
        Step before = null;
        for (Step step : thrown) {
            if (step.role() == Role.PRIOR && !policy.priorApproval()) {
                continue;
            }
            boolean shares = before != null
                    && before.role() == step.role()
                    && step.role().parallel()
                    && step.order() % 2 == 0;
            place += step.role().ordered() && !shares ? 1 : 0;
            UUID department = step.department() == null ? null : new UUID(3, line.size());
            Step made = new Step(
                    id(),
                    step.role().ordered() ? place : 0,
                    step.role(),
                    StepState.WAITING,
                    department == null ? id() : null,
                    department,
                    step.role() == Role.DEPUTY ? id() : null,
                    null,
                    null,
                    null);
            line.add(made);
            before = step.role().ordered() ? made : before;
        }
        boolean last = thrown.size() % 2 == 0;
        line.add(Step.of(id(), ++place, last ? Role.APPROVAL : Role.FINAL, id()));
        if (!last) {
            line.add(Step.of(id(), ++place, Role.APPROVAL, id()));
        }
        LineCheck.check(line, policy, DRAFTER);
        return line;
    }
}
