package kr.dure.addons.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Problem;
import org.apache.karaf.shell.support.table.ShellTable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the commands {@code dure:addon-*} do: the same as the REST API, as the operator of the machine. */
@Component(service = AddonConsole.class)
public final class AddonConsole {
    private final AddonService service;
    private final TenantDirectory tenants;

    @Activate
    public AddonConsole(@Reference AddonService service, @Reference TenantDirectory tenants) {
        this.service = service;
        this.tenants = tenants;
    }

    void list(PrintStream out) {
        ShellTable table = new ShellTable();
        table.column("Id");
        table.column("Version");
        table.column("State");
        table.column("Signer");
        table.column("Undo to");
        table.column("Reason");
        for (Addon one : asOperator(out, () -> service.list().items()).orElse(java.util.List.of())) {
            table.addRow()
                    .addContent(
                            one.id(),
                            one.version(),
                            one.state(),
                            one.signer() == null ? "unsigned" : one.signer(),
                            one.previousVersion() == null ? "" : one.previousVersion(),
                            one.reason() == null ? "" : one.reason());
        }
        table.emptyTableText("No add-on is installed.").print(out);
    }

    void inspect(String file, PrintStream out) throws IOException {
        byte[] jar = Files.readAllBytes(Path.of(file));
        asOperator(out, () -> service.inspect(jar, Locale.ENGLISH)).ifPresent(found -> print(found, out));
    }

    private static void print(Inspection found, PrintStream out) {
        out.println(found.symbolicName() + " " + found.version() + ": " + found.action());
        out.println("Signature: " + found.signature().state()
                + (found.signature().signer() == null
                        ? ""
                        : " " + found.signature().signer()));
        out.println("Replaces: " + (found.replaces() == null ? "nothing" : found.replaces()));
        out.println("Migrations: " + found.migrations());
        out.println("Declares: " + found.declares());
        found.grants()
                .forEach(grant -> out.println("Grant " + grant.grant() + ": "
                        + (grant.declared() ? grant.reason() : "NOT DECLARED") + " " + grant.where()));
        out.println("New rights: " + found.newRights() + "; companies that use it: " + found.tenants());
        found.findings()
                .forEach(finding -> out.println("[" + finding.code() + "] " + finding.need() + " " + finding.found()
                        + " -> " + finding.action()));
        out.println(found.ok() ? "It can be installed." : "It cannot be installed.");
    }

    void install(String file, boolean upgrade, PrintStream out) throws IOException {
        byte[] jar = Files.readAllBytes(Path.of(file));
        asOperator(out, () -> {
                    Inspection.Action action =
                            service.inspect(jar, Locale.ENGLISH).action();
                    if (upgrade == (action == Inspection.Action.INSTALL)) {
                        out.println(
                                upgrade
                                        ? "There is no version to upgrade; use dure:addon-install."
                                        : "A version is installed; use dure:addon-upgrade.");
                        return null;
                    }
                    return service.install(jar, (percent, text) -> out.println(percent + "% " + text))
                            .addon();
                })
                .ifPresent(addon -> print(addon, out));
    }

    void undo(String id, PrintStream out) {
        asOperator(out, () -> service.undo(id, (percent, text) -> out.println(percent + "% " + text)))
                .ifPresent(addon -> print(addon, out));
    }

    void remove(String id, PrintStream out) {
        asOperator(out, () -> {
                    service.remove(id, Steps.SILENT);
                    return id;
                })
                .ifPresent(removed -> out.println(removed + " is removed; its data is kept."));
    }

    void quarantine(String id, String reason, PrintStream out) {
        asOperator(out, () -> service.quarantine(id, reason)).ifPresent(addon -> print(addon, out));
    }

    void release(String id, PrintStream out) {
        asOperator(out, () -> service.release(id)).ifPresent(addon -> print(addon, out));
    }

    private static void print(Addon addon, PrintStream out) {
        out.println(addon.id() + " " + addon.version() + ": " + addon.state()
                + (addon.reason() == null ? "" : " (" + addon.reason() + ")"));
    }

    /** A problem is for the reader, not a failure of the shell. */
    private <T> Optional<T> asOperator(PrintStream out, Supplier<T> work) {
        try {
            return Optional.ofNullable(Tenants.call(tenants.operator(), work));
        } catch (Problem problem) {
            out.println(problem.text().en());
            return Optional.empty();
        }
    }
}
