package kr.dure.search;

import java.util.List;
import kr.dure.web.Page;

/**
 * Gives all documents of an app once more, so that its part of the index can be built anew. Register one as a service for
 * each app whose documents are searched: without one an app's documents cannot be brought back, and with one the app's
 * existing documents are found soon after the app was installed.
 *
 * <p>While an app's part is built anew the documents that were there are found as before. Each page is asked for inside
 * the transaction that indexes it, in which the app's own calls of {@link Search} wait: what the app changes meanwhile is
 * never overwritten by what was read before.
 */
public interface SearchSource {
    /** The app's id, the part of its kinds before the dot. */
    String app();

    /** The kinds, in the order in which they are asked for. */
    List<String> kinds();

    /** Raised by the app when its documents are made in another way: every tenant's are then built anew. */
    default int version() {
        return 1;
    }

    /**
     * A part of the current tenant's documents, in an order that stays (by id, for instance).
     *
     * @param kind one of {@link #kinds()}
     * @param after {@link Page#next()} of the page before, or null; it may come from before a restart
     * @param limit at most so many, 1 to {@link Page#MAX_LIMIT}
     */
    Page<SearchDocument> documents(String kind, String after, int limit);
}
