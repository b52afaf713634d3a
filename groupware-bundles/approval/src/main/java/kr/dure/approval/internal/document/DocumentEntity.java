package kr.dure.approval.internal.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Flow;
import kr.dure.approval.internal.line.LinePolicy;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.retention.Retention;

/** A document. Changed only under its row's lock, so its version needs no check of JPA's. */
@Entity
@Table(name = "document")
class DocumentEntity {
    @Id
    private UUID id;

    @Column(name = "form_id")
    private UUID formId;

    @Column(name = "form_version")
    private int formVersion;

    @Column(name = "form_code")
    private String formCode;

    @Column(name = "form_name")
    private String formName;

    private String title;

    @Enumerated(EnumType.STRING)
    private DocumentState state = DocumentState.DRAFT;

    private String number;
    private boolean urgent;

    @Enumerated(EnumType.STRING)
    private Security security;

    @Enumerated(EnumType.STRING)
    private Retention retention;

    @Column(name = "retain_until")
    private LocalDate retainUntil;

    @Column(name = "destroyed_at")
    private Instant destroyedAt;

    @Column(name = "drafter_id")
    private UUID drafterId;

    @Column(name = "drafter_name")
    private String drafterName;

    @Column(name = "drafter_position")
    private String drafterPosition;

    @Column(name = "drafter_duty")
    private String drafterDuty;

    @Column(name = "department_id")
    private UUID departmentId;

    @Column(name = "department_name")
    private String departmentName;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "submitted_at")
    private Instant submittedAt;

    @Column(name = "completed_at")
    private Instant completedAt;

    private String content;
    private int revision = 1;

    @Column(name = "content_hash")
    private String contentHash;

    private String policy;
    private boolean touched;

    @Column(name = "later_pending")
    private boolean laterPending;

    private int attachments;

    @Column(name = "origin_system")
    private String originSystem;

    @Column(name = "origin_reference")
    private String originReference;

    @Column(name = "locked_fields")
    private String lockedFields;

    @Column(name = "redraft_of")
    private UUID redraftOf;

    private UUID cancels;

    @Column(name = "cancelled_by")
    private UUID cancelledBy;

    private int version = 1;

    protected DocumentEntity() {}

    DocumentEntity(UUID id, FormUse form, Who drafter, Instant now) {
        this.id = id;
        this.formId = form.id();
        this.formVersion = form.version();
        this.formCode = form.code();
        this.formName = form.name();
        this.drafterId = drafter.accountId();
        this.createdAt = now;
        draftedBy(drafter);
    }

    /**
     * The form a document is written on.
     *
     * @param version of its definition
     */
    record FormUse(UUID id, int version, String code, String name) {}

    /** What a drafter decides beside the content. */
    record Cover(String title, boolean urgent, Security security, Retention retention) {}

    void draftedBy(Who drafter) {
        drafterName = drafter.name();
        drafterPosition = drafter.position();
        drafterDuty = drafter.duty();
        departmentId = drafter.departmentId();
        departmentName = drafter.departmentName();
    }

    void cover(Cover cover) {
        title = cover.title();
        urgent = cover.urgent();
        security = cover.security();
        retention = cover.retention();
    }

    void write(String json, int files) {
        content = json;
        attachments = files;
    }

    void from(String system, String reference, List<String> locked) {
        originSystem = system;
        originReference = reference;
        lockedFields = locked.isEmpty() ? null : String.join(",", locked);
    }

    void redrafts(UUID document) {
        redraftOf = document;
    }

    void cancels(UUID document) {
        cancels = document;
    }

    void cancelledBy(UUID document) {
        cancelledBy = document;
    }

    /** From now on the line goes by {@code rules}. */
    void submit(String rules, Instant now) {
        policy = rules;
        submittedAt = now;
    }

    void seal(String hash) {
        contentHash = hash;
    }

    void revise(String json) {
        content = json;
        revision++;
    }

    /** Takes over where the line has come to. */
    void follow(Flow flow) {
        state = flow.state();
        touched = flow.touched();
        laterPending = flow.laterPending();
    }

    void complete(String given, String json, LocalDate until, Instant now) {
        number = given;
        content = json;
        retainUntil = until;
        completedAt = now;
    }

    void keepUntil(Retention term, LocalDate until) {
        retention = term;
        retainUntil = until;
    }

    /** The content is gone; that it was there stays. */
    void destroy(Instant now) {
        destroyedAt = now;
        content = "{}";
        attachments = 0;
    }

    /** One act, one version. */
    void bump() {
        version++;
    }

    Flow flow(LinePolicy rules, List<Step> steps) {
        return new Flow(state, drafterId, rules, steps, touched);
    }

    Who drafter() {
        return new Who(drafterId, drafterName, drafterPosition, drafterDuty, departmentId, departmentName);
    }

    List<String> lockedFields() {
        return lockedFields == null ? List.of() : List.of(lockedFields.split(","));
    }

    UUID id() {
        return id;
    }

    UUID formId() {
        return formId;
    }

    int formVersion() {
        return formVersion;
    }

    String formCode() {
        return formCode;
    }

    String formName() {
        return formName;
    }

    String title() {
        return title;
    }

    DocumentState state() {
        return state;
    }

    String number() {
        return number;
    }

    boolean urgent() {
        return urgent;
    }

    Security security() {
        return security;
    }

    Retention retention() {
        return retention;
    }

    LocalDate retainUntil() {
        return retainUntil;
    }

    Instant destroyedAt() {
        return destroyedAt;
    }

    UUID drafterId() {
        return drafterId;
    }

    UUID departmentId() {
        return departmentId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant submittedAt() {
        return submittedAt;
    }

    Instant completedAt() {
        return completedAt;
    }

    String content() {
        return content;
    }

    int revision() {
        return revision;
    }

    String contentHash() {
        return contentHash;
    }

    String policy() {
        return policy;
    }

    boolean laterPending() {
        return laterPending;
    }

    int attachments() {
        return attachments;
    }

    String originSystem() {
        return originSystem;
    }

    String originReference() {
        return originReference;
    }

    UUID redraftOf() {
        return redraftOf;
    }

    UUID cancels() {
        return cancels;
    }

    UUID cancelledBy() {
        return cancelledBy;
    }

    int version() {
        return version;
    }
}
