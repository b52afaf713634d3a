package kr.dure.persistence.internal.event;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code event:pause}. */
@Service
@Command(scope = "event", name = "pause", description = "Holds a subscription; what is published meanwhile is kept")
public final class EventPauseCommand implements Action {
    @Reference
    private EventService service;

    @Argument(name = "subscription", required = true)
    private String subscription;

    @Override
    public Object execute() {
        service.pause(subscription, true);
        return null;
    }
}
