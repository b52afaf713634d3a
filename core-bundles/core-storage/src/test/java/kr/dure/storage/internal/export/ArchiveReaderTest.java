package kr.dure.storage.internal.export;

import static kr.dure.storage.internal.export.TestArchive.HASH;
import static kr.dure.storage.internal.export.TestArchive.PICTURE;
import static kr.dure.storage.internal.export.TestArchive.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import kr.dure.web.Invalid;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArchiveReaderTest {
    private static final long ROOM = 1 << 30;
    private static final int SYMLINK = 0120777;

    private static void read(byte[] archive) throws IOException {
        read(archive, ROOM);
    }

    private static void read(byte[] archive, long room) throws IOException {
        try (ArchiveReader reader = new ArchiveReader(TestArchive.content(archive), room)) {
            reader.verify(bytes -> {});
        }
    }

    private static void assertRefused(byte[] archive, String entry, String why) {
        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining(entry)
                .hasMessageContaining(why);
    }

    private static final byte[] WHOLE = whole();

    private static byte[] whole() {
        try {
            return TestArchive.whole();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> entries() throws IOException {
        return TestArchive.entries(TestArchive.whole());
    }

    private static byte[] with(String name, byte[] bytes) throws IOException {
        Map<String, byte[]> entries = entries();
        entries.put(name, bytes);
        return TestArchive.zip(entries);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatTheWriterWroteIsReadWhole() throws IOException {
        byte[] archive = TestArchive.whole();
        try (ArchiveReader reader = new ArchiveReader(TestArchive.content(archive), ROOM)) {
            long[] bytes = {0};
            reader.verify(more -> bytes[0] += more);
            assertThat(reader.contents()).containsExactly(HASH);
            assertThat(reader.openContent(HASH).readAllBytes()).isEqualTo(PICTURE);
            List<String> names = new ArrayList<>();
            reader.files(file -> names.add(file.name()));
            assertThat(names).containsExactly("그림.png", "그림.png");
            assertThat(reader.manifest().apps().get(0).name()).isEqualTo("게시판");
            assertThat(bytes[0]).isGreaterThan(PICTURE.length);
        }
        assertThat(TestArchive.whole()).isEqualTo(archive);
    }

    @Test
    void anArchiveThatWasUnpackedAndPackedAgainIsStillOne() throws IOException {
        read(TestArchive.zip(TestArchive.sorted(entries())));
    }

    @Test
    void whatIsNoZipIsRefused() {
        assertRefused(new byte[0], "", "no zip");
        assertRefused(text("no zip at all"), "", "no zip");
        assertRefused(new byte[70_000], "", "no zip");
    }

    @Test
    void anArchiveThatIsCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = TestArchive.whole();
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(Invalid.class);
        }
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void noChangedByteIsOverlookedWhereItMattersAndNoneBreaksTheReader(
            @ForAll @IntRange(max = 100_000) int at, @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        byte[] archive = WHOLE.clone();
        archive[at % archive.length] ^= (byte) change;
        Map<String, byte[]> good = entries();
        try (ArchiveReader reader = new ArchiveReader(TestArchive.content(archive), ROOM)) {
            reader.verify(bytes -> {});
            // Not refused: then what counts is unchanged (the change hit a time stamp or the like).
            assertThat(reader.open(TABLE).readAllBytes()).isEqualTo(good.get(TABLE));
            assertThat(reader.open(EntryName.FILES).readAllBytes()).isEqualTo(good.get(EntryName.FILES));
            assertThat(reader.openContent(HASH).readAllBytes()).isEqualTo(PICTURE);
        } catch (Invalid refused) {
            assertThat(refused.errors()).hasSize(1);
        }
    }

    @Test
    void namesThatLeadElsewhereAreRefused() throws IOException {
        for (String name : List.of(
                "../../etc/passwd",
                "/etc/passwd",
                "tables/board/../../../x.jsonl",
                "readable/board/../x",
                "readable/board/..",
                "readable/board/a/../../b",
                "C:\\windows/x",
                "readable/board/c:\\x",
                "contents/../x",
                "tables/board/board.post.jsonl/",
                "tables/",
                "extra.txt",
                "MANIFEST.JSON",
                "contents/" + HASH.toUpperCase(java.util.Locale.ROOT))) {
            assertRefused(with(name, text("x")), name, "No export has");
        }
    }

    @Test
    void entriesThatNobodyListedAreRefused() throws IOException {
        assertRefused(with("tables/board/board.other.jsonl", text("{}\n")), "board.other", "does not list");
        assertRefused(with("readable/board/more.csv", text("x")), "more.csv", "does not list");
        byte[] more = text("more");
        assertRefused(with("contents/" + TestArchive.hash(more), more), Manifest.NAME, "other contents");
        Map<String, byte[]> entries = entries();
        entries.put("contents/" + TestArchive.hash(more), more);
        assertRefused(TestArchive.zip(TestArchive.summed(entries)), TestArchive.hash(more), "content of no file");
        entries = entries();
        entries.put("tables/board/board.other.jsonl", text("{}\n"));
        assertRefused(TestArchive.zip(TestArchive.summed(entries)), "board.other", "no table of any app");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        for (String name : List.of(TABLE, EntryName.FILES, "readable/board/글 목록.csv")) {
            Map<String, byte[]> entries = entries();
            entries.remove(name);
            assertRefused(TestArchive.zip(entries), name, "missing");
        }
        Map<String, byte[]> entries = entries();
        entries.remove(Manifest.NAME);
        assertRefused(TestArchive.zip(entries), Manifest.NAME, "missing");
        entries = entries();
        entries.remove("contents/" + HASH);
        assertRefused(TestArchive.zip(TestArchive.summed(entries)), EntryName.FILES + ":1", "content is missing");
    }

    @Test
    void changedBytesAreRefusedByTheirEntry() throws IOException {
        assertRefused(with(TABLE, text("{\"id\":1}\n{\"id\":3}\n")), TABLE, "checksum");
        assertRefused(with(TABLE, text("{\"id\":1}\n")), TABLE, "another size");
        assertRefused(with("contents/" + HASH, text("A picture")), HASH, "checksum");
        Map<String, byte[]> entries = entries();
        entries.put(TABLE, text("{\"id\":1}\n"));
        assertRefused(TestArchive.zip(TestArchive.summed(entries)), TABLE, "other rows");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        List<TestArchive.Part> parts = new ArrayList<>();
        entries().forEach((name, bytes) -> parts.add(new TestArchive.Part(name, bytes, 0)));
        parts.add(new TestArchive.Part(TABLE, text("{}\n"), 0));
        assertRefused(TestArchive.zip(parts), TABLE, "two entries");
    }

    @Test
    void symbolicLinksAreRefused() throws IOException {
        List<TestArchive.Part> parts = new ArrayList<>();
        entries().forEach((name, bytes) -> parts.add(new TestArchive.Part(name, bytes, 0)));
        parts.add(new TestArchive.Part("readable/board/link", text("/etc/passwd"), SYMLINK));
        assertRefused(TestArchive.zip(parts), "readable/board/link", "Symbolic links");
    }

    @Test
    void encryptedEntriesAreRefused() throws IOException {
        byte[] archive = TestArchive.whole();
        // The flag in every record of the directory.
        for (int at = 0; at + 46 < archive.length; at++) {
            if (archive[at] == 'P' && archive[at + 1] == 'K' && archive[at + 2] == 1 && archive[at + 3] == 2) {
                archive[at + 8] |= 1;
            }
        }
        assertRefused(archive, TABLE, "Encrypted");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        // Ten megabytes of nothing in ten kilobytes, truly declared.
        assertRefused(with("readable/board/bomb.txt", new byte[10 << 20]), "bomb.txt", "zip bomb");
        // Less than the ratio, more than the room.
        byte[] archive = TestArchive.whole();
        assertThatThrownBy(() -> read(archive, 20)).isInstanceOf(Invalid.class).hasMessageContaining("room");
    }

    @Test
    void anEntryThatIsLongerThanItSaysIsRefused() throws IOException {
        byte[] archive = with(TABLE, text("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n"));
        byte[] name = text(TABLE);
        for (int at = 0; at + 46 + name.length < archive.length; at++) {
            boolean record =
                    archive[at] == 'P' && archive[at + 1] == 'K' && archive[at + 2] == 1 && archive[at + 3] == 2;
            if (record && Arrays.equals(archive, at + 46, at + 46 + name.length, name, 0, name.length)) {
                archive[at + 24] = 18; // the size that the manifest says
            }
        }
        assertRefused(archive, TABLE, "another size than it says");
    }

    @Test
    void entriesThatShareTheirBytesAreRefused() throws IOException {
        byte[] noise = new byte[40_000];
        new Random(1).nextBytes(noise);
        Map<String, byte[]> entries = entries();
        entries.put("readable/board/a", noise);
        byte[] archive = TestArchive.zip(entries);
        // Each record of the directory says the size of the large one.
        int size = 40_100;
        for (int at = 0; at + 46 < archive.length; at++) {
            if (archive[at] == 'P' && archive[at + 1] == 'K' && archive[at + 2] == 1 && archive[at + 3] == 2) {
                archive[at + 20] = (byte) size;
                archive[at + 21] = (byte) (size >> 8);
                archive[at + 22] = 0;
                archive[at + 23] = 0;
            }
        }
        assertRefused(archive, "", "share their data");
    }

    @Test
    void aManifestOfAnotherStructureIsRefused() throws IOException {
        String manifest = new String(entries().get(Manifest.NAME), StandardCharsets.UTF_8);
        for (String other : List.of(
                "",
                "[]",
                "{}",
                "\"x\"",
                manifest.replace("\"apps\"", "\"programs\""),
                manifest.replace("\"rows\" : 2", "\"rows\" : \"two\""),
                manifest.replace("\"rows\" : 2", "\"rows\" : 2.5"),
                manifest.replace("\"rows\" : 2", "\"rows\" : null"),
                manifest.replace("\"rows\" : 2", "\"rows\" : 2, \"rows\" : 3"),
                manifest.replace("\"unit\"", "\"more\" : 1, \"unit\""),
                manifest + "{}",
                "{\"apps\":" + "[".repeat(5000) + "]".repeat(5000) + "}")) {
            assertRefused(with(Manifest.NAME, text(other)), Manifest.NAME, "no readable manifest");
        }
        assertRefused(
                with(Manifest.NAME, text(manifest.replace("dure-export", "other-export"))),
                Manifest.NAME,
                "no export of Dure");
        assertRefused(
                with(Manifest.NAME, text(manifest.replace("\"version\" : 1,", "\"version\" : 2,"))),
                Manifest.NAME,
                "archives of form 2");
        assertRefused(
                with(Manifest.NAME, text(manifest.replace("\"board.post\"", "\"board.page\""))),
                "board.page",
                "does not list");
        assertRefused(
                with(Manifest.NAME, text(manifest.replace("files.jsonl", "../files.jsonl"))),
                "../files.jsonl",
                "cannot be in an archive");
        assertRefused(with(Manifest.NAME, new byte[Manifest.MAX_BYTES + 1]), Manifest.NAME, "");
    }

    @Test
    void linesOfFilesThatAreNotAsTheyMustBeAreRefused() throws IOException {
        String good = new String(TestArchive.line(new UUID(1, 1)), StandardCharsets.UTF_8);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("[]\n", "cannot be read");
        bad.put("null\n", "cannot be read");
        bad.put("{}\n", "cannot be read");
        bad.put("\n", "cannot be read");
        bad.put("{\"a\":".repeat(4000) + "\n", "too long");
        bad.put("{\"id\":" + "[".repeat(3000) + "\n", "cannot be read");
        bad.put(good.replace("\"board\"", "\"sales\""), "not in the manifest");
        bad.put(good.replace("\"kind\":\"post\"", "\"kind\":null"), "cannot be read");
        bad.put(good.replace("2026-06-11T", "2026-06-11 "), "cannot be read");
        bad.put(good.replace("\"createdBy\":null", "\"createdBy\":\"1-1-1-1-1\""), "cannot be read");
        bad.put(good.replace(HASH, "0".repeat(64)), "content is missing");
        bad.put(good.replace("\"size\":9", "\"size\":8"), "another size");
        for (Map.Entry<String, String> line : bad.entrySet()) {
            Map<String, byte[]> entries = entries();
            entries.put(EntryName.FILES, text(line.getKey()));
            assertRefused(TestArchive.zip(TestArchive.summed(entries)), EntryName.FILES + ":1", line.getValue());
        }
        Map<String, byte[]> entries = entries();
        entries.put(EntryName.FILES, text(good + good));
        assertRefused(TestArchive.zip(TestArchive.summed(entries)), EntryName.FILES + ":2", "twice");
        entries.put(EntryName.FILES, text(good + good.strip()));
        assertRefused(TestArchive.zip(TestArchive.summed(entries)), EntryName.FILES, "no end");
    }

    @Test
    void whatTheWriterMakesIsNeverTakenForABomb() throws IOException {
        byte[] zeros = new byte[1 << 16];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out);
        try (OutputStream files = writer.entry(EntryName.FILES)) {
            files.flush();
        }
        try (OutputStream form = writer.entry("readable/board/zeros")) {
            for (int i = 0; i < 1000; i++) {
                form.write(zeros);
            }
        }
        try (OutputStream table = writer.entry(TABLE)) {
            table.write(text("{}\n{}\n"));
        }
        writer.finish(entries -> TestArchive.manifest(writer, 0, entries), json -> "signed");
        read(out.toByteArray());
        assertThat(out.size()).isLessThan(66 << 20);
    }

    @Test
    void anArchiveOfManyEntriesIsRead() throws IOException {
        int many = 70_000; // more than a zip has room for without ZIP64
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out);
        List<String> hashes = new ArrayList<>();
        try (OutputStream table = writer.entry(TABLE)) {
            table.write(text("{}\n{}\n"));
        }
        try (OutputStream files = writer.entry(EntryName.FILES)) {
            for (int i = 0; i < many; i++) {
                String hash = TestArchive.hash(text("content " + i));
                hashes.add(hash);
                String line = new String(TestArchive.line(new UUID(1, i)), StandardCharsets.UTF_8);
                int size = ("content " + i).length();
                files.write(text(line.replace(HASH, hash).replace("\"size\":9", "\"size\":" + size)));
            }
        }
        for (int i = 0; i < many; i++) {
            writer.content(hashes.get(i), new ByteArrayInputStream(text("content " + i)));
        }
        writer.finish(entries -> TestArchive.manifest(writer, many, entries), json -> "signed");
        read(out.toByteArray());
    }

    @Test
    void aDirectoryWithoutEndIsRefusedBeforeItFillsTheMemory() {
        // Records of a directory, and nothing else, beyond what one may have; the size is never kept in memory here.
        byte[] record = new byte[46 + 1];
        record[0] = 'P';
        record[1] = 'K';
        record[2] = 1;
        record[3] = 2;
        record[28] = 1;
        record[46] = 'x';
        long records = 4_000_000;
        byte[] end = new byte[22];
        end[0] = 'P';
        end[1] = 'K';
        end[2] = 5;
        end[3] = 6;
        long directory = records * record.length;
        for (int i = 0; i < 4; i++) {
            end[12 + i] = (byte) (directory >> (8 * i));
        }
        byte[] many = new byte[1 << 19];
        for (int at = 0; at < many.length; at++) {
            many[at] = record[at % record.length];
        }
        Content endless = new Content() {
            @Override
            public long size() {
                return directory + end.length;
            }

            @Override
            public InputStream open(long from, long length) {
                byte[] bytes = new byte[(int) Math.min(length, size() - from)];
                int records = (int) Math.max(0, Math.min(bytes.length, directory - from));
                System.arraycopy(many, (int) (from % record.length), bytes, 0, records);
                System.arraycopy(end, end.length - (bytes.length - records), bytes, records, bytes.length - records);
                return new ByteArrayInputStream(bytes);
            }
        };
        assertThatThrownBy(() -> new ArchiveReader(endless, ROOM))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("too many entries");
    }
}
