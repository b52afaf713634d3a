package kr.dure.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import kr.dure.web.Problem;

/**
 * A jar that was unpacked once to see that it can be, harmlessly.
 *
 * @param headers the manifest's main section; names in any case
 * @param entries the names of its files
 * @param small the contents of its scripts and descriptions, by name
 */
record JarContents(Map<String, String> headers, List<String> entries, Map<String, String> small) {
    private static final int MAX_SMALL = 1 << 20;

    private static final int MAX_ENTRIES = 4096;
    private static final long MAX_UNPACKED = 512L << 20;
    private static final long MAX_MANIFEST = 1L << 20;

    /** @throws Problem 422 when it is no jar, or one that does harm */
    static JarContents read(byte[] bytes) {
        return read(bytes, MAX_ENTRIES, MAX_UNPACKED);
    }

    static JarContents read(byte[] bytes, int maxEntries, long maxUnpacked) {
        try {
            // As a file, because the framework too will go by the directory at the jar's end.
            Path file = Files.createTempFile("dure-addon", ".jar");
            try {
                Files.write(file, bytes);
                return open(file, maxEntries, maxUnpacked);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JarContents open(Path file, int maxEntries, long maxUnpacked) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            if (jar.size() > maxEntries) {
                throw invalid(
                        "too-many-entries",
                        "jar 안의 파일이 너무 많습니다(최대 " + maxEntries + "개).",
                        "The jar holds too many entries (at most " + maxEntries + ").");
            }
            List<String> names = unpack(jar, maxUnpacked);
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw invalid(
                        "no-manifest",
                        "META-INF/MANIFEST.MF가 없습니다. OSGi 번들을 올려 주세요.",
                        "META-INF/MANIFEST.MF is missing. Please upload an OSGi bundle.");
            }
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return new JarContents(headers, names, small(jar));
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(
                    "not-a-jar",
                    "읽을 수 있는 jar가 아닙니다(" + e.getMessage() + ").",
                    "Not a readable jar (" + e.getMessage() + ").");
        }
    }

    private static Map<String, String> small(JarFile jar) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (JarEntry entry : jar.stream().toList()) {
            if (entry.getName().matches("db/[^/]+\\.sql|OSGI-INF/[^/]+\\.xml|META-INF/persistence\\.xml")) {
                try (InputStream in = jar.getInputStream(entry)) {
                    texts.put(entry.getName(), new String(in.readNBytes(MAX_SMALL), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    /** The texts whose names begin like that, in the order of their names. */
    List<String> texts(String prefix) {
        return small.entrySet().stream()
                .filter(text -> text.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<String> unpack(JarFile jar, long maxUnpacked) throws IOException {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long left = maxUnpacked;
        for (JarEntry entry : jar.stream().toList()) {
            String name = entry.getName();
            if (leavesTheJar(name)) {
                throw invalid(
                        "path-traversal",
                        "jar 밖을 가리키는 경로가 있습니다: " + name,
                        "The jar has a path that leads out of it: " + name);
            }
            if (!seen.add(name)) {
                throw invalid("entry-twice", "jar 안에 같은 이름이 두 번 있습니다: " + name, "The jar holds a name twice: " + name);
            }
            long size = measure(jar, entry, left);
            left -= size;
            if (left < 0 || (name.equalsIgnoreCase(JarFile.MANIFEST_NAME) && size > MAX_MANIFEST)) {
                throw invalid(
                        "too-large",
                        "풀면 너무 큽니다(최대 " + (maxUnpacked >> 20) + " MB, 매니페스트 1 MB).",
                        "Too large when unpacked (at most " + (maxUnpacked >> 20) + " MB, its manifest 1 MB).");
            }
            if (!entry.isDirectory()) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean leavesTheJar(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || List.of(name.split("/")).contains("..");
    }

    /** How large the entry really is, whatever the jar says; stops soon after {@code limit}. */
    private static long measure(JarFile jar, JarEntry entry, long limit) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                checksum.update(buffer, 0, read);
                size += read;
                if (size > limit) {
                    return size;
                }
            }
        }
        if (entry.getCrc() != -1 && entry.getCrc() != checksum.getValue()) {
            throw new IOException("damaged entry " + entry.getName());
        }
        return size;
    }

    private static Problem invalid(String code, String ko, String en) {
        return Unreadable.because(code, ko, en);
    }
}
