package kr.dure.notification.internal;

import java.time.Instant;
import java.util.UUID;

/**
 * An address that takes no mail.
 *
 * @param mailId the mail that came back; null: it is deleted
 * @param reason in the other side's words
 */
public record BounceView(UUID tenantId, String address, String reason, UUID mailId, Instant at) {}
