package kr.dure.persistence.internal.event;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code event:list}. */
@Service
@Command(scope = "event", name = "list", description = "Lists durable subscriptions and how far they are")
public final class EventListCommand implements Action {
    @Reference
    private EventService service;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Subscription");
        table.column("State");
        table.column("Behind").alignRight();
        table.column("Oldest (s)").alignRight();
        table.column("Retrying").alignRight();
        table.column("Dead").alignRight();
        table.column("Gap");
        for (Subscription one : service.subscriptions()) {
            table.addRow()
                    .addContent(
                            one.name(),
                            one.paused() ? "paused" : "active",
                            one.behind(),
                            one.oldestSeconds(),
                            one.retrying(),
                            one.dead(),
                            one.gap() == null ? "" : one.gap());
        }
        table.emptyTableText("No subscription is known.").print(System.out);
        return null;
    }
}
