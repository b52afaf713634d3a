package kr.dure.notification.internal.notice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import kr.dure.identity.Addressees;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.notification.Channel;
import kr.dure.notification.Mailer;
import kr.dure.notification.TextMessages;
import kr.dure.notification.internal.notice.DeliveryRepository.Done;
import kr.dure.notification.internal.notice.DeliveryRepository.Due;
import kr.dure.notification.internal.notice.Question.Answer;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands to the mail queue and to the SMS app what is due. That and the note that it was done are one transaction, so each
 * notice goes out once on each channel, whenever the server dies.
 */
@Component
public final class Dispatch implements JobHandler {
    static final String JOB = "notification.dispatch";

    private static final int AT_ONCE = 100;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Tx tx;
    private final Clock clock;
    private final Addressees addressees;
    private final Contacts contacts;
    private final Mailer mailer;
    private final Kinds kinds;
    private final Phones phones;
    private final NoticeMails mails;

    @Activate
    public Dispatch(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference Clock clock,
            @Reference Addressees addressees,
            @Reference Contacts contacts,
            @Reference Mailer mailer,
            @Reference Kinds kinds,
            @Reference Phones phones) {
        this(tx, clock, addressees, contacts, mailer, kinds, phones, new Links());
    }

    Dispatch(
            Tx tx,
            Clock clock,
            Addressees addressees,
            Contacts contacts,
            Mailer mailer,
            Kinds kinds,
            Phones phones,
            Links links) {
        this.tx = tx;
        this.clock = clock;
        this.addressees = addressees;
        this.contacts = contacts;
        this.mailer = mailer;
        this.kinds = kinds;
        this.phones = phones;
        this.mails = new NoticeMails(kinds, links);
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        Step step = Step.MORE;
        while (step == Step.MORE) {
            step = tx.write(this::step);
        }
        return step == Step.BUSY ? Optional.of(clock.instant().plus(SOON)) : Optional.empty();
    }

    private enum Step {
        MORE,
        DONE,
        /** Another run is at it. */
        BUSY
    }

    private Step step(Session session) {
        DeliveryRepository deliveries = new DeliveryRepository(session);
        if (!deliveries.alone(Tenants.current().id())) {
            return Step.BUSY;
        }
        Instant now = clock.instant();
        List<Due> single = deliveries.due(now, AT_ONCE);
        if (!single.isEmpty()) {
            new Batch(session, single, now).single();
            return Step.MORE;
        }
        List<Due> collected = deliveries.collected(now, AT_ONCE);
        if (!collected.isEmpty()) {
            new Batch(session, collected, now).collected();
            return Step.MORE;
        }
        return Step.DONE;
    }

    /** Some of what is due, in one transaction. */
    private final class Batch {
        private final Session session;
        private final List<Due> all;
        private final Instant now;
        private final Map<UUID, Stored> notices;
        private final Questions questions;
        private final Map<UUID, Question> asked = new HashMap<>();
        private final Locale company;
        private final List<Done> done = new ArrayList<>();

        Batch(Session session, List<Due> all, Instant now) {
            this.session = session;
            this.all = all;
            this.now = now;
            this.notices = new NoticeRepository(session)
                    .get(all.stream().map(Due::notice).distinct().toList());
            this.questions = new Questions(
                    session,
                    addressees,
                    all.stream().map(Due::account).distinct().toList());
            this.company = contacts.find().map(Contacts.Contact::language).orElse(Locale.KOREAN);
        }

        void single() {
            for (Due due : all) {
                ask(due, this::handOver);
            }
            finish();
        }

        void collected() {
            Map<UUID, List<Due>> ready = new HashMap<>();
            for (Due due : all) {
                ask(due, (one, question) -> {
                    asked.put(one.account(), question);
                    ready.computeIfAbsent(one.account(), account -> new ArrayList<>())
                            .add(one);
                });
            }
            ready.forEach((account, dues) -> {
                List<Stored> collected =
                        dues.stream().map(due -> notices.get(due.notice())).collect(Collectors.toList());
                UUID mail = mailer.send(
                        mails.digest(collected, asked.get(account).person().email(), language(account)));
                dues.forEach(due -> done.add(new Done(due, Decision.SENT, null, mail, null)));
            });
            finish();
        }

        private void ask(Due due, BiConsumer<Due, Question> ready) {
            Stored notice = notices.get(due.notice());
            Question question = questions.of(kinds.findOrAway(notice.kind(), notice.urgent()), due.account());
            Answer answer = question.due(due.channel(), due.decision(), now);
            if (answer.decision() == Decision.SENT) {
                ready.accept(due, question);
            } else {
                done.add(new Done(due, answer.decision(), answer.dueAt(), null, null));
            }
        }

        private void handOver(Due due, Question question) {
            Stored notice = notices.get(due.notice());
            Locale language = language(due.account());
            if (due.channel() == Channel.EMAIL) {
                UUID mail = mailer.send(mails.mail(notice, question.person().email(), language));
                done.add(new Done(due, Decision.SENT, null, mail, null));
                return;
            }
            TextMessages.Answer answer = phones.send(
                    due.notice() + "/" + due.account(), question.person().mobile(), mails.text(notice, language));
            done.add(new Done(due, Phones.decision(answer.taken()), null, null, answer.id()));
        }

        private Locale language(UUID account) {
            Locale chosen = questions.setting(account).language();
            return chosen == null ? company : chosen;
        }

        private void finish() {
            new DeliveryRepository(session).done(done, now);
            done.stream()
                    .map(Done::dueAt)
                    .filter(due -> due != null)
                    .distinct()
                    .forEach(due -> session.schedule(Job.once(JOB, "due-" + due.getEpochSecond(), due, "")));
        }
    }
}
