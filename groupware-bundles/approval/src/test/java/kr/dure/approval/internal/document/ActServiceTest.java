package kr.dure.approval.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.LinePolicy;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.StepState;
import kr.dure.notification.Notice;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class ActServiceTest {
    private final TestApproval app = new TestApproval();
    private final TestCompany company = app.company;
    private final FormSpec memo = app.memo(false);

    @Test
    void aDocumentGoesFromDraftToCompletionAndEveryActIsWrittenDown() {
        DocumentView document = app.submitted(memo, approval(1, company.head), approval(2, company.president));
        assertThat(document.state()).isEqualTo(DocumentState.IN_PROGRESS);
        assertThat(document.values()).containsEntry("total", new java.math.BigDecimal("3000"));
        assertThat(document.contentHash()).hasSize(64);
        app.act(company.head, document.id(), Act.APPROVE, "좋습니다");
        Outcome end = app.act(company.president, document.id(), Act.APPROVE);
        assertThat(end.state()).isEqualTo(DocumentState.COMPLETED);
        assertThat(end.number()).isEqualTo("영업-2026-00001");

        List<HistoryEntry> history = app.as(company.kim, () -> app.documents.history(document.id(), null, 50))
                .items();
        assertThat(history).extracting(HistoryEntry::act).containsExactly("submit", "approve", "approve");
        HistoryEntry first = history.get(1);
        assertThat(first.by().name()).isEqualTo("이부장");
        assertThat(first.by().position()).isEqualTo("부장");
        assertThat(first.address()).isEqualTo("203.0.113.7");
        assertThat(first.comment()).isEqualTo("좋습니다");
        assertThat(first.contentHash()).isEqualTo(document.contentHash());

        assertThat(TestApproval.strings("SELECT body FROM platform.outbox WHERE key = '" + document.id() + "'"))
                .singleElement()
                .asString()
                .contains("\"amount\":3000", "\"purpose\":\"expense\"", "영업-2026-00001");
        app.delivered(document.id());
        app.delivered(document.id());
        assertThat(app.index.get(document.id().toString()).text()).contains("영업-2026-00001");
        assertThat(app.notices)
                .filteredOn(notice -> notice.kind().equals("approval.completed"))
                .allSatisfy(notice -> assertThat(notice.to()).containsExactly(company.kim))
                .extracting(Notice::dedupeKey)
                .hasSize(2)
                .containsOnly("approval.completed-" + document.id() + "-" + end.version()); // the kernel tells once
    }

    @Test
    void ofTwoActsAtOnceOneWinsAndTheOtherIsToldWhoWasQuicker() throws Exception {
        company.away(company.head, company.choi);
        DocumentView document = app.submitted(memo, approval(1, company.head), approval(2, company.president));
        UUID step = document.line().get(0).id();
        ActRequest request = ActRequest.of(Act.APPROVE, document.version(), step, null);
        List<Object> results = together(List.of(
                () -> app.as(company.head, () -> app.acts.act(document.id(), request)),
                () -> app.as(company.choi, () -> app.acts.act(document.id(), request))));
        assertThat(results).filteredOn(Outcome.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(Problem.class::isInstance)
                .singleElement()
                .satisfies(lost -> {
                    Problem problem = (Problem) lost;
                    assertThat(problem.status()).isEqualTo(409);
                    assertThat(problem.type()).isEqualTo("already-acted");
                    assertThat(problem.members().get("byName")).isIn("이부장", "최과장");
                    assertThat(problem.members()).containsEntry("act", "approve");
                });
        assertThat(TestApproval.strings("SELECT act FROM approval.history WHERE document_id = '" + document.id() + "'"))
                .containsExactlyInAnyOrder("submit", "approve");
    }

    @Test
    void ofManyWhoActAtOnceOnOneDocumentNoActIsLost() throws Exception {
        DocumentView document = app.submitted(
                memo,
                new LineStep(1, Role.AGREEMENT, company.head, null, null),
                new LineStep(1, Role.AGREEMENT, company.choi, null, null),
                new LineStep(1, Role.AGREEMENT, company.treasurer, null, null),
                new LineStep(1, Role.AGREEMENT, company.clerk, null, null),
                approval(2, company.president));
        List<Callable<Object>> people = new ArrayList<>();
        for (UUID person : List.of(company.head, company.choi, company.treasurer, company.clerk)) {
            people.add(() -> untilDone(person, document.id()));
        }
        assertThat(together(people)).allMatch(Outcome.class::isInstance);
        DocumentView after = app.get(company.kim, document.id());
        assertThat(after.line())
                .extracting(StepView::state)
                .containsExactly(
                        StepState.AGREED, StepState.AGREED, StepState.AGREED, StepState.AGREED, StepState.ACTIVE);
    }

    /** As a screen does it: whoever was overtaken reads again and says it again. */
    private Outcome untilDone(UUID person, UUID id) {
        while (true) {
            try {
                return app.act(person, id, Act.AGREE);
            } catch (Problem problem) {
                if (!problem.type().equals("already-acted")) {
                    throw problem;
                }
            }
        }
    }

    @Test
    void theSameActSentAgainGivesTheSameOutcomeAndDoesNothing() {
        DocumentView document = app.submitted(memo, approval(1, company.head), approval(2, company.president));
        UUID step = document.line().get(0).id();
        ActRequest request = ActRequest.of(Act.APPROVE, document.version(), step, "한 번");
        Outcome first = app.as(company.head, () -> app.acts.act(document.id(), request));
        Outcome again = app.as(company.head, () -> app.acts.act(document.id(), request));
        assertThat(again).isEqualTo(first);
        assertThat(app.as(company.kim, () -> app.documents.history(document.id(), null, 50))
                        .items())
                .hasSize(2);
    }

    @Test
    void aDeputySignsForWhoIsAwayAndTheAbsentOneIsToldAfterwards() {
        company.away(company.head, company.choi);
        DocumentView document = app.submitted(memo, approval(1, company.head), approval(2, company.president));
        assertThat(app.notices)
                .anyMatch(notice -> notice.to().contains(company.choi)
                        && notice.subject().ko().contains("이부장님 대신"));
        List<BoxRow> waiting = app.as(company.choi, () -> app.boxes.list("waiting", BoxFilter.NONE, null, 50))
                .items();
        assertThat(waiting)
                .singleElement()
                .satisfies(row -> assertThat(row.step().forName()).isEqualTo("이부장"));
        assertThat(app.get(company.choi, document.id()).allowed())
                .filteredOn(allowed -> allowed.act().equals("approve"))
                .singleElement()
                .satisfies(allowed -> assertThat(allowed.onBehalfOf().name()).isEqualTo("이부장"));

        app.act(company.choi, document.id(), Act.APPROVE, "대신 결재합니다");
        DocumentView after = app.get(company.president, document.id());
        StepView signed = after.line().get(0);
        assertThat(signed.who().name()).isEqualTo("이부장");
        assertThat(signed.actedBy().name()).isEqualTo("최과장");
        assertThat(signed.onBehalf()).isTrue();
        assertThat(after.line())
                .anyMatch(step ->
                        step.role() == Role.REPORT && step.who().accountId().equals(company.head));
        company.back(company.head);
        assertThat(app.box(company.head, "referred"))
                .containsExactly(document.id().toString());
    }

    @Test
    void aStrangerDoesNotEvenLearnThatADocumentExists() {
        DocumentView document = app.submitted(memo, approval(1, company.head));
        assertThatThrownBy(() -> app.get(company.clerk, document.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> app.as(
                        company.clerk,
                        () -> app.acts.act(
                                document.id(),
                                ActRequest.of(
                                        Act.APPROVE, 2, document.line().get(0).id(), null))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> app.in(app.another(), company.kim, Set.of(), () -> app.documents.get(document.id())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatIsWrongWithTheValuesIsNamedAndNothingIsHalfSaved() {
        Invalid unknown = catchThrowableOfType(
                Invalid.class,
                () -> app.as(
                        company.kim,
                        () -> app.documents.draft(TestApproval.document(
                                memo, Map.of("reason", "이유", "colour", "red"), true, approval(1, company.head)))));
        assertThat(unknown.errors()).extracting(Problem.FieldError::field).containsExactly("values.colour");
        Invalid missing = catchThrowableOfType(
                Invalid.class,
                () -> app.as(
                        company.kim,
                        () -> app.documents.draft(
                                TestApproval.document(memo, Map.of(), true, approval(1, company.head)))));
        assertThat(missing.errors()).extracting(Problem.FieldError::field).containsExactly("values.reason");
        assertThat(TestApproval.strings(
                        "SELECT id::text FROM approval.document WHERE tenant_id = '" + app.tenant.id() + "'"))
                .isEmpty();
    }

    @Test
    void rejectingEndsADocumentAndARedraftIsAnother() {
        DocumentView document = app.submitted(memo, approval(1, company.head));
        app.act(company.head, document.id(), Act.REJECT, "금액을 확인하세요");
        assertThat(app.box(company.kim, "rejected"))
                .containsExactly(document.id().toString());
        Outcome outcome = app.act(company.kim, document.id(), Act.REDRAFT);
        DocumentView copy = app.get(company.kim, outcome.created());
        assertThat(copy.state()).isEqualTo(DocumentState.DRAFT);
        assertThat(copy.redraftOf()).isEqualTo(document.id());
        assertThat(copy.values()).containsEntry("reason", "이유");
        app.act(company.kim, copy.id(), Act.SUBMIT);
        assertThat(app.act(company.head, copy.id(), Act.APPROVE).state()).isEqualTo(DocumentState.COMPLETED);
    }

    @Test
    void aCompletedDocumentIsCancelledByAnotherAndItsNumberStaysWithTheReason() {
        DocumentView document = app.submitted(memo, approval(1, company.head));
        app.act(company.head, document.id(), Act.APPROVE);
        UUID cancelling =
                app.act(company.kim, document.id(), Act.CANCEL, "출장이 취소됨").created();
        app.act(company.kim, cancelling, Act.SUBMIT);
        app.act(company.head, cancelling, Act.APPROVE);
        DocumentView cancelled = app.get(company.kim, document.id());
        assertThat(cancelled.state()).isEqualTo(DocumentState.CANCELLED);
        assertThat(cancelled.cancelledBy()).isEqualTo(cancelling);
        List<Numbers.Entry> register = app.as(
                        company.president,
                        Set.of(ApprovalPermissions.MANAGE),
                        () -> app.keeping.register(2026, null, 50))
                .items();
        assertThat(register)
                .extracting(entry -> entry.number() + " " + entry.state() + " " + entry.reason())
                .containsExactly("영업-2026-00001 CANCELLED [취소] 출장비 정산", "영업-2026-00002 ISSUED null");
        assertThat(TestApproval.strings("SELECT type FROM platform.outbox WHERE key = '" + document.id() + "'"))
                .contains("approval.document-cancelled/1");
        assertThatThrownBy(() -> app.act(company.kim, document.id(), Act.CANCEL))
                .isInstanceOf(Problem.class);
    }

    @Test
    void numbersHaveNoGapsHoweverManyAreCompletedAtOnce() throws Exception {
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DocumentView document = app.submitted(memo, approval(1, company.head));
            work.add(() -> app.act(company.head, document.id(), Act.APPROVE).number());
        }
        assertThat(together(work))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "영업-2026-00001",
                        "영업-2026-00002",
                        "영업-2026-00003",
                        "영업-2026-00004",
                        "영업-2026-00005",
                        "영업-2026-00006",
                        "영업-2026-00007",
                        "영업-2026-00008");
    }

    @Test
    void whoeverHasTheTurnEditsWhereTheFormAllowsItAndTheDifferenceIsKept() {
        FormSpec editable = app.memo(true);
        DocumentView document = app.submitted(editable, approval(1, company.head));
        NewDocument changed = TestApproval.document(
                editable, Map.of("reason", "이유", "price", 2_000), false, approval(1, company.head));
        assertThatThrownBy(() ->
                        app.as(company.kim, () -> app.documents.change(document.id(), changed, document.version())))
                .isInstanceOf(Forbidden.class);
        DocumentView after =
                app.as(company.head, () -> app.documents.change(document.id(), changed, document.version()));
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.contentHash()).isNotEqualTo(document.contentHash());
        List<Revision> revisions = app.as(company.kim, () -> app.documents.revisions(document.id(), null, 50))
                .items();
        assertThat(revisions).singleElement().satisfies(revision -> {
            assertThat(revision.by().name()).isEqualTo("이부장");
            assertThat(revision.changes())
                    .extracting(change -> change.field() + " " + change.before() + " → " + change.after())
                    .containsExactly("price 1500 → 2000", "total 3000 → 4000");
        });
    }

    @Test
    void aQuestionIsAskedAndAnsweredWithoutStoppingAnything() {
        DocumentView document = app.submitted(memo, approval(1, company.head));
        UUID step = document.line().get(0).id();
        app.as(
                company.head,
                () -> app.acts.act(
                        document.id(),
                        new ActRequest("ask", document.version(), step, "왜요?", null, company.kim, null, null, null)));
        Question question = app.as(company.kim, () -> app.documents.questions(document.id()))
                .items()
                .get(0);
        int version = app.get(company.kim, document.id()).version();
        app.as(
                company.kim,
                () -> app.acts.act(
                        document.id(),
                        new ActRequest("answer", version, null, "이래서요", null, null, null, question.id(), null)));
        assertThat(app.as(company.head, () -> app.documents.questions(document.id()))
                        .items())
                .extracting(Question::answer)
                .containsExactly("이래서요");
        assertThat(app.act(company.head, document.id(), Act.APPROVE).state()).isEqualTo(DocumentState.COMPLETED);
    }

    @Test
    void aDepartmentThatADocumentIsCirculatedToReadsItPersonByPerson() {
        DocumentView document = app.submitted(
                memo,
                approval(1, company.president),
                new LineStep(null, Role.CIRCULATION, company.head, null, null),
                TestApproval.unit(0, Role.CIRCULATION, company.sales));
        assertThat(document.line().stream().filter(step -> step.role() == Role.CIRCULATION))
                .extracting(step -> step.who().accountId())
                .containsExactlyInAnyOrder(company.head, company.choi); // once each, and not who drafted
        app.act(company.president, document.id(), Act.APPROVE);
        app.act(company.choi, document.id(), Act.ACKNOWLEDGE);
        assertThat(app.get(company.kim, document.id()).line().stream().filter(step -> step.role() == Role.CIRCULATION))
                .filteredOn(step -> step.state() == StepState.DONE)
                .singleElement()
                .satisfies(step -> assertThat(step.actedAt()).isNotNull());
        assertThat(app.notices)
                .filteredOn(notice -> notice.kind().equals("approval.referred"))
                .flatExtracting(Notice::to)
                .contains(company.head, company.choi);
    }

    @Test
    void aDepartmentThatADocumentIsCirculatedToStandsInPrintAndInANewDraftByItsName() {
        DocumentView document = app.submitted(
                memo,
                approval(1, company.president),
                new LineStep(null, Role.CIRCULATION, company.treasurer, null, null),
                TestApproval.unit(0, Role.CIRCULATION, company.sales));
        String paper = app.as(company.kim, () -> app.papers.html(document.id()));
        assertThat(paper).contains("정재무, 영업 (2명)").doesNotContain("최과장");
        app.act(company.president, document.id(), Act.REJECT, "고쳐 주세요");
        UUID copy = app.act(company.kim, document.id(), Act.REDRAFT).created();
        assertThat(app.get(company.kim, copy).line().stream().filter(step -> step.role() == Role.CIRCULATION))
                .extracting(step ->
                        step.who() == null ? step.departmentName() : step.who().name())
                .containsExactly("정재무", "영업");
    }

    @Test
    void whoReadsACirculatedDocumentIsNotOvertakenByOthersWhoReadIt() {
        DocumentView document = app.submitted(
                memo, approval(1, company.president), TestApproval.unit(0, Role.CIRCULATION, company.sales));
        app.act(company.president, document.id(), Act.APPROVE);
        DocumentView seen = app.get(company.choi, document.id());
        UUID step = seen.line().stream()
                .filter(one -> one.who().accountId().equals(company.choi))
                .findFirst()
                .orElseThrow()
                .id();
        app.act(company.head, document.id(), Act.ACKNOWLEDGE);
        ActRequest request = ActRequest.of(Act.ACKNOWLEDGE, seen.version(), step, null);
        Outcome read = app.as(company.choi, () -> app.acts.act(document.id(), request));
        assertThat(app.as(company.choi, () -> app.acts.act(document.id(), request)))
                .isEqualTo(read);
        assertThat(TestApproval.strings(
                        "SELECT actor_name FROM approval.history WHERE act = 'acknowledge' AND document_id = '"
                                + document.id() + "'"))
                .containsExactlyInAnyOrder("이부장", "최과장");
    }

    @Test
    void aDocumentIsNotCirculatedToNobody() {
        assertThatThrownBy(() -> app.submitted(
                        memo, approval(1, company.president), new LineStep(null, Role.CIRCULATION, null, null, null)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .isNotEmpty()
                                .extracting(Problem.FieldError::field)
                                .allMatch(field -> field.startsWith("line[1]")));
    }

    @Test
    void aDocumentIsNotCirculatedToADepartmentThatIsNotThere() {
        assertThatThrownBy(() -> app.submitted(
                        memo,
                        approval(1, company.president),
                        TestApproval.unit(0, Role.CIRCULATION, UUID.randomUUID())))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Problem.FieldError::field)
                                .containsExactly("line[1].departmentId"));
    }

    /** What somebody's open screens are told. */
    private String told(UUID person, DocumentView document) {
        return app.tenant.id() + " " + person + " approval {\"id\":\"" + document.id() + "\"}";
    }

    @Test
    void openScreensAreToldWhichDocumentChangedAndNothingOfWhatItSays() {
        DocumentView document = app.submitted(memo, approval(1, company.head));
        app.live.clear();
        app.act(company.head, document.id(), Act.APPROVE);
        assertThat(app.live).containsExactlyInAnyOrder(told(company.head, document), told(company.kim, document));
    }

    @Test
    void whoTakesDocumentsForADepartmentIsToldWhichOneChanged() {
        DocumentView document =
                app.submitted(memo, TestApproval.unit(1, Role.AGREEMENT, company.finance), approval(2, company.head));
        app.live.clear();
        app.act(company.kim, document.id(), Act.WITHDRAW);
        assertThat(app.live).contains(told(company.treasurer, document));
    }

    @Test
    void whoStoodInForSomebodyIsToldThatHeActedHimself() {
        company.away(company.head, company.choi);
        DocumentView document = app.submitted(memo, approval(1, company.head));
        app.live.clear();
        app.act(company.head, document.id(), Act.APPROVE);
        assertThat(app.live).contains(told(company.choi, document));
    }

    @Test
    void whoStandsInForSomebodyIsToldThatHisBoxChanged() {
        DocumentView document = app.submitted(memo, approval(1, company.head));
        app.live.clear();
        company.away(company.head, company.choi);
        app.as(company.head, () -> {
            app.deputies.refresh(company.head);
            return null;
        });
        assertThat(app.live).contains(told(company.choi, document));
    }

    @Test
    void aDepartmentAgreesAndAnotherReceives() {
        DocumentView document = app.submitted(
                memo,
                TestApproval.unit(1, Role.AGREEMENT, company.finance),
                approval(2, company.head),
                TestApproval.unit(0, Role.RECEIVING, company.finance));
        UUID agreement = document.line().get(0).id();
        assertThat(app.box(company.treasurer, "waiting"))
                .containsExactly(document.id().toString());
        assertThat(app.box(company.clerk, "waiting")).isEmpty();
        app.as(
                company.treasurer,
                () -> app.acts.act(
                        document.id(),
                        new ActRequest(
                                "open-line",
                                document.version(),
                                agreement,
                                null,
                                null,
                                null,
                                List.of(company.clerk, company.treasurer),
                                null,
                                null)));
        assertThat(app.box(company.clerk, "waiting"))
                .containsExactly(document.id().toString());
        app.act(company.clerk, document.id(), Act.AGREE);
        app.act(company.treasurer, document.id(), Act.AGREE);
        app.act(company.head, document.id(), Act.APPROVE);
        assertThat(app.box(company.treasurer, "received"))
                .containsExactly(document.id().toString());
        app.act(company.treasurer, document.id(), Act.RECEIVE);
        assertThat(app.get(company.treasurer, document.id()).line())
                .filteredOn(step -> step.role() == Role.RECEIVING)
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.state()).isEqualTo(StepState.RECEIVED);
                    assertThat(step.receiptNumber()).isEqualTo("재무-접수-2026-00001");
                });
    }

    @Test
    void laterApprovalCountsAsApprovedWhenItsTimeIsOver() {
        LinePolicy policy = new LinePolicy(
                LinePolicy.Later.AUTO_APPROVE,
                24,
                false,
                LinePolicy.Disagreement.RETURN,
                true,
                LinePolicy.Reference.SUBMISSION,
                LinePolicy.Withdrawal.FIRST_ACT);
        app.as(company.president, () -> app.settings.put(policy, 0));
        DocumentView document = app.submitted(
                memo, new LineStep(1, Role.LATER, company.head, null, null), approval(2, company.president));
        assertThat(TestApproval.strings(
                        "SELECT task_instance FROM platform.job WHERE task_instance LIKE '%approval.later/"
                                + document.id() + "%'"))
                .hasSize(1);
        app.now = app.now.plus(Duration.ofHours(25));
        app.as(company.kim, () -> {
            app.acts.expire(document.id());
            return null;
        });
        DocumentView after = app.get(company.kim, document.id());
        assertThat(after.line()).extracting(StepView::state).containsExactly(StepState.APPROVED, StepState.ACTIVE);
        assertThat(after.line().get(0).actedBy()).isNull();
    }

    @Test
    void manyAreApprovedAtOnceAndWhatFailsSaysWhy() {
        DocumentView one = app.submitted(memo, approval(1, company.head));
        DocumentView other = app.submitted(memo, approval(1, company.president));
        BulkService.Results results = app.as(
                company.head,
                () -> app.bulk.act(new BulkService.Items(List.of(
                        new BulkService.Item(
                                one.id(),
                                "approve",
                                one.version(),
                                one.line().get(0).id(),
                                null),
                        new BulkService.Item(
                                other.id(),
                                "approve",
                                other.version(),
                                other.line().get(0).id(),
                                null)))));
        assertThat(results.results()).extracting(BulkService.Result::ok).containsExactly(true, false);
        assertThat(results.results().get(1).problem().status()).isEqualTo(404);
    }

    @Test
    void everyPersonFindsADocumentInTheRightBoxes() {
        DocumentView document = app.submitted(
                memo,
                approval(1, company.head),
                approval(2, company.president),
                TestApproval.step(0, Role.REFERENCE, company.clerk));
        String id = document.id().toString();
        assertThat(app.box(company.kim, "in-progress")).containsExactly(id);
        assertThat(app.box(company.head, "waiting")).containsExactly(id);
        assertThat(app.box(company.president, "upcoming")).containsExactly(id);
        assertThat(app.box(company.clerk, "referred")).containsExactly(id);
        app.act(company.head, document.id(), Act.APPROVE);
        assertThat(app.box(company.head, "waiting")).isEmpty();
        assertThat(app.box(company.head, "in-progress")).containsExactly(id);
        assertThat(app.box(company.president, "waiting")).containsExactly(id);
        app.act(company.president, document.id(), Act.APPROVE);
        assertThat(app.box(company.kim, "done")).containsExactly(id);
        assertThat(app.box(company.head, "done")).containsExactly(id);
        assertThat(app.box(company.choi, "department")).containsExactly(id);
        assertThat(app.box(company.clerk, "department")).isEmpty();
        assertThat(app.as(company.kim, app.boxes::counts)).containsEntry("waiting", 0);
        assertThatThrownBy(() -> app.box(company.clerk, "archive")).isInstanceOf(Forbidden.class);
    }

    private static LineStep approval(int order, UUID who) {
        return TestApproval.step(order, Role.APPROVAL, who);
    }

    /** Does all at the same moment; a problem is a result too. */
    private static List<Object> together(List<Callable<Object>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(work.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Object>> futures = new ArrayList<>();
            for (Callable<Object> one : work) {
                futures.add(pool.submit(() -> {
                    start.await();
                    try {
                        return one.call();
                    } catch (Problem problem) {
                        return problem;
                    }
                }));
            }
            start.countDown();
            List<Object> results = new ArrayList<>();
            for (Future<Object> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
