package kr.dure.identity.internal.organisation;

import java.util.UUID;

/**
 * A position (직위) or duty (직책).
 *
 * @param order the highest rank has the lowest number
 * @param head whether the holder of the duty leads the department; a position never says so
 */
public record Title(UUID id, String name, int order, boolean head) {}
