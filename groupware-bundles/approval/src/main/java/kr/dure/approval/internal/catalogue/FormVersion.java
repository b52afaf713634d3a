package kr.dure.approval.internal.catalogue;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One version of a form's definition.
 *
 * @param version from 1 on
 * @param createdBy the account; null for a form that came with the app
 * @param definition null in a list
 */
public record FormVersion(int version, Instant createdAt, UUID createdBy, Map<String, Object> definition) {}
