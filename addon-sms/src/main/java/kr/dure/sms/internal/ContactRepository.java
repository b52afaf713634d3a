package kr.dure.sms.internal;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.persistence.Session;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.web.NotFound;

/** Groups and their contacts. */
final class ContactRepository {
    private final EntityManager entities;

    ContactRepository(Session session) {
        this.entities = session.entities();
    }

    void add(ContactGroupEntity group) {
        entities.persist(group);
        entities.flush();
    }

    ContactGroupEntity get(UUID id) {
        ContactGroupEntity group = entities.find(ContactGroupEntity.class, id);
        if (group == null) {
            throw new NotFound("그런 그룹이 없습니다.", "There is no such group.");
        }
        return group;
    }

    void remove(ContactGroupEntity group) {
        clear(group.id());
        entities.remove(group);
    }

    List<ContactGroupEntity> list(UUID after, int limit) {
        var query = after == null
                ? entities.createQuery("select g from ContactGroupEntity g order by g.id", ContactGroupEntity.class)
                : entities.createQuery(
                                "select g from ContactGroupEntity g where g.id > :after order by g.id",
                                ContactGroupEntity.class)
                        .setParameter("after", after);
        return query.setMaxResults(limit).getResultList();
    }

    /** Gives the group these contacts and no others. */
    void fill(UUID group, Collection<Addressee> contacts) {
        clear(group);
        entities.createNativeQuery("INSERT INTO contact (id, group_id, number, fields)"
                        + " SELECT gen_random_uuid(), ?1, v.number, v.fields"
                        + " FROM unnest(CAST(?2 AS text[]), CAST(?3 AS text[])) AS v (number, fields)")
                .setParameter(1, group)
                .setParameter(2, SqlArray.of(contacts, Addressee::number))
                .setParameter(3, SqlArray.of(contacts, contact -> written(contact.fields())))
                .executeUpdate();
    }

    private void clear(UUID group) {
        entities.createNativeQuery("DELETE FROM contact WHERE group_id = ?1")
                .setParameter(1, group)
                .executeUpdate();
    }

    long size(UUID group) {
        return ((Number) entities.createNativeQuery("SELECT count(*) FROM contact WHERE group_id = ?1")
                        .setParameter(1, group)
                        .getSingleResult())
                .longValue();
    }

    /** All contacts of the groups; a group that is not there is refused. */
    List<Addressee> of(List<UUID> groups) {
        groups.forEach(this::get);
        List<?> rows = entities.createNativeQuery("SELECT number, fields FROM contact"
                        + " WHERE group_id = ANY (CAST(?1 AS uuid[])) ORDER BY number")
                .setParameter(1, SqlArray.of(groups, id -> id))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Addressee((String) row[0], read((String) row[1])))
                .toList();
    }

    private static String written(Map<String, String> fields) {
        return fields == null
                ? ""
                : fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static Map<String, String> read(String fields) {
        Map<String, String> values = new LinkedHashMap<>();
        fields.lines().forEach(line -> {
            int sign = line.indexOf('=');
            values.put(line.substring(0, sign), line.substring(sign + 1));
        });
        return values;
    }
}
