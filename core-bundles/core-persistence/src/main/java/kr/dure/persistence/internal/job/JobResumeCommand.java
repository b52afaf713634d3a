package kr.dure.persistence.internal.job;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code job:resume}. */
@Service
@Command(scope = "job", name = "resume", description = "Lets the jobs of a paused handler go on")
public final class JobResumeCommand implements Action {
    @Reference
    private JobService service;

    @Argument(name = "handler", required = true)
    private String handler;

    @Override
    public Object execute() {
        service.pause(handler, false);
        return null;
    }
}
