package kr.dure.persistence.internal.job;

import java.util.List;
import kr.dure.web.Page;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code job:list}. */
@Service
@Command(scope = "job", name = "list", description = "Lists jobs that wait or run")
public final class JobListCommand implements Action {
    @Reference
    private JobService service;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Job");
        table.column("State");
        table.column("Due");
        table.column("Cron");
        table.column("Failures").alignRight();
        Page<ScheduledJob> page = new Page<>(List.of(), "");
        while (page.next() != null) {
            page = service.list(page.next(), Page.MAX_LIMIT);
            for (ScheduledJob job : page.items()) {
                table.addRow()
                        .addContent(
                                job.name(),
                                job.running() ? "running" : job.paused() ? "paused" : "waiting",
                                job.due(),
                                job.cron() == null ? "" : job.cron(),
                                job.failures());
            }
        }
        table.emptyTableText("No jobs.").print(System.out);
        return null;
    }
}
