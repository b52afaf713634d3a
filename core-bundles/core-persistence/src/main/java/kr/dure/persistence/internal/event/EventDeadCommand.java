package kr.dure.persistence.internal.event;

import java.util.List;
import kr.dure.web.Page;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code event:dead}. */
@Service
@Command(scope = "event", name = "dead", description = "Lists events that their subscription could not handle")
public final class EventDeadCommand implements Action {
    @Reference
    private EventService service;

    @Override
    public Object execute() {
        ShellTable table = new ShellTable();
        table.column("Subscription");
        table.column("Event");
        table.column("Type");
        table.column("At");
        table.column("Tries").alignRight();
        table.column("Reason");
        Page<DeadLetter> page = new Page<>(List.of(), "");
        while (page.next() != null) {
            page = service.deadLetters(page.next(), Page.MAX_LIMIT);
            for (DeadLetter one : page.items()) {
                table.addRow()
                        .addContent(one.subscription(), one.id(), one.type(), one.at(), one.attempts(), one.reason());
            }
        }
        table.emptyTableText("No dead letters.").print(System.out);
        return null;
    }
}
