package kr.dure.approval.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kr.dure.approval.internal.archive.ArchiveEntry.Attachment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final int DOCUMENTS = 5;

    @TempDir
    private Path folder;

    private Path archive;
    private final List<ArchiveEntry> chain = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        archive = folder.resolve("archive.zip");
        for (int i = 1; i <= DOCUMENTS; i++) {
            chain.add(entry(i, i == 1 ? ArchiveEntry.START : chain.get(i - 2).hash()));
        }
        write(archive, chain);
    }

    @Test
    void aWholeArchiveIsWholeAsZipAndAsFolder() throws IOException {
        assertThat(says(archive)).isEqualTo("0 The archive is whole in itself.");
        Path unpacked = unpack();
        assertThat(says(unpacked)).isEqualTo("0 The archive is whole in itself.");
        assertThat(ArchiveVerifier.verify(archive).head())
                .isEqualTo(chain.get(4).hash());
    }

    @Test
    void theHashOfAnEntryIsThatOfItsTextAsSha256sumHasIt() {
        ArchiveEntry entry = new ArchiveEntry(
                1,
                ArchiveEntry.START,
                Instant.parse("2026-11-25T10:00:00Z"),
                new UUID(1, 2),
                "총무-2026-00001",
                "a".repeat(64),
                "b".repeat(64),
                List.of(new Attachment("c".repeat(64), 3, "견적 비교\n표.xlsx")),
                0);
        assertThat(new String(entry.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("dure.approval-archive/1\nposition: 1\nprevious: " + "0".repeat(64)
                        + "\nsealed: 2026-11-25T10:00:00Z\ndocument: 00000000-0000-0001-0000-000000000002\n"
                        + "number: 총무-2026-00001\nrecord: " + "a".repeat(64) + "\npaper: " + "b".repeat(64)
                        + "\nattachment: " + "c".repeat(64) + " 3 견적 비교_표.xlsx\n");
        assertThat(ArchiveEntry.read(entry.bytes())).isEqualTo(entry);
        assertThat(entry.hash()).isEqualTo(Sha256.of(entry.bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"document.json", "paper.pdf", "attachment-001"})
    void aChangedByteIsFoundWithTheDocumentItBelongsTo(String file) throws IOException {
        change(root -> {
            Path changed = root.resolve("documents/000000003").resolve(file);
            byte[] bytes = Files.readAllBytes(changed);
            bytes[bytes.length / 2] ^= 1;
            Files.write(changed, bytes);
        });
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 3 (총무-2026-00003): " + file + " was changed.");
    }

    @Test
    void aChangedEntryIsFound() throws IOException {
        change(root -> replace(root.resolve("documents/000000002/entry.txt"), "총무-2026-00002", "총무-2026-00009"));
        assertThat(says(archive)).startsWith("1 BROKEN: document 3 (총무-2026-00003) does not follow the one before");
    }

    @Test
    void anEntryWithMoreThanAnEntryIsFound() throws IOException {
        change(root -> Files.writeString(
                root.resolve("documents/000000002/entry.txt"), "note: x\n", java.nio.file.StandardOpenOption.APPEND));
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 2: its entry was changed.");
    }

    @Test
    void aDocumentChangedTogetherWithItsEntryIsFound() throws IOException {
        change(root -> {
            Path folder2 = root.resolve("documents/000000002");
            Files.writeString(folder2.resolve("document.json"), "{}");
            replace(
                    folder2.resolve("entry.txt"),
                    chain.get(1).record(),
                    Sha256.of("{}".getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(says(archive)).startsWith("1 BROKEN: document 3 (총무-2026-00003) does not follow the one before");
    }

    @Test
    void theLastDocumentChangedTogetherWithItsEntryIsFoundByTheHead() throws IOException {
        change(root -> replace(root.resolve("documents/000000005/entry.txt"), "00005", "00006"));
        assertThat(says(archive)).startsWith("1 BROKEN: the end was cut off or written anew");
    }

    @Test
    void aRemovedDocumentIsFound() throws IOException {
        change(root -> delete(root.resolve("documents/000000003")));
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 3 is missing.");
    }

    @Test
    void aRemovedDocumentWithTheOthersMovedUpIsFound() throws IOException {
        change(root -> {
            delete(root.resolve("documents/000000003"));
            move(root, 4, 3);
            move(root, 5, 4);
            replace(root.resolve("archive.txt"), "last: 5", "last: 4");
        });
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 3 (총무-2026-00004) belongs to position 4.");
    }

    @Test
    void aCutEndIsFound() throws IOException {
        change(root -> {
            delete(root.resolve("documents/000000005"));
            replace(root.resolve("archive.txt"), "last: 5", "last: 4");
        });
        assertThat(says(archive)).startsWith("1 BROKEN: the end was cut off or written anew");
    }

    @Test
    void exchangedDocumentsAreFound() throws IOException {
        change(root -> {
            move(root, 2, 9);
            move(root, 4, 2);
            move(root, 9, 4);
        });
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 2 (총무-2026-00004) belongs to position 4.");
    }

    @Test
    void anAddedDocumentOrFileIsFound() throws IOException {
        change(root -> {
            Files.createDirectory(root.resolve("documents/000000006"));
            Files.write(
                    root.resolve("documents/000000006/entry.txt"),
                    entry(6, chain.get(4).hash()).bytes());
        });
        assertThat(says(archive)).isEqualTo("1 BROKEN: documents/000000006 was added.");
        write(archive, chain);
        change(root -> Files.writeString(root.resolve("documents/000000001/attachment-002"), "x"));
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 1 (총무-2026-00001): attachment-002 was added.");
        write(archive, chain);
        change(root -> Files.writeString(root.resolve("readme.html"), "x"));
        assertThat(says(archive)).isEqualTo("1 BROKEN: readme.html was added.");
    }

    @Test
    void aMissingAttachmentIsFound() throws IOException {
        change(root -> Files.delete(root.resolve("documents/000000004/attachment-001")));
        assertThat(says(archive)).isEqualTo("1 BROKEN: document 4 (총무-2026-00004): attachment-001 is missing.");
    }

    @Test
    void aChainWrittenAnewIsFoundByTheHeadThatSomebodyNoted() throws IOException {
        String noted = chain.get(4).hash();
        assertThat(says(archive, noted)).isEqualTo("0 The archive is whole, and ends as noted.");
        List<ArchiveEntry> forged = new ArrayList<>(chain.subList(0, 3));
        forged.add(entry(4, forged.get(2).hash(), "다른 내용"));
        forged.add(entry(5, forged.get(3).hash()));
        write(archive, forged, 4, "다른 내용");
        assertThat(says(archive)).startsWith("0");
        assertThat(says(archive, noted))
                .startsWith("1 BROKEN: the head is " + forged.get(4).hash());
    }

    @Test
    void aStretchOfTheChainIsWholeByItself() throws IOException {
        write(archive, chain.subList(2, 5));
        assertThat(says(archive)).startsWith("0");
    }

    @Test
    void whatWasDestroyedAfterItsTimeLeavesItsLinkAndOneThatSaysSo() throws IOException {
        chain.add(new ArchiveEntry(
                6,
                chain.get(4).hash(),
                Instant.parse("2030-01-02T00:00:00Z"),
                chain.get(1).document(),
                chain.get(1).number(),
                null,
                null,
                List.of(),
                2));
        write(archive, chain, 0, "", 2);
        assertThat(says(archive)).startsWith("0");
        change(root -> Stream.of("document.json", "paper.pdf", "attachment-001")
                .forEach(file -> delete(root.resolve("documents/000000004").resolve(file))));
        assertThat(says(archive))
                .isEqualTo(
                        "1 BROKEN: document 4 (총무-2026-00004): its content is missing, and nothing says that it was destroyed.");
    }

    @Test
    void theWriterRefusesContentThatIsNotTheArchivedOne() {
        ArchiveWriter writer = new ArchiveWriter(new ByteArrayOutputStream(), "한빛정밀");
        assertThatThrownBy(() ->
                        writer.add(chain.get(0), () -> stream("{}"), () -> stream("x"), List.of(() -> stream("x"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("총무-2026-00001");
    }

    @Test
    void theWriterRefusesAnEntryThatDoesNotFollow() throws IOException {
        ArchiveWriter writer = new ArchiveWriter(new ByteArrayOutputStream(), "한빛정밀");
        add(writer, chain.get(0), record(1, ""));
        assertThatThrownBy(() -> writer.add(chain.get(2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTornZipAndAStrangeFileCannotBeRead() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(says(archive)).startsWith("2 The archive cannot be read");
        Files.writeString(archive, "hello");
        assertThat(says(archive)).startsWith("2 The archive cannot be read");
        assertThat(says(folder.resolve("nowhere.zip"))).startsWith("2 The archive cannot be read");
    }

    @Test
    void canonicalJsonHasOneFormWhateverTheOrder() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", new BigDecimal("1.50"));
        one.put("a", List.of("가\n\"", true, 0, new BigDecimal("1E+3"), new BigDecimal("0.00")));
        one.put("c", null);
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("c", null);
        other.put("a", List.of("가\n\"", true, 0L, 1_000, 0));
        other.put("b", new BigDecimal("1.5"));
        assertThat(new String(CanonicalJson.bytes(one), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":[\"가\\u000a\\\"\",true,0,1000,0],\"b\":1.5,\"c\":null}");
        assertThat(CanonicalJson.bytes(other)).isEqualTo(CanonicalJson.bytes(one));
    }

    // ---- an archive to spoil ----

    private static ArchiveEntry entry(int position, String previous) {
        return entry(position, previous, "");
    }

    private static ArchiveEntry entry(int position, String previous, String extra) {
        return new ArchiveEntry(
                position,
                previous,
                Instant.parse("2026-11-25T10:00:00Z").plusSeconds(position),
                new UUID(7, position),
                "총무-2026-0000" + position,
                Sha256.of(record(position, extra)),
                Sha256.of(paper(position)),
                List.of(new Attachment(Sha256.of(file(position)), file(position).length, "견적서 " + position + ".xlsx")),
                0);
    }

    private static byte[] record(int position, String extra) {
        return CanonicalJson.bytes(Map.of("title", "문서 " + position + extra, "amount", new BigDecimal(position)));
    }

    private static byte[] paper(long position) {
        return ("%PDF-1.7 " + position).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] file(long position) {
        return ("xlsx " + position).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path archive, List<ArchiveEntry> chain) throws IOException {
        write(archive, chain, 0, "");
    }

    /** With {@code extra} in the record of one position, and without the contents of others. */
    private static void write(Path archive, List<ArchiveEntry> chain, int changed, String extra, long... without)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(archive)) {
            ArchiveWriter writer = new ArchiveWriter(out, "한빛정밀 주식회사");
            for (ArchiveEntry entry : chain) {
                if (entry.destroys() > 0 || java.util.Arrays.stream(without).anyMatch(p -> p == entry.position())) {
                    writer.add(entry);
                } else {
                    int position = (int) entry.position();
                    add(writer, entry, record(position, position == changed ? extra : ""));
                }
            }
            writer.finish();
        }
    }

    private static void add(ArchiveWriter writer, ArchiveEntry entry, byte[] record) throws IOException {
        writer.add(
                entry,
                () -> new ByteArrayInputStream(record),
                () -> new ByteArrayInputStream(paper(entry.position())),
                List.of(() -> new ByteArrayInputStream(file(entry.position()))));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Something done to the files of an archive. */
    private interface Change {
        void to(Path root) throws IOException;
    }

    private void change(Change change) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of())) {
            change.to(zip.getPath("/"));
        }
    }

    private Path unpack() throws IOException {
        Path target = folder.resolve("unpacked");
        change(root -> {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    Path to = target.resolve(root.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(file, to);
                    }
                }
            }
        });
        return target;
    }

    private static void replace(Path file, String old, String now) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, now));
    }

    private static void move(Path root, int from, int to) throws IOException {
        Path target = root.resolve(ArchiveLayout.folder(to));
        Files.createDirectories(target);
        Path source = root.resolve(ArchiveLayout.folder(from));
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.move(file, target.resolve(file.getFileName().toString()));
            }
        }
        Files.deleteIfExists(source);
    }

    private static void delete(Path path) {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.toList().forEach(ArchiveTest::delete);
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Exit code and what was said last, without the head. */
    private static String says(Path archive) {
        return says(archive, null);
    }

    private static String says(Path archive, String noted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = VerifyArchive.run(archive, noted, new PrintStream(out, true, StandardCharsets.UTF_8));
        String[] lines = out.toString(StandardCharsets.UTF_8).strip().split("\n");
        return code + " "
                + lines[lines.length - 1].replace(
                        " Compare the head with the one in the audit log (approval.archived).", "");
    }
}
