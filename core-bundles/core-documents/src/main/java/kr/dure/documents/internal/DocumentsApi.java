package kr.dure.documents.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.documents.internal.template.TemplateResource;
import kr.dure.documents.internal.template.TemplateService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/documents}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=documents", "osgi.jakartars.application.base=/api/documents"})
public final class DocumentsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public DocumentsApi(@Reference TemplateService templates) {
        resources = Set.of(new TemplateResource(templates));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
