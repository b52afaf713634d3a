package kr.dure.addons.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code dure:addon-release}. */
@Service
@Command(scope = "dure", name = "addon-release", description = "Lets a quarantined add-on come up again")
public final class AddonReleaseCommand implements Action {
    @Reference
    private AddonConsole console;

    @Argument(index = 0, name = "id", description = "Id of the add-on, e.g. sms", required = true)
    private String id;

    @Override
    public Object execute() throws Exception {
        console.release(id, System.out);
        return null;
    }
}
