package kr.dure.sms.internal;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What to send.
 *
 * @param from an approved sender number
 * @param to mobile numbers; one that occurs twice gets one message
 * @param recipients further ones, with merge fields
 * @param groups whose contacts get it, too
 * @param text at most 90 bytes in CP949 for SMS, 2,000 for LMS; {@code #{name}} stands for a merge field
 * @param subject makes it a long message; at most 40 bytes
 * @param sendAt when, within a year; absent means now
 */
public record NewMessage(
        String from,
        List<String> to,
        List<Addressee> recipients,
        List<UUID> groups,
        String text,
        String subject,
        Message.Kind kind,
        OffsetDateTime sendAt) {
    /**
     * A recipient with what is merged into its text.
     *
     * @param fields by name; may be null
     */
    public record Addressee(String number, Map<String, String> fields) {}
}
