package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.UUID;

/**
 * A question about a document (질문).
 *
 * @param answer null while nobody has answered
 */
public record Question(UUID id, Who askedBy, Who askedOf, String text, Instant at, String answer, Instant answeredAt) {}
