package kr.dure.architecture;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The bundles as they were built, read from their jars. */
final class Built {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Built() {}

    /**
     * One bundle.
     *
     * @param folder where its sources are, relative to the root, with slashes
     * @param scripts its database scripts by name
     */
    record Module(String folder, Path jar, Map<String, String> headers, Map<String, String> scripts, String unit) {
        String symbolicName() {
            return headers.get("Bundle-SymbolicName");
        }

        boolean library() {
            return folder.startsWith("core-bundles/core-libraries/");
        }

        boolean kernel() {
            return folder.startsWith("core-bundles/core-") && !library();
        }

        boolean app() {
            return !folder.startsWith("core-bundles/");
        }

        Parameters header(String name) {
            return OSGiHeader.parseHeader(headers.getOrDefault(name, ""));
        }
    }

    /** Every folder with a {@code bnd.bnd}. */
    static List<Module> modules() {
        try (Stream<Path> files = Files.find(
                ROOT,
                4,
                (path, attributes) ->
                        path.endsWith("bnd.bnd") && !path.toString().contains("/target/"))) {
            List<Module> modules =
                    files.map(Path::getParent).sorted().map(Built::module).toList();
            if (modules.size() < 9) {
                throw new IllegalStateException("Only these bundles were found: " + modules);
            }
            return modules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Module module(Path folder) {
        try (Stream<Path> jars = Files.list(folder.resolve("target"))) {
            Path jar = jars.filter(path -> path.toString().endsWith("-SNAPSHOT.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Build first: no jar in " + folder));
            try (JarFile file = new JarFile(jar.toFile())) {
                Map<String, String> headers = new TreeMap<>();
                file.getManifest().getMainAttributes().forEach((key, value) -> headers.put(key + "", value + ""));
                Map<String, String> scripts = new TreeMap<>();
                for (var entry : file.stream()
                        .filter(e -> e.getName().matches("db/.+\\.sql"))
                        .toList()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        scripts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
                var descriptor = file.getEntry("META-INF/persistence.xml");
                String unit = null;
                if (descriptor != null) {
                    try (InputStream in = file.getInputStream(descriptor)) {
                        unit = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .replaceAll("(?s).*<persistence-unit name=\"([^\"]*)\".*", "$1");
                    }
                }
                return new Module(ROOT.relativize(folder).toString().replace('\\', '/'), jar, headers, scripts, unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String features() {
        try {
            return Files.readString(ROOT.resolve("features/target/classes/features.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T extends Comparable<T>> TreeSet<T> sorted(Iterable<T> values) {
        TreeSet<T> set = new TreeSet<>();
        values.forEach(set::add);
        return set;
    }
}
