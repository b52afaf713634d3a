package kr.dure.addons.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What this installation lets in.
 *
 * @param data the data folder: certificates of trusted publishers lie in {@code trust/addons}, exports in {@code exports}
 * @param unsignedAllowed whether jars without a trusted signature are taken; for development only
 * @param safeMode whether this server runs without any add-on
 * @param shipped where the distribution keeps the add-ons it came with, or null
 */
record Policy(Path data, boolean unsignedAllowed, boolean safeMode, Path shipped) {
    private static final Set<String> SHIPPED = ConcurrentHashMap.newKeySet();

    static Policy fromSystem() {
        String unsigned = System.getProperty("dure.addons.unsigned", System.getenv("DURE_ADDONS_UNSIGNED"));
        String home = System.getProperty("karaf.home");
        return new Policy(
                Path.of(System.getProperty("dure.data", "data")).toAbsolutePath(),
                "allow".equals(unsigned),
                Boolean.getBoolean("dure.safe-mode"),
                home == null ? null : Path.of(home, "system", "kr", "dure"));
    }

    Path trusted() {
        return data.resolve("trust").resolve("addons");
    }

    Path exports() {
        return data.resolve("exports");
    }

    /** Whether the jar is, byte for byte, one of the add-ons that this distribution came with. */
    boolean ships(String sha256) {
        if (shipped == null || !Files.isDirectory(shipped)) {
            return false;
        }
        if (SHIPPED.contains(sha256)) {
            return true;
        }
        try (Stream<Path> files = Files.find(
                shipped, 4, (path, attributes) -> path.getFileName().toString().matches("addon-.*\\.jar"))) {
            for (Path file : files.toList()) {
                SHIPPED.add(AddonJar.hash(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            return false;
        }
        return SHIPPED.contains(sha256);
    }
}
