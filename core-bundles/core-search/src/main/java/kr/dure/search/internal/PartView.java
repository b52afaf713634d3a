package kr.dure.search.internal;

import java.time.Instant;

/**
 * An app's part of the index.
 *
 * @param state {@code BUILT}, {@code REBUILDING} (what was there is found meanwhile) or {@code NEVER_BUILT}
 * @param documents read by the rebuild that runs, otherwise by the last
 * @param builtAt when the last rebuild ended, or null
 */
public record PartView(String app, String state, long documents, Instant builtAt) {}
