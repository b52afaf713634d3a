package kr.dure.approval.internal.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.approval.internal.catalogue.Security;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.retention.Retention;

/**
 * A document as the API shows it.
 *
 * @param definition of the form's version it was drafted with
 * @param retainUntil the last day it is kept; null for ever or before completion
 * @param lockedFields keys that another system has locked
 * @param allowed what the caller may do now
 */
public record DocumentView(
        UUID id,
        UUID formId,
        int formVersion,
        String formCode,
        String formName,
        String title,
        DocumentState state,
        String number,
        int version,
        int revision,
        boolean laterPending,
        boolean urgent,
        Security security,
        Retention retention,
        LocalDate retainUntil,
        Instant destroyedAt,
        Who drafter,
        Instant createdAt,
        Instant submittedAt,
        Instant completedAt,
        Map<String, Object> definition,
        Map<String, Object> values,
        List<String> lockedFields,
        Origin origin,
        String contentHash,
        List<StepView> line,
        List<Linked> linked,
        List<Attachment> attachments,
        UUID redraftOf,
        UUID cancels,
        UUID cancelledBy,
        List<AllowedAct> allowed) {
    /** Another system that drafted it. */
    public record Origin(String system, String reference) {}

    /** A document it refers to. */
    public record Linked(UUID id, String title, String number, DocumentState state) {}

    public record Attachment(UUID id, String name, String mediaType, long size) {}

    /**
     * Something the caller may do.
     *
     * @param step null where it is not done to a step
     * @param onBehalfOf for whom he would act, or null
     */
    public record AllowedAct(String act, UUID step, Who onBehalfOf) {}
}
