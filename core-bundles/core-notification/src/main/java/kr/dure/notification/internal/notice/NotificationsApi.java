package kr.dure.notification.internal.notice;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.notification.internal.BounceService;
import kr.dure.notification.internal.sender.SenderResource;
import kr.dure.notification.internal.sender.SenderService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/notifications}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=notifications", "osgi.jakartars.application.base=/api/notifications"})
public final class NotificationsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public NotificationsApi(
            @Reference NoticeService notices,
            @Reference TraceService traces,
            @Reference TestNotices tests,
            @Reference PreferenceService preferences,
            @Reference SenderService senders,
            @Reference BounceService bounces) {
        resources = Set.of(
                new NoticeResource(notices, traces, tests),
                new PreferenceResource(preferences),
                new PolicyResource(preferences),
                new SenderResource(senders),
                new BounceResource(bounces));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
