package kr.dure.billing.internal.credit;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/billing/credit-notes}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=credit-notes", "osgi.jakartars.application.base=/api/billing/credit-notes"})
public final class CreditNotesApi extends Application {
    private final Set<Object> resources;

    @Activate
    public CreditNotesApi(@Reference CreditNotes service) {
        resources = Set.of(new CreditNoteResource(service));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
