package kr.dure.persistence.internal.event;

import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code event:replay}. */
@Service
@Command(scope = "event", name = "replay", description = "Tries dead letters of a subscription again")
public final class EventReplayCommand implements Action {
    @Reference
    private EventService service;

    @Argument(index = 0, name = "subscription", required = true)
    private String subscription;

    @Argument(index = 1, name = "event", description = "One event's id; without it all dead letters")
    private String event;

    @Override
    public Object execute() {
        if (event == null) {
            return service.replayAll(subscription) + " events are tried again.";
        }
        service.replay(subscription, UUID.fromString(event));
        return "1 event is tried again.";
    }
}
