package kr.dure.persistence.internal.event;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code event:resume}. */
@Service
@Command(scope = "event", name = "resume", description = "Lets a paused subscription go on")
public final class EventResumeCommand implements Action {
    @Reference
    private EventService service;

    @Argument(name = "subscription", required = true)
    private String subscription;

    @Override
    public Object execute() {
        service.pause(subscription, false);
        return null;
    }
}
