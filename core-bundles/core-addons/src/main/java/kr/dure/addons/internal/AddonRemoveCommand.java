package kr.dure.addons.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code dure:addon-remove}. */
@Service
@Command(scope = "dure", name = "addon-remove", description = "Removes an add-on; its data stays")
public final class AddonRemoveCommand implements Action {
    @Reference
    private AddonConsole console;

    @Argument(index = 0, name = "id", description = "Id of the add-on, e.g. sms", required = true)
    private String id;

    @Override
    public Object execute() throws Exception {
        console.remove(id, System.out);
        return null;
    }
}
