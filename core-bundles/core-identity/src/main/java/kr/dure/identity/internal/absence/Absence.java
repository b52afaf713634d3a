package kr.dure.identity.internal.absence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody is away.
 *
 * @param from the first day
 * @param fromNoon away from noon of it only
 * @param to the last day, inclusive
 * @param untilNoon back at noon of it
 * @param deputyId who acts, or null
 * @param scope the app in which the deputy acts, or null for all of them
 * @param reason null when there is none or the reader may not know it
 * @param replaces the entry that this one changed, or null
 * @param enteredBy login id
 * @param cancelledAt null while it holds
 * @param cancelledBy login id, or null
 */
public record Absence(
        UUID id,
        UUID personId,
        LocalDate from,
        boolean fromNoon,
        LocalDate to,
        boolean untilNoon,
        UUID deputyId,
        String scope,
        String reason,
        UUID replaces,
        Instant enteredAt,
        String enteredBy,
        Instant cancelledAt,
        String cancelledBy) {}
