package kr.dure.identity.internal.address;

import java.util.List;
import java.util.UUID;

/**
 * An address in one of the company's mail domains.
 *
 * @param address {@code sales@acme.co.kr}
 * @param name what people see, e.g. the user's or the team's name
 * @param accountId whose it is, for a user's own address and an alias; otherwise null
 * @param receivers who gets what is sent to it; for a group or a representative address
 */
public record MailAddress(UUID id, Kind kind, String address, String name, UUID accountId, List<Receiver> receivers) {
    /** What an address is. */
    public enum Kind {
        /** A user's own, one per user and mail domain. */
        USER,
        /** A further one of a user (별칭). */
        ALIAS,
        /** Several users (그룹). */
        GROUP,
        /** The company's, e.g. {@code info@} (대표 메일, rule G1): no user and no seat. */
        REPRESENTATIVE
    }

    /** A user who receives. */
    public record Receiver(UUID accountId, String loginId, String name) {}
}
