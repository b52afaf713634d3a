package kr.dure.addons.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles add-ons' sources while the tests run, so that no class file is kept anywhere. */
final class TestCode {
    private TestCode() {}

    /** The class files of a source in package {@code made}, by their names in a jar. */
    static Map<String, byte[]> compile(String simpleName, String body) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "made");
        Path source = folder.resolve(simpleName + ".java");
        Files.writeString(source, "package made;\n" + body);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "-d",
                classes.toString(),
                source.toString());
        if (result != 0) {
            throw new IllegalArgumentException(body);
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** An app with an activator whose {@code start} is {@code statements}. */
    static TestJar starting(String symbolicName, String statements) throws Exception {
        return with(
                TestJar.announcing(symbolicName, "1.0.0").header("Bundle-Activator", "made.Start"),
                "Start",
                "public final class Start implements org.osgi.framework.BundleActivator {"
                        + " public void start(org.osgi.framework.BundleContext context) throws Exception { "
                        + statements
                        + " } public void stop(org.osgi.framework.BundleContext context) {} }");
    }

    static TestJar with(TestJar jar, String simpleName, String body) throws Exception {
        compile(simpleName, body).forEach(jar::entry);
        return jar;
    }
}
