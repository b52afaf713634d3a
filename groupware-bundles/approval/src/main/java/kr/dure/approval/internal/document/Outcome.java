package kr.dure.approval.internal.document;

import java.util.UUID;
import kr.dure.approval.internal.line.DocumentState;

/**
 * What an act made of a document.
 *
 * @param number null before completion
 * @param created the document that a redraft or a cancellation made, or null
 */
public record Outcome(UUID id, DocumentState state, int version, String number, UUID created) {
    static Outcome of(DocumentEntity document, UUID created) {
        return new Outcome(document.id(), document.state(), document.version(), document.number(), created);
    }
}
