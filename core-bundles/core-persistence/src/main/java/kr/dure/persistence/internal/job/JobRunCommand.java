package kr.dure.persistence.internal.job;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code job:run}. */
@Service
@Command(scope = "job", name = "run", description = "Makes a job due now")
public final class JobRunCommand implements Action {
    @Reference
    private JobService service;

    @Argument(name = "job", required = true, description = "The job's name as listed")
    private String job;

    @Override
    public Object execute() {
        service.runNow(job);
        return null;
    }
}
