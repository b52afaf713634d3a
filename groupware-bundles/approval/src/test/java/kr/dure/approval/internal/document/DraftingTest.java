package kr.dure.approval.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.catalogue.FormVersion;
import kr.dure.approval.internal.catalogue.LineRule;
import kr.dure.approval.internal.catalogue.LineRule.Kind;
import kr.dure.approval.internal.catalogue.LineRule.RuleStep;
import kr.dure.approval.internal.catalogue.NewForm;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.retention.Retention;
import kr.dure.approval.internal.setting.SettingService;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class DraftingTest {
    private static final Set<String> MANAGER = Set.of(ApprovalPermissions.USE, ApprovalPermissions.MANAGE);

    private final TestApproval app = new TestApproval();
    private final TestCompany company = app.company;
    private final FormSpec memo = app.memo(false);

    private static NewDocument linking(FormSpec form, List<UUID> linked) {
        return new NewDocument(
                form.id(),
                "잇는 문서",
                Map.of("reason", "이유"),
                null,
                null,
                null,
                null,
                null,
                linked,
                null,
                null,
                false,
                null);
    }

    private List<UUID> linked(UUID document) {
        return app.get(company.kim, document).linked().stream()
                .map(DocumentView.Linked::id)
                .toList();
    }

    @Test
    void aDraftIsLinkedToOtherDocumentsAndToNoneAgain() {
        UUID one = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head))
                .id();
        UUID other = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head))
                .id();
        DocumentView draft = app.as(company.kim, () -> app.documents.draft(linking(memo, List.of(one, other))));
        assertThat(linked(draft.id())).containsExactly(one, other);
        DocumentView changed = app.as(
                company.kim, () -> app.documents.change(draft.id(), linking(memo, List.of(other)), draft.version()));
        assertThat(linked(draft.id())).containsExactly(other);
        app.as(company.kim, () -> app.documents.change(draft.id(), linking(memo, List.of()), changed.version()));
        assertThat(linked(draft.id())).isEmpty();
    }

    @Test
    void aNewDraftKeepsTheLinksAndACancellationIsLinkedToWhatItCancels() {
        UUID one = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head))
                .id();
        NewDocument linking = new NewDocument(
                memo.id(),
                "잇는 문서",
                Map.of("reason", "이유", "price", 1_500),
                null,
                List.of(TestApproval.step(1, Role.APPROVAL, company.head)),
                null,
                null,
                null,
                List.of(one),
                null,
                null,
                true,
                null);
        UUID rejected = app.as(company.kim, () -> app.documents.draft(linking)).id();
        app.act(company.head, rejected, Act.REJECT, "고쳐 주세요");
        assertThat(linked(app.act(company.kim, rejected, Act.REDRAFT).created()))
                .containsExactly(one);
        UUID completed = app.as(company.kim, () -> app.documents.draft(linking)).id();
        app.act(company.head, completed, Act.APPROVE);
        assertThat(linked(app.act(company.kim, completed, Act.CANCEL, "취소합니다").created()))
                .containsExactly(completed);
    }

    @Test
    void aDraftThatIsLinkedToWhatOneMayNotReadIsNotKept() {
        NewDocument secret = new NewDocument(
                memo.id(), "비밀", Map.of("reason", "이유"), null, null, null, null, null, null, null, null, false, null);
        UUID hidden = app.as(company.clerk, () -> app.documents.draft(secret)).id();
        int before = app.box(company.kim, "drafts").size();
        assertThatThrownBy(() -> app.as(company.kim, () -> app.documents.draft(linking(memo, List.of(hidden)))))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Problem.FieldError::field)
                                .containsExactly("linked[0]"));
        assertThat(app.box(company.kim, "drafts")).hasSize(before);
    }

    @Test
    void theSearchKnowsADocumentFromItsSubmissionOnAndHowItEnded() {
        String id = app.submitted(
                        memo,
                        TestApproval.step(1, Role.APPROVAL, company.head),
                        TestApproval.step(2, Role.APPROVAL, company.president))
                .id()
                .toString();
        assertThat(app.index).containsKey(id);
        app.index.clear();
        app.act(company.head, UUID.fromString(id), Act.APPROVE);
        assertThat(app.index).as("nothing that the search shows has changed").isEmpty();
        app.act(company.president, UUID.fromString(id), Act.REJECT, "아니요");
        assertThat(app.index).containsKey(id);
    }

    @Test
    void aCompanyBeginsWithTwelveForms() {
        Page<FormSpec.Row> forms = app.as(company.kim, () -> app.forms.list(FormSpec.State.PUBLISHED, null, 50));
        assertThat(forms.items())
                .extracting(FormSpec.Row::code)
                .contains("leave", "expense", "certificate", "proposal");
        assertThat(forms.items()).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void theDefaultLineFollowsTheOrganisationAndTheAmountAndSaysWhy() {
        LineRule rule = new LineRule(
                false,
                List.of(
                        new RuleStep(1, Role.APPROVAL, Kind.SUPERIOR, 1, null, null, null, null),
                        new RuleStep(2, Role.AGREEMENT, Kind.HEAD, null, company.finance, null, 1_000_000L, null),
                        new RuleStep(3, Role.APPROVAL, Kind.SUPERIOR, 2, null, null, 1_000_000L, null),
                        new RuleStep(0, Role.REFERENCE, Kind.DEPARTMENT, null, company.finance, null, null, null)));
        People people = new People(company);
        Who drafter = people.acting(company.kim);
        LinePlan small = LinePlan.of(rule, drafter, new BigDecimal(999_999), people);
        assertThat(small.steps()).extracting(step -> step.step().role()).containsExactly(Role.APPROVAL, Role.REFERENCE);
        LinePlan large = LinePlan.of(rule, drafter, new BigDecimal(5_000_000), people);
        assertThat(large.steps())
                .extracting(step ->
                        step.who() == null ? step.departmentName() : step.who().name())
                .containsExactly("이부장", "정재무", "박사장", "재무");
        assertThat(large.steps().get(0).reason().ko()).contains("김대리님의 1차 상급자");
        assertThat(large.steps().get(1).reason().ko()).contains("재무 부서장", "5,000,000원 ≥ 1,000,000원");
        assertThat(large.steps().get(1).reason().en()).contains("head of 재무", "5,000,000 won ≥ 1,000,000");
        LinePlan president = LinePlan.of(rule, people.acting(company.head), new BigDecimal(0), people);
        assertThat(president.steps())
                .extracting(step -> step.step().accountId())
                .contains(company.president);
    }

    @Test
    void aSavedLineNamesPeopleAndDepartmentsOfTheCompanyOnly() {
        LineStep head = TestApproval.step(1, Role.APPROVAL, company.head);
        LineService.SavedLine saved =
                app.as(company.kim, () -> app.lines.add(new LineService.NewLine("늘 가는 길", List.of(head))));
        assertThat(app.as(company.kim, () -> app.lines.list()).items()).containsExactly(saved);
        assertThat(app.as(company.head, () -> app.lines.list()).items()).isEmpty();
        for (LineStep strange : List.of(
                TestApproval.step(1, Role.APPROVAL, UUID.randomUUID()),
                new LineStep(1, Role.AGREEMENT, null, UUID.randomUUID(), null),
                new LineStep(1, Role.DEPUTY, company.head, null, UUID.randomUUID()))) {
            assertThatThrownBy(() ->
                            app.as(company.kim, () -> app.lines.add(new LineService.NewLine("남", List.of(strange)))))
                    .isInstanceOf(Invalid.class);
        }
        assertThat(app.as(company.kim, () -> app.lines.list()).items()).hasSize(1);
    }

    @Test
    void aDraftIsItsDraftersAloneUntilItIsSubmittedAndMayBeThrownAway() {
        DocumentView draft = app.as(
                company.kim,
                () -> app.documents.draft(TestApproval.document(
                        memo, Map.of(), false, TestApproval.step(1, Role.APPROVAL, company.head))));
        assertThatThrownBy(() -> app.get(company.head, draft.id())).isInstanceOf(Problem.class);
        assertThat(app.box(company.kim, "drafts")).containsExactly(draft.id().toString());
        assertThatThrownBy(() -> app.as(company.kim, () -> {
                    app.documents.throwAway(draft.id(), 99);
                    return null;
                }))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
        app.as(company.kim, () -> {
            app.documents.throwAway(draft.id(), draft.version());
            return null;
        });
        assertThat(app.box(company.kim, "drafts")).isEmpty();
    }

    @Test
    void aDraftIsKeptThoughItsLineNamesNobodyYet() {
        for (Role role : List.of(Role.APPROVAL, Role.AGREEMENT, Role.REFERENCE, Role.CIRCULATION, Role.RECEIVING)) {
            DocumentView draft = app.as(
                    company.kim,
                    () -> app.documents.draft(
                            TestApproval.document(memo, Map.of(), false, TestApproval.step(1, role, null))));
            assertThat(app.get(company.kim, draft.id()).line())
                    .singleElement()
                    .satisfies(step -> assertThat(step.who()).isNull());
            assertThatThrownBy(() -> app.get(company.head, draft.id()))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(404));
        }
    }

    @Test
    void aDraftChangesWithItsVersionAndFilesComeAndGoWithIt() {
        UUID upload = UUID.randomUUID();
        DocumentView draft = app.as(
                company.kim,
                () -> app.documents.draft(TestApproval.document(
                        memo, Map.of("reason", "하나"), false, TestApproval.step(1, Role.APPROVAL, company.head))));
        NewDocument with = new NewDocument(
                memo.id(),
                "새 제목",
                Map.of("reason", "둘"),
                null,
                null,
                null,
                null,
                true,
                null,
                List.of(upload),
                null,
                null,
                null);
        DocumentView changed = app.as(company.kim, () -> app.documents.change(draft.id(), with, draft.version()));
        assertThat(changed.title()).isEqualTo("새 제목");
        assertThat(changed.attachments())
                .extracting(DocumentView.Attachment::id)
                .containsExactly(upload);
        NewDocument without = new NewDocument(
                memo.id(),
                "새 제목",
                Map.of("reason", "둘"),
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                List.of(upload),
                null,
                null);
        assertThat(app.as(company.kim, () -> app.documents.change(draft.id(), without, changed.version()))
                        .attachments())
                .isEmpty();
    }

    @Test
    void anotherSystemDraftsOnceAndItsValuesStayAsTheyAre() {
        ExternalService.ExternalDocument asked = new ExternalService.ExternalDocument(
                "ERP",
                "PO-2026-17",
                company.kim,
                memo.code(),
                "발주 승인",
                Map.of("reason", "발주", "price", 700),
                List.of("price"),
                List.of(TestApproval.step(1, Role.APPROVAL, company.head)));
        ExternalService.Taken taken = app.as(company.clerk, () -> app.external.draft(asked));
        ExternalService.Taken again = app.as(company.clerk, () -> app.external.draft(asked));
        assertThat(taken.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.id()).isEqualTo(taken.id());
        DocumentView draft = app.get(company.kim, taken.id());
        assertThat(draft.origin().reference()).isEqualTo("PO-2026-17");
        NewDocument cheaper = TestApproval.document(
                memo, Map.of("reason", "발주", "price", 1), false, TestApproval.step(1, Role.APPROVAL, company.head));
        assertThatThrownBy(() -> app.as(company.kim, () -> app.documents.change(draft.id(), cheaper, draft.version())))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("another system");
        app.act(company.kim, draft.id(), Act.SUBMIT);
        assertThat(app.box(company.head, "waiting")).containsExactly(draft.id().toString());
    }

    @Test
    void whatIsOverIsDestroyedOrExtendedByDecisionOnly() {
        DocumentView document = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head));
        app.act(company.head, document.id(), Act.APPROVE);
        assertThat(app.get(company.kim, document.id()).retainUntil()).isEqualTo(LocalDate.of(2031, 12, 31));
        KeepingService.Decisions destroy =
                new KeepingService.Decisions(List.of(document.id()), KeepingService.Decision.DESTROY, null, "보존기간 만료");
        assertThatThrownBy(() -> decide(destroy)).isInstanceOf(Conflict.class);
        TestApproval.execute(
                "UPDATE approval.document SET retain_until = '2025-12-31' WHERE id = '" + document.id() + "'");
        assertThat(app.as(company.president, MANAGER, () -> app.keeping.expired(null, null, 50))
                        .items())
                .extracting(KeepingService.Expired::id)
                .containsExactly(document.id());
        decide(destroy);
        DocumentView destroyed = app.get(company.kim, document.id());
        assertThat(destroyed.values()).isEmpty();
        assertThat(destroyed.number()).isNotNull();
        assertThat(app.index).doesNotContainKey(document.id().toString());
        assertThat(app.as(company.president, MANAGER, () -> app.keeping.expired(null, null, 50))
                        .items())
                .isEmpty();
    }

    @Test
    void whatWaitsForSomebodyMovesToHisDeputyWhenHeGoesAwayAndBack() {
        DocumentView document = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head));
        Deputies deputies = app.deputies;
        company.away(company.head, company.choi);
        app.as(company.kim, () -> {
            deputies.refresh(company.head);
            return null;
        });
        assertThat(app.box(company.choi, "waiting"))
                .containsExactly(document.id().toString());
        company.back(company.head);
        app.as(company.kim, () -> {
            deputies.refresh(company.head);
            return null;
        });
        assertThat(app.box(company.choi, "waiting")).isEmpty();
        assertThat(app.box(company.head, "waiting"))
                .containsExactly(document.id().toString());
    }

    @Test
    void aFormChangesByVersionsAndDocumentsKeepTheirs() {
        DocumentView document = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, company.head));
        FormSpec.Versioned now = app.as(company.president, () -> app.forms.get(memo.id()));
        Map<String, Object> definition = Map.of(
                "format",
                1,
                "fields",
                List.of(Map.of(
                        "kind", "text", "key", "note", "label", Map.of("ko", "비고", "en", "Note"), "required", false)));
        NewForm changed = new NewForm(memo.code(), memo.name(), "일반", definition, Retention.Y3, null, null, null, null);
        FormSpec.Versioned next = app.as(company.president, () -> app.forms.change(memo.id(), changed, now.version()));
        assertThat(next.form().version()).isEqualTo(2);
        assertThat(app.get(company.kim, document.id()).formVersion()).isEqualTo(1);
        assertThatThrownBy(() -> app.as(company.president, () -> app.forms.change(memo.id(), changed, now.version())))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
        assertThat(app.act(company.head, document.id(), Act.APPROVE).number()).isNotNull();
        assertThat(app.as(company.president, () -> app.forms.versions(memo.id(), null, 1))
                        .items())
                .extracting(FormVersion::version)
                .containsExactly(2);
        assertThat(app.as(company.president, () -> app.forms.versions(memo.id(), 2, 50))
                        .items())
                .extracting(FormVersion::version, FormVersion::definition)
                .containsExactly(tuple(1, null));
        assertThat(app.as(company.president, () -> app.forms.version(memo.id(), 1))
                        .definition())
                .isEqualTo(memo.definition());
        assertThatThrownBy(() -> app.as(company.president, () -> app.forms.version(memo.id(), 3)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
        assertThatThrownBy(() -> app.in(
                        app.another(), company.president, Set.of(), () -> app.forms.versions(memo.id(), null, 50)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void ofTwoWhoChangeTheOfficersTheSecondIsTold() {
        SettingService.AllOfficers none = app.as(company.president, app.settings::allOfficers);
        List<SettingService.Officers> officers =
                List.of(new SettingService.Officers(company.finance, List.of(company.kim)));
        SettingService.AllOfficers saved =
                app.as(company.president, () -> app.settings.putOfficers(officers, none.version()));
        assertThat(saved.officers()).isEqualTo(officers);
        assertThatThrownBy(() -> app.as(company.president, () -> app.settings.putOfficers(List.of(), none.version())))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
        assertThat(app.as(company.president, () -> app.settings.putOfficers(List.of(), saved.version())))
                .isEqualTo(none);
    }

    @Test
    void aSecretDocumentIsReadByItsLineAlone() {
        NewDocument secret = new NewDocument(
                memo.id(),
                "비밀",
                Map.of("reason", "비밀"),
                null,
                List.of(TestApproval.step(1, Role.APPROVAL, company.head)),
                null,
                Security.SECRET,
                null,
                null,
                null,
                null,
                true,
                null);
        DocumentView document = app.as(company.kim, () -> app.documents.draft(secret));
        app.act(company.head, document.id(), Act.APPROVE);
        assertThat(app.get(company.head, document.id()).title()).isEqualTo("비밀");
        Set<String> all = Set.of(ApprovalPermissions.USE, ApprovalPermissions.ARCHIVE, ApprovalPermissions.MANAGE);
        assertThatThrownBy(() -> app.as(company.clerk, all, () -> app.documents.get(document.id())))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> app.get(company.choi, document.id())).isInstanceOf(Problem.class);
        assertThat(app.as(company.clerk, all, () -> app.boxes.list("archive", BoxFilter.NONE, null, 50))
                        .items())
                .isEmpty();
        assertThat(app.index.get(document.id().toString()).readers().permissions())
                .isEmpty();
    }

    @Test
    void somebodyWhoIsNoPersonOfTheCompanyCannotDraft() {
        assertThatThrownBy(() -> app.as(
                        UUID.randomUUID(),
                        () -> app.documents.draft(TestApproval.document(memo, Map.of("reason", "x"), false))))
                .isInstanceOf(Forbidden.class);
    }

    private void decide(KeepingService.Decisions decisions) {
        app.as(company.president, MANAGER, () -> {
            app.keeping.decide(decisions);
            return null;
        });
    }
}
