package kr.dure.persistence.internal.job;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code job:pause}. */
@Service
@Command(scope = "job", name = "pause", description = "Holds all jobs of a handler")
public final class JobPauseCommand implements Action {
    @Reference
    private JobService service;

    @Argument(name = "handler", required = true)
    private String handler;

    @Override
    public Object execute() {
        service.pause(handler, true);
        return null;
    }
}
