package kr.dure.notification.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.notification.internal.sender.SenderService;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands queued mails to the mail server, each by a job of its own. */
@Component
public final class MailSending implements JobHandler {
    static final String JOB = "notification.mail";

    private static final Logger LOG = LoggerFactory.getLogger(MailSending.class);

    /** At once; the rest of the threads stays for other jobs when the mail server is slow. */
    private static final int AT_ONCE = 3;

    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Tx tx;
    private final Clock clock;
    private final MailTraffic traffic;
    private final SenderService senders;
    private final SmtpServer server;
    private final Semaphore lines = new Semaphore(AT_ONCE);

    /** Taken by the mail server, and not noted yet because the database was away. */
    private final Set<UUID> unnoted = ConcurrentHashMap.newKeySet();

    @Activate
    public MailSending(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference Clock clock,
            @Reference MailTraffic traffic,
            @Reference SenderService senders) {
        this(tx, clock, traffic, senders, new SmtpServer(SmtpSettings.fromSystem()));
    }

    MailSending(Tx tx, Clock clock, MailTraffic traffic, SenderService senders, SmtpServer server) {
        this.tx = tx;
        this.clock = clock;
        this.traffic = traffic;
        this.senders = senders;
        this.server = server;
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        UUID id = UUID.fromString(run.id());
        Optional<Letter> letter = tx.read(session -> {
            MailRepository mails = new MailRepository(session);
            return mails.find(id).flatMap(MailEntity::letter).map(found -> found.with(mails.attachments(id)));
        });
        if (letter.isEmpty() || cameBack(letter.get())) {
            return Optional.empty();
        }
        if (!lines.tryAcquire()) {
            return Optional.of(clock.instant().plus(WAIT));
        }
        try {
            return note(id, handOver(letter.get()));
        } finally {
            lines.release();
        }
    }

    /** Whether mail to the address came back since this one was queued; then it is not tried. */
    private boolean cameBack(Letter letter) {
        Optional<String> bounce = tx.read(session -> new BounceRepository(session).reason(letter.to()));
        bounce.ifPresent(why -> tx.run(session ->
                new MailRepository(session).get(letter.id()).bounced(MailerImpl.CAME_BACK + why, clock.instant())));
        return bounce.isPresent();
    }

    private Outcome handOver(Letter letter) {
        if (unnoted.contains(letter.id())) {
            return new Outcome.Accepted();
        }
        Outcome outcome = server.send(letter, senders.current());
        traffic.note(outcome);
        if (outcome instanceof Outcome.Accepted) {
            unnoted.add(letter.id());
        }
        return outcome;
    }

    private Optional<Instant> note(UUID id, Outcome outcome) {
        Optional<Instant> next = tx.write(session -> {
            MailRepository mails = new MailRepository(session);
            MailEntity mail = mails.get(id);
            Instant now = clock.instant();
            if (outcome instanceof Outcome.Refused refused) {
                mail.refused(refused.reason(), now);
                if (refused.address()) {
                    mail.bounced(refused.reason(), now);
                    new BounceRepository(session).add(mail.recipient(), refused.reason(), id, now);
                }
            } else if (outcome instanceof Outcome.Later later) {
                mail.failed(later, now);
            } else {
                mail.accepted(now);
            }
            if (mail.forgotten()) {
                mails.forgetAttachments(id);
            }
            return mail.nextTry();
        });
        unnoted.remove(id);
        if (next.isEmpty() && !(outcome instanceof Outcome.Accepted)) {
            LOG.warn("Mail {} was given up; the operator's list of mails says why.", id);
        }
        return next;
    }
}
