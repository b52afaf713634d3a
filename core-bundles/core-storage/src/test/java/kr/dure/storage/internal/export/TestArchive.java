package kr.dure.storage.internal.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StoredFile;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** A small archive as the writer makes it, and ways to spoil it. */
final class TestArchive {
    static final String TABLE = "tables/board/board.post.jsonl";
    static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);
    static final String HASH = hash(PICTURE);

    private TestArchive() {}

    static byte[] whole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out);
        try (OutputStream table = writer.entry(TABLE)) {
            table.write("{\"id\":1}\n{\"id\":2}\n".getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream files = writer.entry(EntryName.FILES)) {
            files.write(line(new UUID(1, 1)));
            files.write(line(new UUID(1, 2)));
        }
        try (OutputStream form = writer.entry("readable/board/글 목록.csv")) {
            form.write("글\n".getBytes(StandardCharsets.UTF_8));
        }
        writer.content(HASH, new ByteArrayInputStream(PICTURE));
        writer.finish(entries -> manifest(writer, 2, entries), json -> "signed");
        return out.toByteArray();
    }

    static Manifest manifest(ArchiveWriter writer, long files, List<Manifest.Entry> entries) {
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                "0198c0de-0000-7000-8000-000000000001",
                "2026-06-11T01:02:03Z",
                "here",
                new Manifest.Company("id", "두레상사", "acme.localhost"),
                List.of(new Manifest.AppPart(
                        "board",
                        "게시판",
                        "1.0.0",
                        List.of(new Manifest.UnitPart(
                                "kr.dure.board", "001", List.of(new Manifest.TablePart("board.post", 2)))))),
                new Manifest.FileCounts(files, writer.contents(), writer.contentBytes()),
                entries,
                "");
    }

    static byte[] line(UUID id) throws IOException {
        byte[] json = FileLine.of(new StoredFile(
                        id,
                        new FileOwner("board", "post", new UUID(7, 7)),
                        "그림.png",
                        "image/png",
                        PICTURE.length,
                        HASH,
                        Instant.parse("2026-06-11T01:02:03.123456Z"),
                        null,
                        StoredFile.Scan.CLEAN))
                .toJson();
        return (new String(json, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(ArchiveWriter.sha256().digest(bytes));
    }

    /** The entries of an archive, in order. */
    static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var zip = new java.util.zip.ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** An archive of these entries, with a manifest whose checksums fit them when it is among them. */
    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        List<Part> parts = new ArrayList<>();
        entries.forEach((name, bytes) -> parts.add(new Part(name, bytes, 0)));
        return zip(parts);
    }

    /** @param mode the Unix mode, or 0 */
    record Part(String name, byte[] bytes, int mode) {}

    static byte[] zip(List<Part> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.setUseZip64(Zip64Mode.AsNeeded);
            for (Part part : parts) {
                ZipArchiveEntry entry = new ZipArchiveEntry(part.name());
                if (part.mode() != 0) {
                    entry.setUnixMode(part.mode());
                }
                zip.putArchiveEntry(entry);
                zip.write(part.bytes());
                zip.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    /** The manifest with the sizes and checksums that these entries have. */
    static Map<String, byte[]> summed(Map<String, byte[]> entries) throws IOException {
        Manifest old = Manifest.read(entries.get(Manifest.NAME));
        List<Manifest.Entry> listed = new ArrayList<>();
        long contents = 0;
        long bytes = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (EntryName.listed(entry.getKey())) {
                listed.add(new Manifest.Entry(entry.getKey(), entry.getValue().length, hash(entry.getValue())));
            } else if (EntryName.contentHash(entry.getKey()) != null) {
                contents++;
                bytes += entry.getValue().length;
            }
        }
        Map<String, byte[]> summed = new LinkedHashMap<>(entries);
        summed.put(
                Manifest.NAME,
                new Manifest(
                                old.format(),
                                old.version(),
                                old.export(),
                                old.createdAt(),
                                old.installation(),
                                old.tenant(),
                                old.apps(),
                                new Manifest.FileCounts(old.files().files(), contents, bytes),
                                listed,
                                old.signature())
                        .toJson());
        return summed;
    }

    static Content content(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open(long from, long length) {
                int start = (int) Math.min(from, bytes.length);
                return new ByteArrayInputStream(bytes, start, (int) Math.min(length, bytes.length - start));
            }
        };
    }

    static Map<String, byte[]> sorted(Map<String, byte[]> entries) {
        return new TreeMap<>(entries);
    }
}
