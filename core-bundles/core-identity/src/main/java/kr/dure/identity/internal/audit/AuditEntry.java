package kr.dure.identity.internal.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One line of the audit log.
 *
 * @param tenantId whose data
 * @param actor who; null where nobody was logged in, such as a job
 * @param address from where; null where no request led to it
 * @param action what, e.g. {@code identity.account.changed}
 * @param subject what it was done to, an id or a name, or null
 * @param detail further words, or null
 * @param before what the change replaced, or null
 * @param after what it set, or null
 */
public record AuditEntry(
        UUID id,
        UUID tenantId,
        Instant at,
        Actor actor,
        String address,
        String action,
        String subject,
        String detail,
        Map<String, Object> before,
        Map<String, Object> after) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    /**
     * Who did it.
     *
     * @param accountId of a service token, the token's
     * @param operator login id of the operator who acted as this account, or null
     */
    public record Actor(UUID accountId, String loginId, String operator) {}

    /** @param json as the log keeps it, or null */
    static Map<String, Object> facts(String json) {
        try {
            return json == null ? null : JSON.readValue(json, FACTS);
        } catch (JsonProcessingException e) {
            // Whatever stands there is part of the log.
            return Map.of("text", json);
        }
    }
}
