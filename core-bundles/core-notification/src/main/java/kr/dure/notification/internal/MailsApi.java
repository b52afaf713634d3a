package kr.dure.notification.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import kr.dure.notification.internal.sender.OperatorSenderResource;
import kr.dure.notification.internal.sender.SenderService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/mails}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=operator-mails", "osgi.jakartars.application.base=/api/operator/mails"})
public final class MailsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public MailsApi(
            @Reference MailService service, @Reference BounceService bounces, @Reference SenderService senders) {
        resources = Set.of(new MailResource(service, bounces), new OperatorSenderResource(senders));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
