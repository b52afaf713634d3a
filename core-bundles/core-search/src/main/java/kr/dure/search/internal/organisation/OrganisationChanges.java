package kr.dure.search.internal.organisation;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import kr.dure.persistence.Tx;
import kr.dure.search.Search;
import kr.dure.search.SearchDocument;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Follows what happens to people and departments: each event has its subject read once more, as it is by now. */
@Component
public final class OrganisationChanges implements EventHandler {
    private static final int PAGE = 100;

    private final Tx tx;
    private final Search search;
    private final OrganisationDocuments documents;

    @EventType("identity.department-changed/1")
    record DepartmentChanged(UUID department) {}

    @EventType("identity.person-added/1")
    record PersonAdded(UUID person) {}

    @EventType("identity.person-renamed/1")
    record PersonRenamed(UUID person) {}

    @EventType("identity.person-transferred/1")
    record PersonTransferred(UUID person) {}

    @EventType("identity.person-left/1")
    record PersonLeft(UUID person) {}

    @Activate
    public OrganisationChanges(
            @Reference(target = "(unit=kr.dure.search)") Tx tx,
            @Reference Search search,
            @Reference OrganisationDocuments documents) {
        this.tx = tx;
        this.search = search;
        this.documents = documents;
    }

    @Override
    public String subscription() {
        return "search.organisation";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(
                DepartmentChanged.class,
                PersonAdded.class,
                PersonRenamed.class,
                PersonTransferred.class,
                PersonLeft.class);
    }

    @Override
    public void handle(Received received) {
        tx.run(session -> {
            if (received.event() instanceof DepartmentChanged changed) {
                department(changed.department());
            } else if (received.event() instanceof PersonAdded added) {
                person(added.person());
            } else if (received.event() instanceof PersonRenamed renamed) {
                person(renamed.person());
            } else if (received.event() instanceof PersonTransferred transferred) {
                person(transferred.person());
            } else if (received.event() instanceof PersonLeft left) {
                person(left.person());
            }
        });
    }

    private void person(UUID id) {
        put(OrganisationDocuments.PERSON, id, documents.person(id));
    }

    private void department(UUID id) {
        put(OrganisationDocuments.DEPARTMENT, id, documents.department(id));
        String after = null;
        do {
            Page<SearchDocument> members = documents.members(id, after, PAGE);
            search.index(members.items());
            after = members.next();
        } while (after != null);
    }

    private void put(String kind, UUID id, Optional<SearchDocument> document) {
        document.ifPresentOrElse(search::index, () -> search.remove(kind, id.toString()));
    }
}
