package kr.dure.documents.internal.template;

import java.util.Comparator;
import java.util.List;
import kr.dure.document.Template;
import kr.dure.document.TemplateSource;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The templates of the apps that are installed just now. */
@Component(service = TemplateShelf.class)
public final class TemplateShelf {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            fieldOption = FieldOption.REPLACE)
    private volatile List<TemplateSource> sources = List.of();

    @Activate
    public TemplateShelf() {
        // The sources come and go.
    }

    TemplateShelf(List<TemplateSource> sources) {
        this.sources = sources;
    }

    /** By id. */
    List<Template> all() {
        return sources.stream()
                .flatMap(source -> source.templates().stream())
                .sorted(Comparator.comparing(Template::id))
                .toList();
    }

    Template get(String id) {
        return sources.stream()
                .flatMap(source -> source.templates().stream())
                .filter(template -> template.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("그런 템플릿이 없습니다.", "There is no such template."));
    }
}
