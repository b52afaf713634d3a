package kr.dure.notification.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.Job;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Mailer}: a row and the job that sends it, both in the transaction of whoever sends. */
@Component
public final class MailerImpl implements Mailer {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    @Activate
    public MailerImpl(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public UUID send(Mail mail) {
        Optional<String> address = EmailAddress.parse(mail.to());
        Instant now = clock.instant();
        Letter letter = new Letter(
                ids.next(),
                address.orElse(mail.to()),
                MailRenderer.subject(mail),
                MailRenderer.text(mail),
                MailRenderer.html(mail),
                now);
        tx.run(session -> {
            MailEntity entity = new MailEntity(letter, mail.kind(), mail.secret());
            if (address.isPresent()) {
                schedule(session, entity, now);
            } else {
                // What the mail is about goes on; the operator sees that it reached nobody.
                entity.refused("This is not an e-mail address.", now);
            }
            new MailRepository(session).add(entity);
        });
        return letter.id();
    }

    static void schedule(Session session, MailEntity mail, Instant at) {
        session.schedule(Job.once(MailSending.JOB, mail.job(), at, mail.id().toString()));
    }

    @Override
    public Optional<Sent> find(UUID id) {
        return tx.read(session -> new MailRepository(session).find(id).map(MailEntity::toSent));
    }
}
