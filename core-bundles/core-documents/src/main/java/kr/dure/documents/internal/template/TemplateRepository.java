package kr.dure.documents.internal.template;

import java.util.List;
import java.util.Optional;
import kr.dure.persistence.Session;

/** The current tenant's own templates. */
final class TemplateRepository {
    private final Session session;

    TemplateRepository(Session session) {
        this.session = session;
    }

    Optional<TemplateEntity> find(String template, String language) {
        return session.entities()
                .createQuery(
                        "select t from TemplateEntity t where t.template = :template and t.language = :language",
                        TemplateEntity.class)
                .setParameter("template", template)
                .setParameter("language", language)
                .getResultStream()
                .findFirst();
    }

    List<TemplateEntity> all() {
        return session.entities()
                .createQuery("select t from TemplateEntity t", TemplateEntity.class)
                .getResultList();
    }

    void add(TemplateEntity template) {
        session.entities().persist(template);
        session.entities().flush();
    }

    void remove(TemplateEntity template) {
        session.entities().remove(template);
    }
}
