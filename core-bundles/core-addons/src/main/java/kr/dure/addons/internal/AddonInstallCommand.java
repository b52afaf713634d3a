package kr.dure.addons.internal;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code dure:addon-install}. */
@Service
@Command(scope = "dure", name = "addon-install", description = "Installs a jar that is no upgrade")
public final class AddonInstallCommand implements Action {
    @Reference
    private AddonConsole console;

    @Argument(index = 0, name = "file", description = "The jar", required = true)
    private String file;

    @Override
    public Object execute() throws Exception {
        console.install(file, false, System.out);
        return null;
    }
}
