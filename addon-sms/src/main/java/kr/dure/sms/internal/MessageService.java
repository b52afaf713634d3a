package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accepts messages: what it answers with an id is stored and will be sent. */
@Component(service = MessageService.class)
public final class MessageService {
    /** The most recipients of one message. */
    static final int MAX_RECIPIENTS = 1000;

    private static final Duration MAX_DELAY = Duration.ofDays(366);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SmsSender sender;

    @Activate
    public MessageService(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference SmsSender sender) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.sender = sender;
    }

    Message.Accepted send(NewMessage request) {
        Instant now = clock.instant();
        Instant sendAt = request.sendAt() == null ? now : request.sendAt().toInstant();
        Invalid.Checks checks = new Invalid.Checks();
        Set<String> numbers = recipients(checks, request.to());
        Optional<String> from = PhoneNumber.sender(request.from());
        checks.check(from.isPresent(), "from", "발신번호가 바르지 않습니다.", "This is no sender number.");
        String text = text(checks, request.text());
        checks.check(
                request.subject() == null,
                "subject",
                "제목이 있는 장문 문자(LMS)는 아직 보낼 수 없습니다.",
                "Long messages with a subject (LMS) cannot be sent yet.");
        checks.check(request.kind() != null, "kind", "kind 값은 NOTICE(알림) 또는 AD(광고)입니다.", "kind must be NOTICE or AD.");
        checks.check(
                sendAt.isBefore(now.plus(MAX_DELAY)) && !sendAt.isBefore(now.minusSeconds(60)),
                "sendAt",
                "예약 시각은 지금부터 1년 안이어야 합니다.",
                "sendAt must be within a year from now.");
        if (request.kind() == Message.Kind.AD) {
            AdRules.check(checks, text, sendAt);
        }
        checks.done();
        if (!sender.hasRoute()) {
            throw new Unavailable(
                    "문자를 보낼 통신사 연결이 설정되어 있지 않습니다. 운영자에게 알려 주세요.",
                    "No carrier route is configured. Please tell the operator.");
        }
        Message.Accepted accepted =
                tx.write(session -> store(session, request.kind(), from.get(), numbers, text, sendAt, now));
        sender.wake(Tenants.current());
        return accepted;
    }

    private Message.Accepted store(
            Session session,
            Message.Kind kind,
            String from,
            Set<String> numbers,
            String text,
            Instant sendAt,
            Instant now) {
        boolean approved = new SenderNumberRepository(session)
                .find(from)
                .map(SenderNumberEntity::toSenderNumber)
                .filter(number -> number.state() == SenderNumber.State.APPROVED)
                .isPresent();
        if (!approved) {
            throw new Invalid(
                    "from",
                    "승인된 발신번호가 아닙니다. 발신번호를 등록하고 승인을 기다려 주세요.",
                    "This sender number is not approved. Register it and wait for the approval.");
        }
        MessageEntity message = new MessageEntity(
                ids.next(), from, text, kind, sendAt, now, Callers.current().accountId(), numbers.size());
        List<RecipientEntity> recipients = numbers.stream()
                .map(number -> new RecipientEntity(ids.next(), message.id(), number, sendAt, now))
                .toList();
        new MessageRepository(session).add(message, recipients);
        session.audit("sms.message.accepted", message.id().toString(), numbers.size() + " recipients");
        return new Message.Accepted(message.id(), numbers.size(), numbers.size());
    }

    Page<Message> list(UUID after, int limit) {
        List<Message> rows = tx.read(session -> new MessageRepository(session)
                .list(after, limit + 1).stream()
                        .map(message -> message.toMessage(null))
                        .toList());
        return Page.of(rows, limit, message -> message.id().toString());
    }

    Message get(UUID id) {
        return tx.read(session -> {
            MessageRepository messages = new MessageRepository(session);
            MessageEntity message = messages.get(id);
            return message.toMessage(messages.recipients(id).stream()
                    .map(RecipientEntity::toResult)
                    .toList());
        });
    }

    private static Set<String> recipients(Invalid.Checks checks, List<String> to) {
        Set<String> numbers = new LinkedHashSet<>();
        if (!checks.check(
                to != null && !to.isEmpty() && to.size() <= MAX_RECIPIENTS,
                "to",
                "받는 사람은 1명부터 " + MAX_RECIPIENTS + "명까지입니다.",
                "A message has 1 to " + MAX_RECIPIENTS + " recipients.")) {
            return numbers;
        }
        for (int i = 0; i < to.size(); i++) {
            Optional<String> number = PhoneNumber.mobile(to.get(i));
            checks.check(
                    number.isPresent(),
                    "to[" + i + "]",
                    (i + 1) + "번째 받는 번호가 휴대전화 번호가 아닙니다.",
                    "Recipient " + (i + 1) + " is not a mobile number.");
            number.ifPresent(numbers::add);
        }
        return numbers;
    }

    private static String text(Invalid.Checks checks, String typed) {
        if (typed == null || typed.isBlank()) {
            checks.check(false, "text", "내용이 필요합니다.", "The text is required.");
            return "";
        }
        String text = MessageText.normalise(typed);
        int bytes = MessageText.bytes(text);
        checks.check(
                bytes <= MessageText.MAX_BYTES,
                "text",
                "내용이 " + bytes + "바이트입니다. 단문은 " + MessageText.MAX_BYTES + "바이트(한글 45자)까지입니다.",
                "The text has " + bytes + " bytes; a short message has at most " + MessageText.MAX_BYTES
                        + " (45 Hangul syllables).");
        OptionalInt unmappable = MessageText.unmappable(text);
        checks.check(
                unmappable.isEmpty(),
                "text",
                unmappable.orElse(0) + "번째 글자는 휴대전화에 표시되지 않습니다. 지우거나 바꿔 주세요.",
                "Character " + unmappable.orElse(0) + " cannot be shown on a phone. Remove or replace it.");
        return text;
    }

    /**
     * What to send.
     *
     * @param from an approved sender number
     * @param to mobile numbers; one that occurs twice gets one message
     * @param text at most 90 bytes in CP949
     * @param subject of a long message; must be absent for now
     * @param sendAt when, within a year; absent means now
     */
    public record NewMessage(
            String from, List<String> to, String text, String subject, Message.Kind kind, OffsetDateTime sendAt) {}
}
