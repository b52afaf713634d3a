package kr.dure.persistence.internal.backup;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** {@code ./dure restore}: checks a whole backup first, then makes a data folder of it under its name at the very end. */
public final class Restore {
    /** The PostgreSQL that this version brings. */
    static final String POSTGRESQL = "18";

    private final ZipFile zip;
    private final Map<String, String> facts = new HashMap<>();
    private final Map<String, Item> items = new LinkedHashMap<>();

    /** @param sha256 in hex; {@code folder} for a folder */
    private record Item(String sha256, long size) {
        boolean folder() {
            return sha256.equals("folder");
        }
    }

    private Restore(ZipFile zip) throws IOException {
        this.zip = zip;
        manifest();
    }

    /** @param args the backup, the data folder to make, the number of the data folder's format this version knows */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(Path.of(args[0]), Path.of(args[1]).toAbsolutePath(), args[2], out));
    }

    /** @return the exit code: 0 when the folder is there and whole */
    static int run(Path file, Path data, String format, PrintStream out) {
        Path unfinished = data.resolveSibling(data.getFileName() + ".restoring");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (Files.exists(data)) {
                try (Stream<Path> children = Files.list(data)) {
                    if (children.findAny().isPresent()) {
                        throw new IOException(data + " is not empty; name a new folder");
                    }
                }
            }
            Restore restore = new Restore(zip);
            restore.requireKnown(format);
            out.println("Checking " + restore.items.size() + " files …");
            restore.verify();
            out.println("Restoring to " + data + " …");
            delete(unfinished);
            restore.extract(unfinished);
            Files.deleteIfExists(data);
            Files.move(unfinished, data);
            if (restore.facts.get("database").equals("external")) {
                out.println("The database was an external one and is not in this backup: restore it with its own tools"
                        + " and start with --database-url.");
            }
            out.println("Restored, as of " + restore.facts.get("taken") + " and a little later.");
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            out.println("Nothing was restored: " + e.getMessage());
            try {
                delete(unfinished);
            } catch (IOException left) {
                out.println("Delete " + unfinished + " by hand: " + left.getMessage());
            }
            return 1;
        }
    }

    private void manifest() throws IOException {
        ZipEntry entry = zip.getEntry(Archive.MANIFEST);
        if (entry == null) {
            throw new ZipException("this is no backup: it has no " + Archive.MANIFEST);
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))) {
            if (!Archive.FIRST_LINE.equals(reader.readLine())) {
                throw new ZipException("this backup is of a form this version does not know");
            }
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                String[] parts = line.split(": ", 2);
                facts.put(parts[0], parts.length > 1 ? parts[1] : "");
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] parts = line.split(" ", 3);
                if (parts.length < 3 || items.put(parts[2], new Item(parts[0], Long.parseLong(parts[1]))) != null) {
                    throw new ZipException("its " + Archive.MANIFEST + " cannot be read");
                }
            }
        }
    }

    private void requireKnown(String format) throws IOException {
        if (!format.equals(facts.get("format"))) {
            throw new IOException("the backup has data format " + facts.get("format") + ", this version knows " + format
                    + "; restore it with the version that made it");
        }
        String database = facts.get("database");
        if (!Set.of("embedded", "external").contains(String.valueOf(database))) {
            throw new IOException("the backup does not say what database it has");
        }
        if (database.equals("embedded") && !POSTGRESQL.equals(facts.get("postgresql"))) {
            throw new IOException("the backup is of PostgreSQL " + facts.get("postgresql") + ", this version brings "
                    + POSTGRESQL + "; restore it with the version that made it");
        }
    }

    /** Every file as the manifest says, and none beside them. */
    private void verify() throws IOException {
        Set<String> found = new HashSet<>();
        for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
            String name = entry.isDirectory()
                    ? entry.getName().substring(0, entry.getName().length() - 1)
                    : entry.getName();
            if (!name.equals(Archive.MANIFEST) && (!items.containsKey(name) || !found.add(name))) {
                throw new IOException("the backup is damaged: " + name + " does not belong there");
            }
        }
        for (Map.Entry<String, Item> item : items.entrySet()) {
            if (!found.contains(item.getKey())) {
                throw new IOException("the backup is damaged: " + item.getKey() + " is missing");
            }
            if (!item.getValue().folder()) {
                check(item.getKey(), item.getValue(), OutputStream.nullOutputStream());
            }
        }
    }

    private void check(String name, Item item, OutputStream to) throws IOException {
        MessageDigest digest = Archive.sha256();
        ZipEntry entry = zip.getEntry(name);
        if (entry.getSize() != item.size()) {
            throw new IOException("the backup is damaged: " + name + " has another size");
        }
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            Archive.copy(in, to, digest);
        } catch (ZipException e) {
            throw new IOException("the backup is damaged: " + name + ": " + e.getMessage(), e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(item.sha256())) {
            throw new IOException("the backup is damaged: " + name + " is not what was backed up");
        }
    }

    private void extract(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> folders = new ArrayList<>(List.of(folder));
        for (Map.Entry<String, Item> item : items.entrySet()) {
            Path path = folder.resolve(item.getKey()).normalize();
            if (!path.startsWith(folder) || path.equals(folder)) {
                throw new IOException("the backup names a file outside its folder: " + item.getKey());
            }
            if (item.getValue().folder()) {
                Files.createDirectories(path);
                folders.add(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                check(item.getKey(), item.getValue(), Channels.newOutputStream(channel));
                channel.force(false);
            }
        }
        Path cluster = folder.resolve("postgresql/cluster");
        for (Path path : folders) {
            if (path.startsWith(cluster)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (Files.exists(cluster)) {
            Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
