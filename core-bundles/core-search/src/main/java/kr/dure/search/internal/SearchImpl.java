package kr.dure.search.internal;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import kr.dure.persistence.Tx;
import kr.dure.search.Search;
import kr.dure.search.SearchDocument;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Search}: rows of the index, written in the app's transaction. */
@Component
public final class SearchImpl implements Search {
    private final Tx tx;

    @Activate
    public SearchImpl(@Reference(target = "(unit=kr.dure.search)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public void index(Collection<SearchDocument> documents) {
        if (documents.isEmpty()) {
            return;
        }
        Set<String> apps = documents.stream().map(SearchDocument::app).collect(Collectors.toSet());
        tx.run(session -> {
            DocumentRepository repository = new DocumentRepository(session);
            repository.share(apps);
            repository.write(documents);
        });
    }

    @Override
    public void remove(String kind, Collection<String> ids) {
        int dot = kind.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("A kind is app.what: " + kind);
        }
        if (ids.isEmpty()) {
            return;
        }
        tx.run(session -> {
            DocumentRepository repository = new DocumentRepository(session);
            repository.share(Set.of(kind.substring(0, dot)));
            repository.remove(kind, ids);
        });
    }
}
