package kr.dure.identity;

import java.time.LocalDate;
import java.util.UUID;

/**
 * Where a person works, and as what.
 *
 * @param departmentName as it is called on the day that was asked for, or on the post's first day
 * @param position 직위, the person's rank in the company ({@code 과장}), or null
 * @param duty 직책, what the person answers for there ({@code 팀장}), or null
 * @param head whether the duty makes its holder the head of the department
 * @param main whether this is the main post; the others are concurrent (겸직)
 * @param from first day
 * @param to first day on which it is no longer held, or null while no end is planned
 */
public record Post(
        UUID id,
        UUID personId,
        UUID departmentId,
        String departmentName,
        UUID positionId,
        String position,
        UUID dutyId,
        String duty,
        boolean head,
        boolean main,
        LocalDate from,
        LocalDate to) {}
