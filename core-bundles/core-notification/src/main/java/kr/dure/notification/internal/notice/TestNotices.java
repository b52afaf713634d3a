package kr.dure.notification.internal.notice;

import java.util.List;
import java.util.UUID;
import kr.dure.identity.Callers;
import kr.dure.notification.Notice;
import kr.dure.notification.Notices;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A notice that people send to themselves, to see how they are told. */
@Component(service = TestNotices.class)
public final class TestNotices {
    private final Tx tx;
    private final Notices notices;

    @Activate
    public TestNotices(@Reference(target = "(unit=kr.dure.notification)") Tx tx, @Reference Notices notices) {
        this.tx = tx;
        this.notices = notices;
    }

    /** @param id of the notice; its trace says what became of it */
    public record Sent(UUID id) {}

    Sent send() {
        return tx.write(session -> new Sent(notices.send(new Notice(
                TestKinds.TEST,
                List.of(Callers.current().accountId()),
                new Text("시험 알림입니다", "This is a test notice"),
                new Text("알림이 잘 도착했습니다.", "Notices reach you."),
                "/",
                List.of(),
                null))));
    }
}
