package kr.dure.sms.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/operator/sms}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=sms-operator", "osgi.jakartars.application.base=/api/operator/sms"})
public final class SmsOperatorApi extends Application {
    private final Set<Object> resources;

    @Activate
    public SmsOperatorApi(@Reference SenderNumberService senderNumbers, @Reference RouteService routes) {
        resources = Set.of(new SenderNumberReviewResource(senderNumbers), new RouteResource(routes));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
