package kr.dure.approval.internal.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.line.StepState;

/** A step of a line with the names it is printed with. */
@Entity
@Table(name = "step")
class StepEntity {
    @Id
    private UUID id;

    @Column(name = "document_id")
    private UUID documentId;

    private int place;
    private int sort;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Enumerated(EnumType.STRING)
    private StepState state;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "account_name")
    private String accountName;

    @Column(name = "account_position")
    private String accountPosition;

    @Column(name = "account_duty")
    private String accountDuty;

    @Column(name = "department_id")
    private UUID departmentId;

    @Column(name = "department_name")
    private String departmentName;

    @Column(name = "for_account_id")
    private UUID forAccountId;

    @Column(name = "for_name")
    private String forName;

    @Column(name = "for_position")
    private String forPosition;

    @Column(name = "parent_id")
    private UUID parentId;

    @Column(name = "assignee_id")
    private UUID assigneeId;

    @Column(name = "assignee_name")
    private String assigneeName;

    private Instant deadline;

    @Column(name = "via_id")
    private UUID viaId;

    @Column(name = "via_name")
    private String viaName;

    @Column(name = "deputy_id")
    private UUID deputyId;

    @Column(name = "deputy_name")
    private String deputyName;

    private String box;

    @Column(name = "actor_id")
    private UUID actorId;

    @Column(name = "actor_name")
    private String actorName;

    @Column(name = "actor_position")
    private String actorPosition;

    @Column(name = "actor_duty")
    private String actorDuty;

    @Column(name = "actor_department")
    private String actorDepartment;

    @Column(name = "acted_at")
    private Instant actedAt;

    private String comment;
    private UUID signature;

    @Column(name = "receipt_number")
    private String receiptNumber;

    protected StepEntity() {}

    StepEntity(UUID documentId, Step step, int sort) {
        this.id = step.id();
        this.documentId = documentId;
        this.sort = sort;
        this.role = step.role();
        this.parentId = step.parent();
        this.departmentId = step.department();
        this.forAccountId = step.forAccount();
        follow(step, DocumentState.DRAFT);
    }

    /** Names of a person's step, of the day it was put into the line. */
    void owner(Who who) {
        accountName = who.name();
        accountPosition = who.position();
        accountDuty = who.duty();
        departmentId = who.departmentId();
        departmentName = who.departmentName();
    }

    void department(String name) {
        departmentName = name;
    }

    /** The department by which a document is circulated to this person. */
    void via(StepEntity department) {
        viaId = department.departmentId;
        viaName = department.departmentName;
    }

    void forWho(Who who) {
        forName = who.name();
        forPosition = who.position();
    }

    /** Takes over where the step has come to. */
    void follow(Step step, DocumentState document) {
        place = step.order();
        state = step.state();
        accountId = step.account();
        assigneeId = step.assignee();
        deadline = step.deadline();
        box = Box.of(step, document);
    }

    /** Who acts while the owner is away; nobody when null. */
    void deputy(UUID account, String name) {
        deputyId = account;
        deputyName = name;
    }

    /** Writes down who did it, and for whom. */
    void actedBy(Who actor, Instant now, String said, UUID stamp) {
        actorId = actor.accountId();
        actorName = actor.name();
        actorPosition = actor.position();
        actorDuty = actor.duty();
        actorDepartment = actor.departmentName();
        actedAt = now;
        comment = said;
        signature = stamp;
        if (accountId != null) {
            boolean himself = actor.accountId().equals(accountId);
            deputy(himself ? null : actor.accountId(), himself ? null : actor.name());
        }
    }

    /** Nobody did it: its time was over. */
    void expired(Instant now) {
        actedAt = now;
    }

    void forget() {
        actorId = null;
        actorName = null;
        actorPosition = null;
        actorDuty = null;
        actorDepartment = null;
        actedAt = null;
        comment = null;
        signature = null;
    }

    void assignee(String name) {
        assigneeName = name;
    }

    void receipt(String number) {
        receiptNumber = number;
    }

    Step step() {
        UUID department = accountId == null ? departmentId : null;
        return new Step(id, place, role, state, accountId, department, forAccountId, parentId, assigneeId, deadline);
    }

    StepView view() {
        return new StepView(
                id,
                place,
                role,
                state,
                parentId,
                who(),
                departmentId,
                departmentName,
                viaId == null ? null : new StepView.Via(viaId, viaName),
                forAccountId == null ? null : new Who(forAccountId, forName, forPosition, null, null, null),
                actorId == null ? null : new Who(actorId, actorName, actorPosition, actorDuty, null, actorDepartment),
                actorId != null && accountId != null && !actorId.equals(accountId),
                actedAt,
                comment,
                signature,
                deputyId == null || !state.current() ? null : new Who(deputyId, deputyName, null, null, null, null),
                assigneeId == null ? null : new Who(assigneeId, assigneeName, null, null, null, null),
                deadline,
                receiptNumber);
    }

    Who who() {
        return accountId == null
                ? null
                : new Who(accountId, accountName, accountPosition, accountDuty, departmentId, departmentName);
    }

    /** Whether the document stands in a box of this account because of this step. */
    boolean shows(UUID account) {
        return box != null && (account.equals(accountId) || account.equals(deputyId) || account.equals(assigneeId));
    }

    boolean same(Step step) {
        return Objects.equals(step(), step);
    }

    UUID id() {
        return id;
    }

    UUID documentId() {
        return documentId;
    }

    Role role() {
        return role;
    }

    StepState state() {
        return state;
    }

    UUID accountId() {
        return accountId;
    }

    UUID departmentId() {
        return departmentId;
    }

    String departmentName() {
        return departmentName;
    }

    UUID viaId() {
        return viaId;
    }

    UUID deputyId() {
        return deputyId;
    }

    UUID actorId() {
        return actorId;
    }

    UUID assigneeId() {
        return assigneeId;
    }

    UUID parentId() {
        return parentId;
    }

    UUID forAccountId() {
        return forAccountId;
    }

    String box() {
        return box;
    }

    int sort() {
        return sort;
    }
}
