package kr.dure.notification.internal.notice;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.notification.Channel;
import kr.dure.notification.Notice;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.notification.Notices;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A notice that people send to themselves, to see how they are told. */
@Component(service = {TestNotices.class, NoticeKinds.class})
public final class TestNotices implements NoticeKinds {
    private static final String KIND = "notification.test";

    private final Tx tx;
    private final Notices notices;

    @Activate
    public TestNotices(@Reference(target = "(unit=kr.dure.notification)") Tx tx, @Reference Notices notices) {
        this.tx = tx;
        this.notices = notices;
    }

    @Override
    public String category() {
        return "notification";
    }

    @Override
    public Text title() {
        return new Text("알림", "Notifications");
    }

    @Override
    public List<NoticeKind> kinds() {
        return List.of(new NoticeKind(
                KIND, new Text("시험 알림", "Test notice"), Set.of(Channel.IN_APP, Channel.EMAIL), false, Digest.NONE));
    }

    /** @param id of the notice; its trace says what became of it */
    public record Sent(UUID id) {}

    Sent send() {
        return tx.write(session -> new Sent(notices.send(new Notice(
                KIND,
                List.of(Callers.current().accountId()),
                new Text("시험 알림입니다", "This is a test notice"),
                new Text("알림이 잘 도착했습니다.", "Notices reach you."),
                "/",
                List.of(),
                null))));
    }
}
