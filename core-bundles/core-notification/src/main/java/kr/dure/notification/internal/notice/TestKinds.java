package kr.dure.notification.internal.notice;

import java.util.List;
import java.util.Set;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** What {@link TestNotices} sends. */
@Component
public final class TestKinds implements NoticeKinds {
    static final String TEST = "notification.test";

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
                TEST, new Text("시험 알림", "Test notice"), Set.of(Channel.IN_APP, Channel.EMAIL), false, Digest.NONE));
    }
}
