package kr.dure.billing.internal;

import java.util.List;
import java.util.Set;
import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.notification.NoticeKinds;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** What those who look after a company's money are told. */
@Component
public final class BillingNotices implements NoticeKinds {
    public static final String SPENDING = "billing.spending-alert";

    @Override
    public String category() {
        return "billing";
    }

    @Override
    public Text title() {
        return new Text("요금", "Billing");
    }

    @Override
    public List<NoticeKind> kinds() {
        return List.of(new NoticeKind(
                SPENDING,
                new Text("사용 금액이 한도에 가까움", "Spending near its cap"),
                Set.of(Channel.IN_APP, Channel.EMAIL),
                false,
                Digest.NONE));
    }
}
