package kr.dure.addons.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code dure:addon-inspect}. */
@Service
@Command(scope = "dure", name = "addon-inspect", description = "Says what installing a jar would do; changes nothing")
public final class AddonInspectCommand implements Action {
    @Reference
    private AddonConsole console;

    @Argument(index = 0, name = "file", description = "The jar", required = true)
    private String file;

    @Override
    public Object execute() throws Exception {
        console.inspect(file, System.out);
        return null;
    }
}
