package kr.dure.notification.internal;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer.State;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Mails: the current tenant's, or everyone's behind the operator's door. */
final class MailRepository {
    private final Session session;

    MailRepository(Session session) {
        this.session = session;
    }

    void add(MailEntity mail) {
        session.entities().persist(mail);
    }

    Optional<MailEntity> find(UUID id) {
        return Optional.ofNullable(session.entities().find(MailEntity.class, id));
    }

    MailEntity get(UUID id) {
        return find(id).orElseThrow(() -> new NotFound("그런 메일이 없습니다.", "There is no such mail."));
    }

    /** Files go after their mail: the database wants to see it first. */
    void attach(UUID mail, List<AttachmentEntity> files) {
        if (!files.isEmpty()) {
            session.entities().flush();
            files.forEach(session.entities()::persist);
        }
    }

    List<Mail.Attachment> attachments(UUID mail) {
        return session.entities()
                .createQuery(
                        "select a from AttachmentEntity a where a.mailId = :mail order by a.position",
                        AttachmentEntity.class)
                .setParameter("mail", mail)
                .getResultStream()
                .map(AttachmentEntity::toAttachment)
                .toList();
    }

    void forgetAttachments(UUID mail) {
        session.entities()
                .createQuery("delete from AttachmentEntity a where a.mailId = :mail")
                .setParameter("mail", mail)
                .executeUpdate();
    }

    /**
     * Newest first.
     *
     * @param tenant of these alone, or null
     * @param state in this state alone, or null
     * @param to part of the address, in any case, or null
     * @param after the last one of the page before, or null
     */
    List<MailEntity> list(UUID tenant, State state, String to, UUID after, int limit) {
        StringBuilder jpql = new StringBuilder("select m from MailEntity m where 1 = 1");
        if (tenant != null) {
            jpql.append(" and m.tenantId = :tenant");
        }
        if (state != null) {
            jpql.append(" and m.state = :state");
        }
        if (to != null) {
            jpql.append(" and locate(:address, lower(m.recipient)) > 0");
        }
        if (after != null) {
            jpql.append(" and m.id < :after");
        }
        TypedQuery<MailEntity> query = session.entities()
                .createQuery(jpql.append(" order by m.id desc").toString(), MailEntity.class);
        if (tenant != null) {
            query.setParameter("tenant", tenant);
        }
        if (state != null) {
            query.setParameter("state", state);
        }
        if (to != null) {
            query.setParameter("address", to.toLowerCase(Locale.ROOT));
        }
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setMaxResults(limit).getResultList();
    }

    /** Deletes what was written before {@code end}, whatever became of it. Returns how many. */
    int clean(Instant end) {
        return session.entities()
                .createQuery("delete from MailEntity m where m.createdAt < :end")
                .setParameter("end", end)
                .executeUpdate();
    }
}
