package kr.dure.notification.internal.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kr.dure.event.Received;
import kr.dure.identity.Addressees.Addressee;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.job.JobRun;
import kr.dure.live.LiveStream;
import kr.dure.notification.Channel;
import kr.dure.notification.Notice;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.notification.TextMessages;
import kr.dure.notification.internal.TestMail;
import kr.dure.notification.internal.notice.TraceService.Step;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.product.Text;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;

/** The services around notices on a real database, and people who get them. */
final class TestNotice {
    static final String WAITING = "approval.waiting";
    static final String URGENT = "approval.urgent";
    static final String QUIET = "board.posted";

    final TestMail mail = new TestMail();
    final Tenant tenant = mail.tenant;
    final Map<UUID, Addressee> people = new HashMap<>();
    final Kinds kinds = new Kinds();
    final Phones phones = new Phones();
    final Texts texts = new Texts();
    final List<String> live = new CopyOnWriteArrayList<>();
    final LiveStream stream = (to, account, event, json) -> live.add(to + " " + account + " " + event + " " + json);
    final NoticesImpl notices = new NoticesImpl(TestMail.tx(), new KernelIds(), mail.clock, this::find, kinds);
    final NoticeService service = new NoticeService(TestMail.tx(), mail.clock, kinds, stream);
    final PreferenceService preferences = new PreferenceService(TestMail.tx(), this::find, kinds);
    final TraceService traces = new TraceService(TestMail.tx(), phones);
    final LiveNotices liveNotices = new LiveNotices(TestMail.tx(), stream);
    final NoticeCleaning cleaning = new NoticeCleaning(TestMail.tx(), mail.directory, mail.clock);
    final UUID kim = person("kim@example.com", "010-1234-5678");
    final UUID lee = person("lee@example.com", null);

    TestNotice() {
        kinds.categories(List.of(
                category(
                        "approval",
                        new Text("전자결재", "Approval"),
                        new NoticeKind(WAITING, new Text("결재할 문서", "To approve"), all(), false, Digest.NONE),
                        new NoticeKind(URGENT, new Text("긴급 결재", "Urgent"), all(), true, Digest.NONE)),
                category("board", new Text("게시판", "Board"), new NoticeKind(QUIET, new Text("새 글", "New post")))));
    }

    private static Set<Channel> all() {
        return Set.of(Channel.IN_APP, Channel.EMAIL);
    }

    private static NoticeKinds category(String name, Text title, NoticeKind... kinds) {
        return new NoticeKinds() {
            @Override
            public String category() {
                return name;
            }

            @Override
            public Text title() {
                return title;
            }

            @Override
            public List<NoticeKind> kinds() {
                return List.of(kinds);
            }
        };
    }

    /** A text-message app that takes what it gets, once per key. */
    static final class Texts implements TextMessages {
        final Map<String, String> sent = new HashMap<>();
        Taken answer = Taken.TAKEN;

        @Override
        public Answer send(String key, String to, String text) {
            if (answer != Taken.TAKEN) {
                return new Answer(answer, null);
            }
            sent.put(key, to + " " + text);
            return new Answer(Taken.TAKEN, UUID.nameUUIDFromBytes(key.getBytes()));
        }

        @Override
        public Optional<Sent> find(UUID id) {
            return Optional.of(new Sent(State.DELIVERED, null));
        }
    }

    private List<Addressee> find(Collection<UUID> accounts) {
        return accounts.stream().map(people::get).filter(one -> one != null).toList();
    }

    UUID person(String email, String mobile) {
        UUID id = UUID.randomUUID();
        people.put(id, new Addressee(id, "누구", email, mobile, false));
        return id;
    }

    void leaves(UUID person) {
        Addressee before = people.get(person);
        people.put(person, new Addressee(person, before.name(), before.email(), before.mobile(), true));
    }

    Dispatch dispatch() {
        return new Dispatch(
                TestMail.tx(),
                mail.clock,
                this::find,
                () -> Optional.of(new Contacts.Contact("담당", "boss@example.com", Locale.KOREAN)),
                mail.mailer,
                kinds,
                phones,
                new Links(true, 8181));
    }

    /** The dispatching job runs. */
    void run() {
        mail.in(tenant, () -> dispatch().run(new JobRun("x", "", mail.clock.instant(), 0)));
    }

    UUID send(String kind, String key, UUID... to) {
        return mail.in(tenant, () -> notices.send(notice(kind, key, to)));
    }

    static Notice notice(String kind, String key, UUID... to) {
        return new Notice(
                kind,
                List.of(to),
                new Text("휴가 신청서", "Leave request"),
                new Text("김두레 님이 올렸습니다.", "From Kim."),
                "/ui/approval/42",
                List.of(new Notice.Action(new Text("승인", "Approve"), "/ui/approval/42/approve")),
                key);
    }

    <T> T as(UUID person, Supplier<T> work) {
        return as(tenant, person, false, work);
    }

    <T> T as(Tenant company, UUID person, boolean administrator, Supplier<T> work) {
        Caller caller = new Caller(person, "someone", "누구", administrator, false, Set.of());
        return Tenants.call(company, () -> Callers.call(caller, work));
    }

    /** The whole trace of one notice for one person, by channel. */
    Map<Channel, Step> trace(UUID person, UUID notice) {
        Map<Channel, Step> steps = new HashMap<>();
        as(person, () -> traces.list(null, notice, null, 10)).items().stream()
                .flatMap(trace -> trace.channels().stream())
                .forEach(step -> steps.put(step.channel(), step));
        return steps;
    }

    Decision decision(UUID person, UUID notice, Channel channel) {
        return trace(person, notice).get(channel).decision();
    }

    List<UUID> list(UUID person) {
        return as(person, () -> service.list(null, false, null, 50)).items().stream()
                .map(NoticeService.NoticeView::id)
                .toList();
    }

    /** Subjects of this test's mails to an address, in the order they were queued. */
    List<String> mails(String address) {
        return TestMail.strings("SELECT subject FROM notification.mail WHERE tenant_id = '" + tenant.id()
                + "' AND recipient = '" + address + "' ORDER BY id");
    }

    /** Makes it this moment in Seoul. */
    void makeIt(LocalDateTime seoul) {
        mail.clock.advance(Duration.between(
                mail.clock.instant(), seoul.atZone(QuietHours.SEOUL).toInstant()));
    }

    /** Hands this test's events over as the dispatcher of events does. */
    void deliverEvents() {
        List<String> told = new ArrayList<>(TestMail.strings("SELECT key FROM platform.outbox WHERE tenant_id = '"
                + tenant.id() + "' AND type = 'notification.notice-sent/1' ORDER BY at"));
        new HashSet<>(told)
                .forEach(key -> mail.in(tenant, () -> {
                    liveNotices.handle(new Received(
                            UUID.randomUUID(), key, Instant.now(), new LiveNotices.Sent(UUID.fromString(key))));
                    return null;
                }));
    }
}
