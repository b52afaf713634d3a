package kr.dure.notification.internal.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Addressees;
import kr.dure.job.Job;
import kr.dure.notification.Channel;
import kr.dure.notification.Notice;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.Notices;
import kr.dure.notification.internal.notice.NoticeRepository.Decided;
import kr.dure.notification.internal.notice.NoticeRepository.Entry;
import kr.dure.notification.internal.notice.Question.Answer;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@link Notices}: the notice, everybody's entry and everybody's decisions, in the transaction of whoever sends. What is to
 * be mailed or texted is done by {@link Dispatch} afterwards.
 */
@Component
public final class NoticesImpl implements Notices {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Addressees addressees;
    private final Kinds kinds;

    @Activate
    public NoticesImpl(
            @Reference(target = "(unit=kr.dure.notification)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Addressees addressees,
            @Reference Kinds kinds) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.addressees = addressees;
        this.kinds = kinds;
    }

    @Override
    public UUID send(Notice notice) {
        NoticeKind kind = kinds.find(notice.kind())
                .orElseThrow(
                        () -> new IllegalArgumentException("Nobody described the kind of notice " + notice.kind()));
        UUID id = ids.next();
        tx.run(session -> store(session, id, notice, kind, clock.instant()));
        return id;
    }

    private void store(Session session, UUID id, Notice notice, NoticeKind kind, Instant now) {
        NoticeRepository repository = new NoticeRepository(session);
        if (notice.to().isEmpty()) {
            repository.add(id, notice, kind, now);
            return;
        }
        // First of all, next to what the sender may have asked of the same tables: each change of app costs a
        // statement.
        Questions questions = Questions.about(kind, session, addressees, notice.to());
        repository.add(id, notice, kind, now);
        Map<UUID, Map<Channel, Answer>> answers = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (UUID account : notice.to()) {
            Question question = questions.of(kind, account);
            Map<Channel, Answer> byChannel = new EnumMap<>(Channel.class);
            for (Channel channel : Channel.values()) {
                byChannel.put(channel, question.ask(channel, now));
            }
            answers.put(account, byChannel);
            if (question.person() != null) {
                entries.add(new Entry(account, byChannel.get(Channel.IN_APP).decision() == Decision.SENT));
            }
        }
        Set<UUID> entered = repository.enter(id, notice, entries, now);
        Set<UUID> known = entries.stream().map(Entry::account).collect(Collectors.toSet());
        List<Decided> decided = new ArrayList<>();
        answers.forEach((account, byChannel) -> byChannel.forEach((channel, answer) -> decided.add(new Decided(
                account,
                channel,
                known.contains(account) && !entered.contains(account)
                        ? new Answer(Decision.DUPLICATE, null)
                        : answer))));
        repository.decide(id, decided, now);
        if (entries.stream().anyMatch(entry -> entry.listed() && entered.contains(entry.account()))) {
            session.publish(new NoticeSent(id));
        }
        decided.stream()
                .map(one -> one.answer().dueAt())
                .filter(due -> due != null)
                .distinct()
                .forEach(due -> schedule(session, id, due, now));
    }

    /** What is due at once has a job of its own, so that senders do not wait for each other. */
    private static void schedule(Session session, UUID notice, Instant due, Instant now) {
        session.schedule(
                Job.once(Dispatch.JOB, due.isAfter(now) ? "due-" + due.getEpochSecond() : notice.toString(), due, ""));
    }
}
