package kr.dure.storage.internal.export;

import java.util.UUID;
import kr.dure.live.LiveStream;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the open browsers of the current tenant how far an export or import is: no more than id, state and progress. */
@Component(service = TransferProgress.class)
public final class TransferProgress {
    private final LiveStream live;

    @Activate
    public TransferProgress(@Reference LiveStream live) {
        this.live = live;
    }

    /** @param event {@code export} or {@code import} */
    void send(String event, UUID id, TransferState state, int percent) {
        live.send(
                Tenants.current().id(),
                event,
                "{\"id\":\"" + id + "\",\"state\":\"" + state + "\",\"progress\":" + percent + "}");
    }
}
