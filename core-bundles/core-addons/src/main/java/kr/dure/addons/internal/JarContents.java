package kr.dure.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import kr.dure.web.Invalid;

/**
 * A jar that was unpacked once to see that it can be, harmlessly.
 *
 * @param headers the manifest's main section; names in any case
 * @param entries the names of its files
 */
record JarContents(Map<String, String> headers, List<String> entries) {
    private static final int MAX_ENTRIES = 4096;
    private static final long MAX_UNPACKED = 512L << 20;
    private static final long MAX_MANIFEST = 1L << 20;

    /** @throws Invalid when it is no jar, or one that does harm */
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
                        "jar 안의 파일이 너무 많습니다(최대 " + maxEntries + "개).",
                        "The jar holds too many entries (at most " + maxEntries + ").");
            }
            List<String> names = unpack(jar, maxUnpacked);
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw invalid(
                        "META-INF/MANIFEST.MF가 없습니다. OSGi 번들을 올려 주세요.",
                        "META-INF/MANIFEST.MF is missing. Please upload an OSGi bundle.");
            }
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
            return new JarContents(headers, names);
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("읽을 수 있는 jar가 아닙니다(" + e.getMessage() + ").", "Not a readable jar (" + e.getMessage() + ").");
        }
    }

    private static List<String> unpack(JarFile jar, long maxUnpacked) throws IOException {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long left = maxUnpacked;
        for (JarEntry entry : jar.stream().toList()) {
            String name = entry.getName();
            if (leavesTheJar(name)) {
                throw invalid("jar 밖을 가리키는 경로가 있습니다: " + name, "The jar has a path that leads out of it: " + name);
            }
            if (!seen.add(name)) {
                throw invalid("jar 안에 같은 이름이 두 번 있습니다: " + name, "The jar holds a name twice: " + name);
            }
            long size = measure(jar, entry, left);
            left -= size;
            if (left < 0 || (name.equalsIgnoreCase(JarFile.MANIFEST_NAME) && size > MAX_MANIFEST)) {
                throw invalid(
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

    private static Invalid invalid(String ko, String en) {
        return new Invalid("jar", ko, en);
    }
}
