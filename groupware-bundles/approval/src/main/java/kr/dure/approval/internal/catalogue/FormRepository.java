package kr.dure.approval.internal.catalogue;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Forms of the current tenant. */
final class FormRepository {
    private final EntityManager entities;

    FormRepository(Session session) {
        this.entities = session.entities();
    }

    boolean none() {
        return entities.createQuery("select f.id from FormEntity f", UUID.class)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    void add(FormEntity form, FormVersionEntity version) {
        entities.persist(form);
        entities.flush();
        entities.persist(version);
    }

    void add(FormVersionEntity version) {
        entities.persist(version);
    }

    FormEntity get(UUID id) {
        FormEntity form = id == null ? null : entities.find(FormEntity.class, id);
        if (form == null) {
            throw new NotFound("그런 양식이 없습니다.", "There is no such form.");
        }
        return form;
    }

    Optional<FormEntity> byCode(String code) {
        return entities
                .createQuery("select f from FormEntity f where f.code = :code", FormEntity.class)
                .setParameter("code", code)
                .getResultList()
                .stream()
                .findFirst();
    }

    FormVersionEntity version(UUID form, int version) {
        return entities
                .createQuery(
                        "select v from FormVersionEntity v where v.formId = :form and v.formVersion = :version",
                        FormVersionEntity.class)
                .setParameter("form", form)
                .setParameter("version", version)
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("그런 양식 판이 없습니다.", "There is no such version of the form."));
    }

    String definition(UUID form, int version) {
        return version(form, version).definition();
    }

    /** The newest first. */
    List<FormVersionEntity> versions(UUID form, int before, int limit) {
        return entities.createQuery(
                        "select v from FormVersionEntity v where v.formId = :form and v.formVersion < :before"
                                + " order by v.formVersion desc",
                        FormVersionEntity.class)
                .setParameter("form", form)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** In the order of their codes. */
    List<FormEntity> list(FormSpec.State state, String after, int limit) {
        return entities.createQuery(
                        "select f from FormEntity f where f.state = :state and f.code > :after order by f.code",
                        FormEntity.class)
                .setParameter("state", state)
                .setParameter("after", after == null ? "" : after)
                .setMaxResults(limit)
                .getResultList();
    }

    Set<UUID> favourites(UUID account) {
        Set<UUID> forms = new HashSet<>();
        for (Object form : entities.createNativeQuery(
                        "SELECT CAST(form_id AS text) FROM form_favourite WHERE account_id = ?1")
                .setParameter(1, account)
                .getResultList()) {
            forms.add(UUID.fromString((String) form));
        }
        return forms;
    }

    void favourite(UUID account, UUID form, boolean on) {
        String sql = on
                ? "INSERT INTO form_favourite (account_id, form_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
                : "DELETE FROM form_favourite WHERE account_id = ?1 AND form_id = ?2";
        entities.createNativeQuery(sql)
                .setParameter(1, account)
                .setParameter(2, form)
                .executeUpdate();
    }
}
