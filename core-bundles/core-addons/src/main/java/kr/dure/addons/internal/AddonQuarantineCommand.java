package kr.dure.addons.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code dure:addon-quarantine}. */
@Service
@Command(scope = "dure", name = "addon-quarantine", description = "Switches an add-on off for everyone")
public final class AddonQuarantineCommand implements Action {
    @Reference
    private AddonConsole console;

    @Argument(index = 0, name = "id", description = "Id of the add-on, e.g. sms", required = true)
    private String id;

    @Argument(index = 1, name = "reason", description = "Why", required = true)
    private String reason;

    @Override
    public Object execute() throws Exception {
        console.quarantine(id, reason, System.out);
        return null;
    }
}
