package kr.dure.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.architecture.Built.Module;
import org.junit.jupiter.api.Test;

/** Who may know whom, checked on what was built. The rules are explained in docs/decisions/0002-module-rules.md. */
class ModuleRulesTest {
    private static final List<Module> MODULES = Built.modules();
    private static final String API = "core-bundles/core-api";

    /** What an app may import beside the packages of core-api. */
    private static final Pattern FOREIGN =
            Pattern.compile("java\\..*|javax\\.(net|crypto|security|xml|sql|naming)(\\..*)?"
                    + "|org\\.slf4j|jakarta\\.ws\\.rs(\\..*)?|jakarta\\.persistence(\\..*)?"
                    + "|org\\.apache\\.openjpa\\.(enhance|util)|org\\.(w3c\\.dom|xml\\.sax)(\\..*)?");

    /** Tables that belong to no tenant; only the kernel has such. */
    private static final Set<String> PLATFORM_TABLES = Set.of(
            "tenant",
            "price",
            "price_policy",
            "invoice_sequence",
            "statement_coverage",
            "addon",
            "addon_remains",
            "operation",
            "usage",
            "audit",
            "audit_seal",
            "audit_head",
            "audit_checkpoint",
            "audit_progress",
            "idempotency",
            "outbox",
            "subscription",
            "delivery",
            "job",
            "job_pause",
            "host",
            "mail_domain",
            "holding");

    @Test
    void appsImportNothingButCoreApiAndTheAgreedLibraries() {
        Set<String> api = exports(API);
        each(
                Module::app,
                module -> module.header("Import-Package").keySet().stream()
                        .filter(name ->
                                !api.contains(name) && !FOREIGN.matcher(name).matches())
                        .map(name ->
                                "imports " + name + ": put the library into the jar, or use a service of core-api"));
    }

    @Test
    void nobodyImportsAPackageOfAKernelBundleButCoreApi() {
        each(
                module -> true,
                module -> module.header("Import-Package").keySet().stream()
                        .filter(name ->
                                name.startsWith("kr.dure.") && !exports(API).contains(name))
                        .map(name -> "imports " + name + ": only core-api may be known"));
    }

    @Test
    void onlyCoreApiAndTheWrappedLibrariesExport() {
        each(
                module -> !module.library() && !module.folder().equals(API),
                module -> module.header("Export-Package").keySet().stream()
                        .map(name -> "exports " + name + ": make it internal"));
    }

    @Test
    void nothingInternalIsExported() {
        each(
                module -> !module.library(),
                module -> module.header("Export-Package").keySet().stream()
                        .filter(name -> name.contains(".internal"))
                        .map(name -> "exports " + name));
    }

    @Test
    void everyExportedPackageOfCoreApiHasAVersion() {
        each(
                module -> module.folder().equals(API),
                module -> module.header("Export-Package").entrySet().stream()
                        .filter(export -> export.getValue().getVersion() == null)
                        .map(export -> "exports " + export.getKey() + " without @Version in its package-info"));
    }

    @Test
    void noPackageIsExportedTwice() {
        Map<String, List<String>> exporters = new TreeMap<>();
        MODULES.forEach(module -> module.header("Export-Package")
                .keySet()
                .forEach(name ->
                        exporters.computeIfAbsent(name, n -> new ArrayList<>()).add(module.folder())));
        exporters.values().removeIf(folders -> folders.size() == 1);
        assertThat(exporters).isEmpty();
    }

    @Test
    void noBundleWiresItselfLooselyOrToABundle() {
        each(
                module -> true,
                module -> List.of("DynamicImport-Package", "Require-Bundle").stream()
                        .filter(header -> module.headers().containsKey(header))
                        .map(header -> "has " + header + ": import packages instead"));
        each(
                module -> !module.library(),
                module -> module.header("Import-Package").entrySet().stream()
                        .filter(imported ->
                                "optional".equals(imported.getValue().get("resolution:")))
                        .map(imported ->
                                "imports " + imported.getKey() + " optionally: a later install would restart it"));
    }

    @Test
    void importsFormNoCycle() {
        Map<String, Set<String>> knows = new TreeMap<>();
        for (Module module : MODULES) {
            Set<String> known = new TreeSet<>();
            Set<String> imports = module.header("Import-Package").keySet();
            for (Module other : MODULES) {
                if (other != module
                        && other.header("Export-Package").keySet().stream().anyMatch(imports::contains)) {
                    known.add(other.folder());
                }
            }
            knows.put(module.folder(), known);
        }
        boolean removed = true;
        while (removed) {
            List<String> free = knows.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            removed = !free.isEmpty();
            free.forEach(knows::remove);
            knows.values().forEach(known -> known.removeAll(free));
        }
        assertThat(knows).as("modules that know each other in a circle").isEmpty();
    }

    @Test
    void theSymbolicNameIsTheRootPackageAndThePersistenceUnit() {
        each(module -> !module.library() && !module.folder().equals(API), module -> {
            String name = module.symbolicName();
            List<String> wrong = new ArrayList<>();
            String expected =
                    "kr.dure." + module.folder().replaceFirst(".*/", "").replaceFirst("^(core|addon)-", "");
            if (!name.replace("-", "").equals(expected.replace("-", ""))) {
                wrong.add("is called " + name + " and should be " + expected);
            }
            if (module.unit() != null && !module.unit().equals(name)) {
                wrong.add("has the persistence unit " + module.unit() + " and should have " + name);
            }
            boolean packages = module.header("Private-Package").keySet().stream()
                    .filter(p -> p.startsWith("kr.dure."))
                    .allMatch(p -> p.startsWith(name + ".internal"));
            if (!packages) {
                wrong.add("has packages outside " + name + ".internal: "
                        + module.header("Private-Package").keySet());
            }
            return wrong.stream();
        });
    }

    @Test
    void everyTableOfATenantBeginsWithTheTenant() {
        Pattern table = Pattern.compile("(?is)CREATE TABLE\\s+([a-z_.]+)\\s*\\((.*?)\\n\\);");
        List<String> wrong = new ArrayList<>();
        Set<String> platform = new TreeSet<>();
        int tables = 0;
        for (Module module : MODULES) {
            for (Map.Entry<String, String> script : module.scripts().entrySet()) {
                Matcher matcher = table.matcher(script.getValue());
                while (matcher.find()) {
                    tables++;
                    String name = matcher.group(1);
                    String body = matcher.group(2).strip();
                    if (module.folder().equals("core-bundles/core-persistence")) {
                        platform.add(name.replace("platform.", ""));
                        continue;
                    }
                    String where = module.folder() + " " + script.getKey() + " " + name;
                    if (!body.startsWith("tenant_id ")) {
                        wrong.add(where + ": tenant_id must be the first column");
                    }
                    Matcher keys = Pattern.compile("(?i)(PRIMARY KEY|UNIQUE|FOREIGN KEY)\\s*\\(\\s*([a-z_]+)")
                            .matcher(body);
                    while (keys.find()) {
                        if (!keys.group(2).equals("tenant_id")) {
                            wrong.add(where + ": " + keys.group(1) + " must begin with tenant_id");
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(platform).isEqualTo(new TreeSet<>(PLATFORM_TABLES));
        assertThat(tables).isGreaterThan(PLATFORM_TABLES.size() + 6);
    }

    @Test
    void everyBundleStandsInExactlyOneFeature() {
        Matcher matcher = Pattern.compile("<bundle[^>]*>mvn:([^<]+)</bundle>").matcher(Built.features());
        List<String> bundles = new ArrayList<>();
        while (matcher.find()) {
            bundles.add(matcher.group(1));
        }
        assertThat(bundles).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        for (Module module : MODULES) {
            String artifact = module.jar().getFileName().toString().replaceFirst("-0\\..*", "");
            assertThat(bundles).as(artifact + " in features.xml").anyMatch(url -> url.contains("/" + artifact + "/"));
        }
    }

    @Test
    void noAppIsStartedAtBoot() throws Exception {
        String boot = java.nio.file.Files.readString(
                Built.ROOT.resolve("karaf-distribution/target/assembly/etc/org.apache.karaf.features.cfg"));
        assertThat(boot).contains("dure-core").doesNotContain("dure-addon");
    }

    private interface Rule {
        java.util.stream.Stream<String> broken(Module module);
    }

    private static void each(java.util.function.Predicate<Module> which, Rule rule) {
        List<String> broken = MODULES.stream()
                .filter(which)
                .flatMap(module -> rule.broken(module).map(text -> module.folder() + " " + text))
                .toList();
        assertThat(broken).isEmpty();
    }

    private static Set<String> exports(String folder) {
        return MODULES.stream()
                .filter(module -> module.folder().equals(folder))
                .findFirst()
                .orElseThrow()
                .header("Export-Package")
                .keySet();
    }
}
