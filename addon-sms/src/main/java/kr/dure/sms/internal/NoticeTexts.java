package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.job.Job;
import kr.dure.notification.TextMessages;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Entitlements;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@link TextMessages}: notices as short messages from the company's first approved number. They stand in the company's
 * list of messages, go out and are charged as all others (B5).
 */
@Component
public final class NoticeTexts implements TextMessages {
    private static final String PRODUCT = "sms";

    /** Nobody wrote it; the platform did. */
    private static final UUID PLATFORM = new UUID(0, 0);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SmsSender sender;
    private final Entitlements entitlements;

    @Activate
    public NoticeTexts(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference SmsSender sender,
            @Reference Entitlements entitlements) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.sender = sender;
        this.entitlements = entitlements;
    }

    @Override
    public Answer send(String key, String to, String text) {
        if (!entitlements.enabled(Tenants.current().id(), PRODUCT)) {
            return refused(Taken.NOT_ENABLED);
        }
        Optional<String> number = PhoneNumber.mobile(to);
        if (number.isEmpty()) {
            return refused(Taken.NOT_A_NUMBER);
        }
        return tx.write(session -> find(session, key)
                .map(id -> new Answer(Taken.TAKEN, id))
                .orElseGet(() -> store(session, key, number.get(), MessageText.fit(text, MessageText.MAX_BYTES))));
    }

    private static Answer refused(Taken why) {
        return new Answer(why, null);
    }

    private static Optional<UUID> find(Session session, String key) {
        List<?> rows = session.entities()
                .createNativeQuery("SELECT message_id FROM notice_text WHERE key = ?1")
                .setParameter(1, key)
                .getResultList();
        return rows.stream().map(UUID.class::cast).findFirst();
    }

    private Answer store(Session session, String key, String to, String text) {
        Instant now = clock.instant();
        Optional<String> from = new SenderNumberRepository(session).firstApproved(now);
        if (from.isEmpty()) {
            return refused(Taken.NO_SENDER_NUMBER);
        }
        if (!sender.hasRoute(false)) {
            return refused(Taken.NO_ROUTE);
        }
        MessageRepository messages = new MessageRepository(session);
        if (limited(session, messages, now)) {
            return refused(Taken.LIMIT);
        }
        MessageEntity message = new MessageEntity(
                ids.next(),
                from.get(),
                text,
                null,
                Message.Kind.NOTICE,
                Message.Status.ACCEPTED,
                now,
                now,
                PLATFORM,
                1);
        messages.add(message, List.of(new MessageService.Ready(ids.next(), to, null, false, false)), now, now);
        // Two at once with one key: the second fails here, and with it its message.
        session.entities()
                .createNativeQuery("INSERT INTO notice_text (key, message_id, created_at) VALUES (?1, ?2, ?3)")
                .setParameter(1, key)
                .setParameter(2, message.id())
                .setParameter(3, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        // Before the commit there is nothing to be woken for; the job begins after it.
        session.schedule(Job.once(ScheduledSending.NAME, message.id().toString(), now, ""));
        return new Answer(Taken.TAKEN, message.id());
    }

    private static boolean limited(Session session, MessageRepository messages, Instant now) {
        Integer perDay = new LimitsRepository(session).get().perDay();
        Instant today = now.atZone(AdRules.SEOUL)
                .toLocalDate()
                .atStartOfDay(AdRules.SEOUL)
                .toInstant();
        return perDay != null && messages.recipientsSince(today) >= perDay;
    }

    @Override
    public Optional<Sent> find(UUID id) {
        return tx.read(session -> new MessageRepository(session)
                        .recipients(id).stream().findFirst().map(RecipientEntity::toRecipient))
                .map(result -> new Sent(state(result.state()), result.reason()));
    }

    private static State state(Message.State state) {
        return switch (state) {
            case QUEUED, SUBMITTING -> State.QUEUED;
            case SENT -> State.SENT;
            case DELIVERED -> State.DELIVERED;
            case UNKNOWN -> State.UNKNOWN;
            case FAILED -> State.FAILED;
        };
    }
}
