package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.UUID;

/**
 * What of a department does not change with time.
 *
 * @param foundedOn first day
 * @param closedOn first day on which it no longer exists, or null
 * @param version counts changes, for {@code ETag}
 */
record DepartmentRow(UUID id, String code, LocalDate foundedOn, LocalDate closedOn, int version) {
    boolean exists(LocalDate day) {
        return Days.holds(foundedOn, closedOn, day);
    }
}
