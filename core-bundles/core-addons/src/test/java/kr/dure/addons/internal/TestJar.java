package kr.dure.addons.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar made in memory. */
final class TestJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** A bundle without anything in it. */
    static TestJar bundle(String symbolicName, String version) {
        return new TestJar()
                .header("Manifest-Version", "1.0")
                .header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", symbolicName)
                .header("Bundle-Version", version);
    }

    /** An app that announces an API and offers it when started. */
    static TestJar app(String symbolicName, String version) {
        return announcing(symbolicName, version).activator("ReadyActivator");
    }

    /** An app that announces an API. */
    static TestJar announcing(String symbolicName, String version) {
        return bundle(symbolicName, version)
                .header("Import-Package", "org.osgi.framework,jakarta.ws.rs.core,java.lang")
                .header("Bundle-Name", "Test app")
                .header(
                        "Provide-Capability",
                        "osgi.service;objectClass:List<String>=\"jakarta.ws.rs.core.Application\"");
    }

    TestJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TestJar without(String name) {
        headers.remove(name);
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    TestJar entry(String name, String text) {
        return entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    TestJar entry(String name) {
        return entry(name, new byte[0]);
    }

    TestJar activator(String name) {
        String file = "testapp/" + name + ".class";
        try (InputStream in = TestJar.class.getClassLoader().getResourceAsStream(file)) {
            return header("Bundle-Activator", "testapp." + name).entry(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            if (!headers.isEmpty()) {
                String manifest = headers.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining("", "", "\r\n"));
                put(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // the same content is the same jar
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
