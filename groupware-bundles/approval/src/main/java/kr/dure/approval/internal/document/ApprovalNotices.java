package kr.dure.approval.internal.document;

import java.util.List;
import java.util.Set;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** What e-approval tells people. */
@Component
public final class ApprovalNotices implements NoticeKinds {
    static final String WAITING = "approval.waiting";
    static final String COMPLETED = "approval.completed";
    static final String REJECTED = "approval.rejected";
    static final String CANCELLED = "approval.cancelled";
    static final String REFERRED = "approval.referred";
    static final String RECEIVED = "approval.received";
    static final String ASKED = "approval.asked";

    @Override
    public String category() {
        return "approval";
    }

    @Override
    public Text title() {
        return new Text("전자결재", "E-approval");
    }

    @Override
    public List<NoticeKind> kinds() {
        return List.of(
                mailed(WAITING, new Text("결재할 문서", "Documents waiting for approval")),
                mailed(COMPLETED, new Text("완결된 내 문서", "My documents completed")),
                mailed(REJECTED, new Text("반려된 내 문서", "My documents rejected")),
                new NoticeKind(CANCELLED, new Text("취소된 내 문서", "My documents cancelled")),
                new NoticeKind(REFERRED, new Text("참조·공람 문서", "Documents for information")),
                mailed(RECEIVED, new Text("접수할 문서", "Documents to be received")),
                mailed(ASKED, new Text("질문과 답변", "Questions and answers")));
    }

    private static NoticeKind mailed(String name, Text title) {
        return new NoticeKind(name, title, Set.of(Channel.IN_APP, Channel.EMAIL), false, Digest.NONE);
    }
}
