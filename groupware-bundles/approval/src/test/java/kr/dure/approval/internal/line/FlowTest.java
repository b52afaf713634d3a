package kr.dure.approval.internal.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.line.LinePolicy.Disagreement;
import kr.dure.approval.internal.line.LinePolicy.Later;
import kr.dure.approval.internal.line.LinePolicy.Reference;
import kr.dure.approval.internal.line.LinePolicy.Withdrawal;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

/** The blocking rules, one by one. */
class FlowTest {
    private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
    private static final UUID DRAFTER = person(1);
    private static final UUID SALES = new UUID(5, 5);

    private LinePolicy policy = LinePolicy.DEFAULT;
    private Flow flow;
    private int added;

    @Test
    void approvalsBlockInOrderAndTheLastCompletes() {
        submit(step(1, Role.APPROVAL, 2), step(2, Role.APPROVAL, 3));
        assertThat(states()).containsExactly("ACTIVE", "WAITING");
        assertThatThrownBy(() -> act(Act.APPROVE, 3)).isInstanceOf(Problem.class);
        act(Act.APPROVE, 2);
        assertThat(states()).containsExactly("APPROVED", "ACTIVE");
        act(Act.APPROVE, 3);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
    }

    @Test
    void aFinalDecisionPassesLaterApproversOver() {
        submit(step(1, Role.APPROVAL, 2), step(2, Role.FINAL, 3), step(3, Role.APPROVAL, 4));
        act(Act.APPROVE, 2);
        act(Act.APPROVE, 3);
        assertThat(states()).containsExactly("APPROVED", "APPROVED", "PASSED");
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
    }

    @Test
    void aDeputySignsAndTheAbsentOneTakesNoteWithoutAVeto() {
        submit(step(1, Role.DEPUTY, 2).forAccount(person(9)));
        act(Act.APPROVE, 2);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
        Step report = flow.steps().get(1);
        assertThat(report.role()).isEqualTo(Role.REPORT);
        assertThat(report.account()).isEqualTo(person(9));
        assertThat(flow.allowed(Actor.of(person(9))))
                .extracting(Flow.Allowed::act)
                .containsExactly(Act.ACKNOWLEDGE);
    }

    @Test
    void whoIsRepresentedByHisAbsenceTakesNoteOnceAndTheDrafterDecidesForNobody() {
        submit(step(1, Role.APPROVAL, 2));
        Actor drafter = new Actor(DRAFTER, Set.of(person(2)), Set.of(), Set.of(), false);
        assertThatThrownBy(() -> flow.apply(Move.of(Act.APPROVE, drafter, person(2), NOW), this::id))
                .isInstanceOf(Forbidden.class);
        Actor deputy = new Actor(person(3), Set.of(person(2)), Set.of(), Set.of(), false);
        assertThat(flow.allowed(deputy)).contains(new Flow.Allowed(Act.APPROVE, person(2), person(2)));
        flow = flow.apply(Move.of(Act.APPROVE, deputy, person(2), NOW), this::id);
        assertThat(flow.steps()).extracting(Step::role).containsExactly(Role.APPROVAL, Role.REPORT);
    }

    @Test
    void laterApprovalDoesNotBlockAndObjectsWithoutStopping() {
        submit(step(1, Role.LATER, 2), step(2, Role.APPROVAL, 3));
        assertThat(states()).containsExactly("ACTIVE", "ACTIVE");
        act(Act.APPROVE, 3);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
        assertThat(flow.laterPending()).isTrue();
        flow = flow.apply(move(Act.OBJECT, 2).saying("금액이 맞지 않습니다"), this::id);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
        assertThat(flow.laterPending()).isFalse();
        assertThat(states()).containsExactly("OBJECTED", "APPROVED");
    }

    @Test
    void laterApprovalInItsOtherMeaningWaitsForItsTimeAndThenCountsAsApproved() {
        policy = new LinePolicy(
                Later.AUTO_APPROVE, 24, false, Disagreement.RETURN, true, Reference.SUBMISSION, Withdrawal.FIRST_ACT);
        submit(step(1, Role.LATER, 2), step(2, Role.APPROVAL, 3));
        assertThat(states()).containsExactly("ACTIVE", "WAITING");
        assertThat(flow.expire(NOW.plus(Duration.ofHours(23)))).isEqualTo(flow);
        flow = flow.expire(NOW.plus(Duration.ofHours(24)));
        assertThat(states()).containsExactly("APPROVED", "ACTIVE");
    }

    @Test
    void aSeniorApprovesFirstAndJuniorsThenOnlyConfirm() {
        policy = new LinePolicy(
                Later.SIGN_LATER, 24, true, Disagreement.RETURN, true, Reference.SUBMISSION, Withdrawal.FIRST_ACT);
        submit(step(1, Role.APPROVAL, 2), step(2, Role.AGREEMENT, 3), step(3, Role.PRIOR, 4));
        act(Act.APPROVE, 4);
        assertThat(states()).containsExactly("CONFIRMING", "ACTIVE", "APPROVED");
        assertThat(flow.state()).isEqualTo(DocumentState.IN_PROGRESS);
        act(Act.AGREE, 3);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
        act(Act.ACKNOWLEDGE, 2);
        assertThat(states()).containsExactly("DONE", "AGREED", "APPROVED");
    }

    @Test
    void priorApprovalIsOffUntilTheCompanyWantsIt() {
        assertThatThrownBy(() -> submit(step(1, Role.APPROVAL, 2), step(2, Role.PRIOR, 3)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("PRIOR");
    }

    @Test
    void parallelAgreementsAreAskedAtOnceAndAllAreWaitedFor() {
        submit(step(1, Role.AGREEMENT, 2), step(1, Role.AGREEMENT, 3), step(2, Role.APPROVAL, 4));
        assertThat(states()).containsExactly("ACTIVE", "ACTIVE", "WAITING");
        act(Act.AGREE, 3);
        assertThat(states()).containsExactly("ACTIVE", "AGREED", "WAITING");
        act(Act.AGREE, 2);
        assertThat(states()).containsExactly("AGREED", "AGREED", "ACTIVE");
    }

    @Test
    void aDisagreementReturnsTheDocumentOrIsRecorded() {
        submit(step(1, Role.AGREEMENT, 2), step(2, Role.APPROVAL, 3));
        flow = flow.apply(move(Act.DISAGREE, 2).saying("반대합니다"), this::id);
        assertThat(flow.state()).isEqualTo(DocumentState.REJECTED);
        assertThat(states()).containsExactly("DISAGREED", "ENDED");

        policy = new LinePolicy(
                Later.SIGN_LATER, 24, false, Disagreement.RECORD, true, Reference.SUBMISSION, Withdrawal.FIRST_ACT);
        submit(step(1, Role.AGREEMENT, 2), step(2, Role.APPROVAL, 3));
        flow = flow.apply(move(Act.DISAGREE, 2).saying("반대합니다"), this::id);
        assertThat(states()).containsExactly("DISAGREED", "ACTIVE");
    }

    @Test
    void aDepartmentAgreesByALineOfItsOwn() {
        submit(Step.ofDepartment(person(20), 1, Role.AGREEMENT, SALES), step(2, Role.APPROVAL, 3));
        Actor officer = new Actor(person(7), Set.of(), Set.of(SALES), Set.of(), false);
        flow = flow.apply(
                Move.of(Act.OPEN_LINE, officer, person(20), NOW).through(List.of(person(7), person(8))), this::id);
        assertThat(states()).containsExactly("ACTIVE", "WAITING", "ACTIVE", "WAITING");
        assertThat(flow.allowed(officer)).extracting(Flow.Allowed::act).doesNotContain(Act.OPEN_LINE);
        agreeInside(person(7));
        assertThat(states()).containsExactly("ACTIVE", "WAITING", "AGREED", "ACTIVE");
        agreeInside(person(8));
        assertThat(states()).containsExactly("AGREED", "ACTIVE", "AGREED", "AGREED");
    }

    @Test
    void assistanceBlocksOnlyWhereTheCompanySaysSo() {
        submit(step(1, Role.ASSISTANCE, 2), step(2, Role.APPROVAL, 3));
        assertThat(states()).containsExactly("ACTIVE", "WAITING");
        policy = new LinePolicy(
                Later.SIGN_LATER, 24, false, Disagreement.RETURN, false, Reference.SUBMISSION, Withdrawal.FIRST_ACT);
        submit(step(1, Role.ASSISTANCE, 2), step(2, Role.APPROVAL, 3));
        assertThat(states()).containsExactly("ACTIVE", "ACTIVE");
    }

    @Test
    void referenceReadingCirculationAndReceivingComeWhenTheRuleSays() {
        submit(
                step(1, Role.APPROVAL, 2),
                step(0, Role.REFERENCE, 3),
                step(0, Role.READING, 4),
                step(0, Role.CIRCULATION, 5),
                Step.ofDepartment(person(20), 0, Role.RECEIVING, SALES));
        assertThat(states()).containsExactly("ACTIVE", "ACTIVE", "WAITING", "WAITING", "WAITING");
        act(Act.APPROVE, 2);
        assertThat(states()).containsExactly("APPROVED", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE");
    }

    @Test
    void aReceivingDepartmentTakesOrReturnsAndAPersonFinishes() {
        submit(step(1, Role.APPROVAL, 2), Step.ofDepartment(person(20), 0, Role.RECEIVING, SALES));
        act(Act.APPROVE, 2);
        Actor officer = new Actor(person(7), Set.of(), Set.of(SALES), Set.of(), false);
        flow = flow.apply(Move.of(Act.RECEIVE, officer, person(20), NOW), this::id);
        flow = flow.apply(Move.of(Act.ASSIGN, officer, person(20), NOW).about(person(8)), this::id);
        flow = flow.apply(Move.of(Act.FINISH, Actor.of(person(8)), person(20), NOW), this::id);
        assertThat(states()).containsExactly("APPROVED", "FINISHED");
    }

    @Test
    void rejectingEndsOrGoesOneStepBack() {
        submit(step(1, Role.APPROVAL, 2), step(2, Role.APPROVAL, 3));
        act(Act.APPROVE, 2);
        flow = flow.apply(move(Act.REJECT, 3).saying("다시 보세요").goingBack(), this::id);
        assertThat(states()).containsExactly("ACTIVE", "WAITING");
        flow = flow.apply(move(Act.REJECT, 2).saying("반려").goingBack(), this::id);
        assertThat(flow.state()).isEqualTo(DocumentState.REJECTED);
    }

    @Test
    void rejectingNeedsAReason() {
        submit(step(1, Role.APPROVAL, 2));
        assertThatThrownBy(() -> act(Act.REJECT, 2)).isInstanceOf(Invalid.class).hasMessageContaining("comment");
    }

    @Test
    void aDrafterTakesBackUntilSomebodyActed() {
        submit(step(1, Role.APPROVAL, 2), step(2, Role.APPROVAL, 3));
        Flow before = flow;
        act(Act.APPROVE, 2);
        assertThatThrownBy(() -> flow.apply(Move.of(Act.WITHDRAW, Actor.of(DRAFTER), null, NOW), this::id))
                .isInstanceOf(Problem.class);
        flow = before.apply(Move.of(Act.WITHDRAW, Actor.of(DRAFTER), null, NOW), this::id);
        assertThat(flow.state()).isEqualTo(DocumentState.WITHDRAWN);
        assertThat(states()).containsExactly("ENDED", "ENDED");
    }

    @Test
    void holdingKeepsTheTurn() {
        submit(step(1, Role.APPROVAL, 2));
        flow = flow.apply(move(Act.HOLD, 2).saying("자료를 기다립니다"), this::id);
        assertThat(flow.state()).isEqualTo(DocumentState.ON_HOLD);
        act(Act.APPROVE, 2);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
    }

    @Test
    void anApproverIsAddedOnlyWhereTheTurnHasNotCome() {
        submit(step(1, Role.APPROVAL, 2), step(2, Role.APPROVAL, 3));
        assertThatThrownBy(() -> flow.apply(move(Act.ADD_APPROVER, 2).inserting(step(1, Role.APPROVAL, 6)), this::id))
                .isInstanceOf(Invalid.class);
        flow = flow.apply(move(Act.ADD_APPROVER, 2).inserting(step(2, Role.APPROVAL, 6)), this::id);
        act(Act.APPROVE, 2);
        assertThat(flow.turn()).hasValue(2);
        act(Act.APPROVE, 6);
        act(Act.APPROVE, 3);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
    }

    @Test
    void anApproverIsExchangedOnlyWhileHeHasNotDecided() {
        submit(step(1, Role.APPROVAL, 2), step(2, Role.APPROVAL, 3));
        act(Act.APPROVE, 2);
        Actor manager = new Actor(person(50), Set.of(), Set.of(), Set.of(), true);
        assertThatThrownBy(() -> flow.apply(
                        Move.of(Act.EXCHANGE_APPROVER, manager, person(2), NOW).about(person(6)), this::id))
                .isInstanceOf(Problem.class);
        flow = flow.apply(
                Move.of(Act.EXCHANGE_APPROVER, manager, person(3), NOW).about(person(6)), this::id);
        assertThat(flow.steps().get(1).account()).isEqualTo(person(6));
    }

    @Test
    void aLineNamesWhatIsWrongWithIt() {
        assertThatThrownBy(() -> submit(step(0, Role.REFERENCE, 2))).hasMessageContaining("Somebody must approve");
        assertThatThrownBy(() -> submit(step(1, Role.APPROVAL, 1))).hasMessageContaining("drafter");
        assertThatThrownBy(() -> submit(step(1, Role.APPROVAL, 2), step(2, Role.AGREEMENT, 2)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> submit(step(1, Role.APPROVAL, 2), step(1, Role.APPROVAL, 3)))
                .hasMessageContaining("share a place");
        assertThatThrownBy(() -> submit(step(1, Role.FINAL, 2), step(2, Role.AGREEMENT, 3)))
                .hasMessageContaining("after a final decision");
        assertThatThrownBy(() -> submit(step(1, Role.DEPUTY, 2))).hasMessageContaining("forAccountId");
    }

    @Test
    void aDrafterMayBeAWholeLine() {
        submit(step(1, Role.FINAL, 1));
        act(Act.APPROVE, 1);
        assertThat(flow.state()).isEqualTo(DocumentState.COMPLETED);
    }

    private void submit(Step... steps) {
        flow = Flow.draft(DRAFTER, policy, List.of(steps))
                .apply(Move.of(Act.SUBMIT, Actor.of(DRAFTER), null, NOW), this::id);
    }

    /** A person's step has the person's id. */
    private static Step step(int order, Role role, int who) {
        return Step.of(person(who), order, role, person(who));
    }

    private static UUID person(int number) {
        return new UUID(0, number);
    }

    private static Move move(Act act, int who) {
        return Move.of(act, Actor.of(person(who)), person(who), NOW);
    }

    private void act(Act act, int who) {
        flow = flow.apply(move(act, who), this::id);
    }

    private void agreeInside(UUID who) {
        UUID step = flow.steps().stream()
                .filter(one -> who.equals(one.account()))
                .findFirst()
                .orElseThrow()
                .id();
        flow = flow.apply(Move.of(Act.AGREE, Actor.of(who), step, NOW), this::id);
    }

    private UUID id() {
        return new UUID(6, ++added);
    }

    private List<String> states() {
        List<String> states = new ArrayList<>();
        flow.steps().forEach(step -> states.add(step.state().name()));
        return states;
    }
}
