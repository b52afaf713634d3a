package kr.dure.notification.internal.notice;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Who sees why others were told, and who decides for all. */
@Component
public final class NotificationPermissions implements PermissionSource {
    public static final String TRACE = "notification.trace";
    public static final String POLICY = "notification.policy";

    @Override
    public List<AppDescription.Permission> permissions() {
        return List.of(
                new AppDescription.Permission(
                        TRACE, new Text("다른 사람의 알림 전달 기록 보기", "See how notices reached others"), false),
                new AppDescription.Permission(
                        POLICY,
                        new Text("회사의 알림 방법과 메일 발신자 정하기", "Decide how the company is notified and its mail sender"),
                        false));
    }
}
