package kr.dure.notification.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    static final String CAME_BACK = "Not sent, mail to this address came back before: ";

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
        List<AttachmentEntity> files = new ArrayList<>();
        mail.attachments()
                .forEach(file -> files.add(new AttachmentEntity(ids.next(), letter.id(), files.size(), file)));
        tx.run(session -> {
            MailEntity entity = new MailEntity(letter, mail.kind(), mail.secret());
            Optional<String> bounce = address.flatMap(new BounceRepository(session)::reason);
            // What the mail is about goes on; the operator sees that it reached nobody.
            if (address.isEmpty()) {
                entity.refused("This is not an e-mail address.", now);
            } else if (bounce.isPresent()) {
                entity.bounced(CAME_BACK + bounce.get(), now);
            } else {
                schedule(session, entity, now);
            }
            MailRepository mails = new MailRepository(session);
            mails.add(entity);
            if (!entity.forgotten()) {
                mails.attach(letter.id(), files);
            }
        });
        return letter.id();
    }

    static void schedule(Session session, MailEntity mail, Instant at) {
        session.schedule(Job.once(MailSending.JOB, mail.id().toString(), at, ""));
    }

    @Override
    public Optional<Sent> find(UUID id) {
        return tx.read(session -> new MailRepository(session).find(id).map(MailEntity::toSent));
    }
}
