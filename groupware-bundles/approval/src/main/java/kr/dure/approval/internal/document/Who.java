package kr.dure.approval.internal.document;

import java.util.UUID;

/**
 * Somebody as he was at one moment, or a name alone where nothing else was kept.
 *
 * @param position 직위, or null
 * @param duty 직책, or null
 * @param departmentId or null
 */
public record Who(
        UUID accountId, String name, String position, String duty, UUID departmentId, String departmentName) {}
