package kr.dure.search;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The index that apps feed. Implemented by core-search.
 *
 * <p>Called inside the app's own transaction ({@code Tx.write}) it becomes part of it: what is committed is found from
 * then on, what is rolled back leaves nothing. Outside one it is a transaction of its own. The documents are the current
 * tenant's; there is no way to name another. Inside a transaction, call it last: until the commit others of this tenant
 * who change the same document wait.
 */
public interface Search {
    /** Hands in a document; one of the same kind and id is replaced. */
    default void index(SearchDocument document) {
        index(List.of(document));
    }

    /** {@link #index(SearchDocument)} for many at once; of two with the same kind and id the last counts. */
    void index(Collection<SearchDocument> documents);

    /** Takes a document out; without effect when there is none. */
    default void remove(String kind, String id) {
        remove(kind, Set.of(id));
    }

    /** {@link #remove(String, String)} for many at once. */
    void remove(String kind, Collection<String> ids);
}
