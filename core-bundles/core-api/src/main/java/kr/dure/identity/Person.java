package kr.dure.identity;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody who belongs to the company, with a login or without.
 *
 * @param id the same as the login account's, where there is one
 * @param employeeNumber 사번, or null; private: show it to the person and to holders of {@code identity.organisation} only
 * @param workPhone or null
 * @param mobile or null; private like the employee number
 * @param joinedOn the first day, or null where nobody has said
 * @param leftOn the first day on which the person is no longer there (퇴직일), past or planned, or null
 */
public record Person(
        UUID id,
        String name,
        String employeeNumber,
        String workPhone,
        String mobile,
        LocalDate joinedOn,
        LocalDate leftOn) {}
