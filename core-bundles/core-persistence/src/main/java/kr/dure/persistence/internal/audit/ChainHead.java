package kr.dure.persistence.internal.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a tenant's chain ends.
 *
 * @param position of the last sealed row, from 1
 * @param hash of that row
 * @param at time of that row
 */
record ChainHead(UUID tenant, long position, byte[] hash, Instant at) {}
