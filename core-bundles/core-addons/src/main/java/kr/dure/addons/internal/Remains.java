package kr.dure.addons.internal;

import java.time.Instant;

/**
 * The data of a removed add-on.
 *
 * @param version the last that was installed
 * @param purgeAt when the data will be deleted, or null while nobody ordered that
 * @param orderedBy login id of the operator who did
 * @param export folder below the data folder with an export for each tenant, or null
 */
public record Remains(
        String id,
        String symbolicName,
        String version,
        Instant removedAt,
        Instant purgeAt,
        String orderedBy,
        String export) {}
