package kr.dure.notification.internal.notice;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.notification.TextMessages;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Text messages through whoever is installed for that, if anybody is. */
@Component(service = Phones.class)
public final class Phones {
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<TextMessages> present = List.of();

    /** For use without a container. */
    void present(List<TextMessages> installed) {
        present = installed;
    }

    private TextMessages messages() {
        return present.stream().findFirst().orElse(TextMessages.NONE);
    }

    TextMessages.Answer send(String key, String to, String text) {
        return messages().send(key, to, text);
    }

    Optional<TextMessages.Sent> find(UUID id) {
        return messages().find(id);
    }

    static Decision decision(TextMessages.Taken taken) {
        return switch (taken) {
            case TAKEN -> Decision.SENT;
            case NOT_ENABLED -> Decision.SMS_NOT_ENABLED;
            case NO_SENDER_NUMBER -> Decision.NO_SENDER_NUMBER;
            case NO_ROUTE -> Decision.NO_ROUTE;
            case NOT_A_NUMBER -> Decision.NOT_A_NUMBER;
            case LIMIT -> Decision.SMS_LIMIT;
        };
    }
}
