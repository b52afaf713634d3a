package kr.dure.sms.internal;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /api/sms}. */
@Component(
        service = Application.class,
        property = {"osgi.jakartars.name=sms", "osgi.jakartars.application.base=/api/sms"})
public final class SmsApi extends Application {
    private final Set<Object> resources;

    @Activate
    public SmsApi(
            @Reference MessageService messages,
            @Reference SenderNumberService senderNumbers,
            @Reference ContactService contacts,
            @Reference SettingsService settings) {
        resources = Set.of(
                new MessageResource(messages),
                new SenderNumberResource(senderNumbers),
                new ContactResource(contacts),
                new SettingsResource(settings));
    }

    @Override
    public Set<Object> getSingletons() {
        return resources;
    }
}
