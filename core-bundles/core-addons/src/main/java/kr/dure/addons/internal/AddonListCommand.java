package kr.dure.addons.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code dure:addon-list}. */
@Service
@Command(scope = "dure", name = "addon-list", description = "Lists the installed add-ons")
public final class AddonListCommand implements Action {
    @Reference
    private AddonConsole console;

    @Override
    public Object execute() throws Exception {
        console.list(System.out);
        return null;
    }
}
