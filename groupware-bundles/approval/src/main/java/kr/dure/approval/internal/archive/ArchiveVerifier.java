package kr.dure.approval.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Checks an archive, a zip or the folder it was unpacked to, with nothing but its bytes: no server, no database, no library
 * beyond the JDK. Every file is hashed, every link must follow the one before, and nothing may lie there that no link names.
 */
final class ArchiveVerifier {
    private static final int MAX_TEXT = 10_000_000;

    /** Links without content, with the positions that later links say were destroyed. */
    private final Map<Long, String> empty = new HashMap<>();

    private final Set<Long> destroyed = new HashSet<>();

    /**
     * What was found.
     *
     * @param documents links that are right, from the first on
     * @param company as the archive says; null when it says nothing
     * @param head hash of the last link; null when broken
     * @param broken the first fault, in English; null when all is right
     */
    record Report(long documents, String company, String head, String broken) {}

    /** @throws IOException when there is nothing that can be read */
    static Report verify(Path archive) throws IOException {
        if (Files.isDirectory(archive)) {
            return new ArchiveVerifier().check(archive);
        }
        String twice = twice(archive);
        if (twice != null) {
            return new Report(0, null, null, twice + " is there twice");
        }
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            return new ArchiveVerifier().check(zip.getPath("/"));
        }
    }

    /** Two entries of one name would let two readers see two archives. */
    private static String twice(Path archive) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !names.add(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    private Report check(Path root) throws IOException {
        ArchiveLayout.Head head;
        try {
            head = ArchiveLayout.Head.read(small(root.resolve(ArchiveLayout.HEAD)));
        } catch (IllegalArgumentException e) {
            return new Report(0, null, null, e.getMessage());
        }
        Set<String> folders = names(root.resolve(ArchiveLayout.DOCUMENTS));
        String previous = head.previous();
        long position = head.first();
        for (; position <= head.last(); position++) {
            String name = ArchiveLayout.name(position);
            if (!folders.remove(name)) {
                return broken(head, position, "document " + position + " is missing");
            }
            String fault;
            try {
                ArchiveEntry entry = ArchiveEntry.read(
                        small(root.resolve(ArchiveLayout.folder(position)).resolve(ArchiveLayout.ENTRY)));
                fault = fault(root, entry, position, previous);
                previous = entry.hash();
            } catch (IllegalArgumentException e) {
                fault = "document " + position + ": its entry was changed";
            }
            if (fault != null) {
                return broken(head, position, fault);
            }
        }
        String rest = rest(root, head, folders, previous);
        return rest == null
                ? new Report(position - head.first(), head.company(), previous, null)
                : broken(head, position, rest);
    }

    private String fault(Path root, ArchiveEntry entry, long position, String previous) throws IOException {
        String name = "document " + position + " (" + entry.number() + ")";
        if (entry.position() != position) {
            return name + " belongs to position " + entry.position();
        }
        if (!entry.previous().equals(previous)) {
            return name + " does not follow the one before: one of them was changed, exchanged or put in";
        }
        Path folder = root.resolve(ArchiveLayout.folder(position));
        Set<String> files = names(folder);
        files.remove(ArchiveLayout.ENTRY);
        if (entry.destroys() > 0) {
            destroyed.add(entry.destroys());
        } else if (files.isEmpty()) {
            empty.put(position, name);
        } else {
            for (Map.Entry<String, String> expected : contents(entry).entrySet()) {
                if (!files.remove(expected.getKey())) {
                    return name + ": " + expected.getKey() + " is missing";
                }
                if (!expected.getValue().equals(hash(folder.resolve(expected.getKey())))) {
                    return name + ": " + expected.getKey() + " was changed";
                }
            }
        }
        return files.isEmpty() ? null : name + ": " + new TreeSet<>(files).first() + " was added";
    }

    /** What can only be told at the end. */
    private String rest(Path root, ArchiveLayout.Head head, Set<String> folders, String last) throws IOException {
        for (long position : new TreeSet<>(empty.keySet())) {
            if (!destroyed.contains(position)) {
                return empty.get(position) + ": its content is missing, and nothing says that it was destroyed";
            }
        }
        if (!folders.isEmpty()) {
            return ArchiveLayout.DOCUMENTS + "/" + new TreeSet<>(folders).first() + " was added";
        }
        if (!head.head().equals(last)) {
            return "the end was cut off or written anew: archive.txt names another head";
        }
        Set<String> others = names(root);
        others.removeAll(List.of(ArchiveLayout.HEAD, ArchiveLayout.DOCUMENTS));
        return others.isEmpty() ? null : new TreeSet<>(others).first() + " was added";
    }

    private static Report broken(ArchiveLayout.Head head, long position, String fault) {
        return new Report(position - head.first(), head.company(), null, fault);
    }

    private static Map<String, String> contents(ArchiveEntry entry) {
        Map<String, String> contents = new HashMap<>();
        contents.put(ArchiveLayout.RECORD, entry.record());
        contents.put(ArchiveLayout.PAPER, entry.paper());
        List<ArchiveEntry.Attachment> attachments = new ArrayList<>(entry.attachments());
        for (int i = 0; i < attachments.size(); i++) {
            contents.put(ArchiveLayout.attachment(i), attachments.get(i).sha256());
        }
        return contents;
    }

    private static String hash(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in);
        }
    }

    /** @throws IllegalArgumentException when it is not there or too long to be what it should be */
    private static byte[] small(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no " + file.getFileName());
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_TEXT + 1);
            if (bytes.length > MAX_TEXT) {
                throw new IllegalArgumentException(file.getFileName() + " is too long");
            }
            return bytes;
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> names.add(file.getFileName().toString().replace("/", "")));
            }
        }
        return names;
    }
}
