package kr.dure.sms.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.carrier.Result;
import kr.dure.identity.Callers;
import kr.dure.job.Job;
import kr.dure.metering.SpendingCaps;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.search.Search;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Accepts messages: what it answers with an id is stored and will be sent. */
@Component(service = MessageService.class)
public final class MessageService {
    /** The most recipients of one message. */
    static final int MAX_RECIPIENTS = 10_000;

    private static final int MAX_ERRORS = 100;
    private static final Duration MAX_DELAY = Duration.ofDays(366);
    /** What is due later than this is also a job, which another node can do. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SmsSender sender;
    private final SpendingCaps caps;
    private final Search search;

    /** A recipient whose text differs from the others' has one of its own. */
    record Ready(UUID id, String number, String ownText, boolean longMessage, boolean optedOut) {}

    @Activate
    public MessageService(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference SmsSender sender,
            @Reference SpendingCaps caps,
            @Reference Search search) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.sender = sender;
        this.caps = caps;
        this.search = search;
    }

    Message.Accepted send(NewMessage request) {
        Instant now = clock.instant();
        Instant sendAt = request.sendAt() == null ? now : request.sendAt().toInstant();
        Invalid.Checks checks = new Invalid.Checks();
        Map<String, Map<String, String>> numbers = addressees(checks, request);
        Optional<String> from = PhoneNumber.sender(request.from());
        checks.check(from.isPresent(), "from", "발신번호가 바르지 않습니다.", "This is no sender number.");
        boolean hasText = request.text() != null && !request.text().isBlank();
        checks.check(hasText, "text", "내용이 필요합니다.", "The text is required.");
        String text = hasText ? MessageText.normalise(request.text()) : "";
        if (request.subject() != null) {
            MessageText.check(checks, "subject", request.subject(), MessageText.MAX_SUBJECT_BYTES);
        }
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
        if (!sender.hasRoute(false)) {
            throw new Unavailable(
                    "문자를 보낼 통신사 연결이 설정되어 있지 않습니다. 운영자에게 알려 주세요.",
                    "No carrier route is configured. Please tell the operator.");
        }
        boolean longRoute = sender.hasRoute(true);
        Message.Accepted accepted =
                tx.write(session -> store(session, request, from.get(), numbers, text, sendAt, now, longRoute));
        if (accepted.status() == Message.Status.ACCEPTED && !sendAt.isAfter(now.plus(SOON))) {
            sender.wake(Tenants.current());
        }
        return accepted;
    }

    private Message.Accepted store(
            Session session,
            NewMessage request,
            String from,
            Map<String, Map<String, String>> numbers,
            String text,
            Instant sendAt,
            Instant now,
            boolean longRoute) {
        SenderNumberService.requireApproved(session, from, now);
        MessageRepository messages = new MessageRepository(session);
        if (request.groups() != null && !request.groups().isEmpty()) {
            new ContactRepository(session)
                    .of(request.groups())
                    .forEach(contact -> numbers.putIfAbsent(contact.number(), contact.fields()));
        }
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                request.subject() == null || longRoute,
                "subject",
                "장문 문자(LMS)를 보낼 통신사 연결이 없습니다.",
                "There is no carrier route for long messages (LMS).");
        checks.check(
                !numbers.isEmpty() && numbers.size() <= MAX_RECIPIENTS,
                "to",
                "받는 사람은 1명부터 " + MAX_RECIPIENTS + "명까지입니다.",
                "A message has 1 to " + MAX_RECIPIENTS + " recipients.");
        Set<String> optedOut =
                request.kind() == Message.Kind.AD ? new OptOutRepository(session).among(numbers.keySet()) : Set.of();
        List<Ready> recipients = texts(checks, request.subject() != null, text, numbers, optedOut, longRoute);
        checks.done();
        SendingLimits limits = new LimitsRepository(session).get();
        withinLimits(messages, limits, recipients.size(), now);
        withinCaps(recipients);
        boolean approval = limits.approvalAbove() != null
                && recipients.size() > limits.approvalAbove()
                && !Callers.current().administrator();
        Message.Status status = approval ? Message.Status.AWAITING_APPROVAL : Message.Status.ACCEPTED;
        MessageEntity message = new MessageEntity(
                ids.next(),
                from,
                text,
                request.subject(),
                request.kind(),
                status,
                sendAt,
                now,
                Callers.current().accountId(),
                recipients.size());
        messages.add(message, recipients, approval ? MessageRepository.HELD : sendAt, now);
        schedule(session, message, now);
        session.audit("sms.message.accepted", message.id().toString(), recipients.size() + " recipients");
        search.index(MessageDocuments.document(message));
        int chargeable =
                (int) recipients.stream().filter(one -> !one.optedOut()).count();
        return new Message.Accepted(message.id(), recipients.size(), chargeable, status);
    }

    /** What the company itself allows to be spent; messages on their way are spent as good as those that were sent. */
    private void withinCaps(List<Ready> recipients) {
        Map<String, Long> further = recipients.stream()
                .filter(one -> !one.optedOut())
                .collect(Collectors.groupingBy(one -> SmsApp.meter(one.longMessage()), Collectors.counting()));
        if (!further.isEmpty()) {
            caps.admit(further, () -> tx.read(session -> new MessageRepository(session).pending()));
        }
    }

    private static void schedule(Session session, MessageEntity message, Instant now) {
        if (message.status() == Message.Status.ACCEPTED && message.sendAt().isAfter(now.plus(SOON))) {
            session.schedule(Job.once(ScheduledSending.NAME, message.id().toString(), message.sendAt(), ""));
        }
    }

    /** Fills the merge fields in and decides for each whether it goes as LMS. */
    private List<Ready> texts(
            Invalid.Checks checks,
            boolean subject,
            String text,
            Map<String, Map<String, String>> numbers,
            Set<String> optedOut,
            boolean longRoute) {
        Set<String> fields = MergeFields.names(text);
        if (fields.isEmpty()) {
            boolean lms = subject || MessageText.isLong(text);
            checkLength(checks, "text", text, lms, longRoute);
            return numbers.keySet().stream()
                    .map(number -> new Ready(ids.next(), number, null, lms, optedOut.contains(number)))
                    .toList();
        }
        int[] errors = {0};
        return numbers.entrySet().stream()
                .map(entry -> {
                    String own = MergeFields.fill(text, entry.getValue());
                    boolean lms = subject || MessageText.isLong(own);
                    List<String> missing = fields.stream()
                            .filter(name -> !entry.getValue().containsKey(name))
                            .toList();
                    // A list of thousands with the same fault is reported by its first hundred.
                    if (errors[0] < MAX_ERRORS) {
                        errors[0] += checks.check(
                                        missing.isEmpty(),
                                        "recipients[" + entry.getKey() + "].fields",
                                        "값이 없습니다: " + String.join(", ", missing),
                                        "Without value: " + String.join(", ", missing))
                                ? 0
                                : 1;
                        checkLength(checks, "recipients[" + entry.getKey() + "].text", own, lms, longRoute);
                    }
                    return new Ready(ids.next(), entry.getKey(), own, lms, optedOut.contains(entry.getKey()));
                })
                .toList();
    }

    private static void checkLength(Invalid.Checks checks, String field, String text, boolean lms, boolean longRoute) {
        MessageText.check(checks, field, text, lms && longRoute ? MessageText.MAX_LONG_BYTES : MessageText.MAX_BYTES);
    }

    private static void withinLimits(MessageRepository messages, SendingLimits limits, int recipients, Instant now) {
        if (limits.perDay() == null) {
            return;
        }
        Instant today = now.atZone(AdRules.SEOUL)
                .toLocalDate()
                .atStartOfDay(AdRules.SEOUL)
                .toInstant();
        long sent = messages.recipientsSince(today);
        if (sent + recipients > limits.perDay()) {
            throw new Problem(
                    422,
                    "sms-limit",
                    new Text("하루 발송 한도를 넘습니다", "Above the daily limit"),
                    new Text(
                            "하루 한도는 " + limits.perDay() + "건이고 오늘 " + sent + "건을 접수했습니다.",
                            "The daily limit is " + limits.perDay() + ", and " + sent + " were accepted today."));
        }
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
                    .map(RecipientEntity::toRecipient)
                    .toList());
        });
    }

    /** Takes back what has not been handed to a carrier. */
    Message cancel(UUID id) {
        tx.run(session -> {
            MessageRepository messages = new MessageRepository(session);
            MessageEntity message = messages.get(id);
            if (messages.end(id, Result.CANCELLED, "cancelled", clock.instant()) == 0) {
                throw new Conflict("이미 모두 보냈거나 끝난 문자입니다.", "Everything of this message is sent or over already.");
            }
            message.decide(Message.Status.CANCELLED);
            session.cancelJob(ScheduledSending.NAME, id.toString());
            session.audit("sms.message.cancelled", id.toString(), null);
        });
        return get(id);
    }

    /** An administrator lets a large message go. */
    Message approve(UUID id) {
        Instant now = clock.instant();
        tx.run(session -> {
            MessageRepository messages = new MessageRepository(session);
            MessageEntity message = awaiting(messages, id);
            message.decide(Message.Status.ACCEPTED);
            messages.letGo(id, message.sendAt(), now);
            schedule(session, message, now);
            session.audit("sms.message.approved", id.toString(), null);
        });
        sender.wake(Tenants.current());
        return get(id);
    }

    /** An administrator refuses a large message. */
    Message reject(UUID id) {
        tx.run(session -> {
            MessageRepository messages = new MessageRepository(session);
            awaiting(messages, id).decide(Message.Status.REJECTED);
            messages.end(id, Result.CANCELLED, "rejected", clock.instant());
            session.audit("sms.message.rejected", id.toString(), null);
        });
        return get(id);
    }

    private static MessageEntity awaiting(MessageRepository messages, UUID id) {
        MessageEntity message = messages.get(id);
        if (message.status() != Message.Status.AWAITING_APPROVAL) {
            throw new Conflict("승인을 기다리는 문자가 아닙니다.", "This message does not wait for approval.");
        }
        return message;
    }

    /** Numbers with their merge fields; each once. */
    private static Map<String, Map<String, String>> addressees(Invalid.Checks checks, NewMessage request) {
        Map<String, Map<String, String>> numbers = new LinkedHashMap<>();
        List<String> to = request.to() == null ? List.of() : request.to();
        List<Addressee> recipients = request.recipients() == null ? List.of() : request.recipients();
        boolean groups = request.groups() != null && !request.groups().isEmpty();
        int count = to.size() + recipients.size();
        if (!checks.check(
                (count > 0 || groups) && count <= MAX_RECIPIENTS,
                "to",
                "받는 사람은 1명부터 " + MAX_RECIPIENTS + "명까지입니다.",
                "A message has 1 to " + MAX_RECIPIENTS + " recipients.")) {
            return numbers;
        }
        for (int i = 0; i < to.size(); i++) {
            number(checks, "to[" + i + "]", i, to.get(i)).ifPresent(number -> numbers.putIfAbsent(number, Map.of()));
        }
        for (int i = 0; i < recipients.size(); i++) {
            Addressee one = recipients.get(i);
            String typed = one == null ? null : one.number();
            Map<String, String> fields = one == null || one.fields() == null ? Map.of() : one.fields();
            number(checks, "recipients[" + i + "].number", i, typed)
                    .ifPresent(number -> numbers.putIfAbsent(number, fields));
        }
        return numbers;
    }

    private static Optional<String> number(Invalid.Checks checks, String field, int index, String typed) {
        Optional<String> number = PhoneNumber.mobile(typed);
        checks.check(
                number.isPresent(),
                field,
                (index + 1) + "번째 받는 번호가 휴대전화 번호가 아닙니다.",
                "Recipient " + (index + 1) + " is not a mobile number.");
        return number;
    }
}
