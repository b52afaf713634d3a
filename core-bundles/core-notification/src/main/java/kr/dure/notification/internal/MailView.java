package kr.dure.notification.internal;

import java.time.Instant;
import java.util.UUID;
import kr.dure.notification.Mailer.State;

/**
 * What the operator sees of a mail: everything but its content.
 *
 * @param attempts how often a mail server was asked since it was queued last
 * @param at when it came into its state
 * @param nextTryAt null unless it is queued
 * @param reason why the last try failed, in the mail server's words, or null
 * @param bounced whether the address takes no mail
 * @param resendable whether it can be sent again: it failed, its content is still there, and it has an address
 */
public record MailView(
        UUID id,
        UUID tenantId,
        String kind,
        String to,
        State state,
        int attempts,
        Instant createdAt,
        Instant at,
        Instant nextTryAt,
        String reason,
        boolean bounced,
        boolean resendable) {}
