package kr.dure.search.internal;

import java.time.Instant;
import kr.dure.search.internal.text.Query;

/**
 * A question that was understood.
 *
 * @param app or null
 * @param kind or null
 * @param since or null
 * @param until not included, or null
 * @param after or null
 */
record SearchRequest(Query query, String app, String kind, Instant since, Instant until, Cursor after, int limit) {}
