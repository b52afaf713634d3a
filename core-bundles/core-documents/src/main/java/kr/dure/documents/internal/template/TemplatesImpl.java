package kr.dure.documents.internal.template;

import java.util.Locale;
import java.util.Map;
import kr.dure.document.Template;
import kr.dure.document.Templates;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Templates}: the tenant's own version, or else the app's. */
@Component
public final class TemplatesImpl implements Templates {
    private final Tx tx;
    private final TemplateShelf shelf;
    private final TemplateLanguage language = new TemplateLanguage();

    @Activate
    public TemplatesImpl(@Reference(target = "(unit=kr.dure.documents)") Tx tx, @Reference TemplateShelf shelf) {
        this.tx = tx;
        this.shelf = shelf;
    }

    @Override
    public String fill(String id, Locale locale, Map<String, ?> data) {
        Template template = shelf.get(id);
        String body = tx.read(session -> new TemplateRepository(session)
                .find(id, Language.of(locale))
                .map(TemplateEntity::body)
                .orElse(template.body().in(locale)));
        return language.fill(body, data);
    }
}
