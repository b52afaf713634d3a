package kr.dure.identity;

import java.util.UUID;

/**
 * A department (부서) as it is on one day.
 *
 * @param code what the company calls it in lists and files; unique among the living
 * @param parentId the department above it, or null at the top
 */
public record Department(UUID id, String code, String name, UUID parentId) {}
