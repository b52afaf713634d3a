package kr.dure.storage.internal.export;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import kr.dure.web.Problem;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads an archive that nobody vouches for. Nothing of it is ever unpacked into a folder; what it says of its sizes is
 * checked before anything is decompressed, and held to while it is. Each refusal is a 422 that names the entry.
 */
final class ArchiveReader implements Closeable {
    /**
     * How many different contents an archive holds at most, here and where it is written: the directory of a zip lies in
     * memory while it is read. 131,000 with the usual heap of 512 MiB.
     */
    static final int MAX_CONTENTS =
            (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / 4096);

    private static final int MAX_OTHERS = 10_000;

    /** Of the zip's directory: what so many entries need. */
    private static final long MAX_DIRECTORY = 150L * MAX_CONTENTS + 500L * MAX_OTHERS;

    private static final int BUFFER = 1 << 16;

    private final ZipFile zip;
    private final long archiveSize;
    private final Manifest manifest;
    private final List<String> contents = new ArrayList<>();
    private long size;
    private long contentBytes;

    /**
     * Looks at the directory and the manifest.
     *
     * @param room how many bytes it may come to
     */
    ArchiveReader(Content content, long room) throws IOException {
        archiveSize = content.size();
        ContentChannel channel = new ContentChannel(content);
        channel.limit(MAX_DIRECTORY);
        zip = open(channel);
        channel.limit(Long.MAX_VALUE);
        checkDirectory(room);
        manifest = readManifest();
        checkListed();
    }

    private static ZipFile open(ContentChannel channel) {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setCharset(StandardCharsets.UTF_8)
                    .setUseUnicodeExtraFields(false)
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (Problem | UncheckedIOException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Refusal.whole("zip 파일이 아니거나, 잘렸거나, 깨졌습니다.", "It is no zip file, or it is cut off or damaged.");
        }
    }

    private void checkDirectory(long room) {
        long packed = 0;
        int count = 0;
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            checkEntry(entry);
            if (++count > MAX_CONTENTS + MAX_OTHERS) {
                throw tooMany();
            }
            packed += entry.getCompressedSize();
            size += entry.getSize();
            // Neither sum can overflow before this is looked at: no entry is larger than the archive times the ratio.
            if (packed > archiveSize) {
                throw Refusal.of(
                        entry.getName(),
                        "여러 항목이 같은 자료를 가리킵니다.",
                        "Entries share their data; together they are larger than the archive.");
            }
            if (size > room) {
                throw Refusal.of(
                        entry.getName(),
                        "풀면 " + room + "바이트를 넘습니다.",
                        "Unpacked, the archive has more than the " + room + " bytes there is room for.");
            }
            if (EntryName.contentHash(entry.getName()) != null) {
                contents.add(EntryName.contentHash(entry.getName()));
                contentBytes += entry.getSize();
            }
        }
        if (contents.size() > MAX_CONTENTS) {
            throw tooMany();
        }
    }

    private static RuntimeException tooMany() {
        return Refusal.whole("항목이 너무 많습니다.", "The archive has too many entries for this server's memory.");
    }

    private void checkEntry(ZipArchiveEntry entry) {
        String name = entry.getName();
        if (entry.isUnixSymlink()) {
            throw Refusal.of(name, "심볼릭 링크는 받지 않습니다.", "Symbolic links are not taken.");
        }
        if (!EntryName.known(name)) {
            throw Refusal.of(name, "내보내기에 있을 수 없는 항목입니다.", "No export has an entry of this name, so it is not taken.");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw Refusal.of(name, "암호화된 항목은 받지 않습니다.", "Encrypted entries are not taken.");
        }
        if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            throw Refusal.of(name, "모르는 압축 방식입니다.", "It is compressed in an unknown way.");
        }
        if (named(name).size() != 1) {
            throw Refusal.of(name, "같은 이름이 두 번 있습니다.", "There are two entries of this name.");
        }
        long unpacked = entry.getSize();
        long stored = entry.getCompressedSize();
        if (unpacked < 0 || stored < 0 || stored > archiveSize) {
            throw Refusal.of(name, "크기가 맞지 않습니다.", "Its size cannot be right.");
        }
        if (unpacked > ArchiveWriter.RATIO_FROM && unpacked / ArchiveWriter.MAX_RATIO > stored) {
            throw Refusal.of(
                    name,
                    "압축률이 " + ArchiveWriter.MAX_RATIO + "배를 넘습니다(압축 폭탄).",
                    "It grows more than " + ArchiveWriter.MAX_RATIO + " times when it is unpacked, like a zip bomb.");
        }
    }

    private List<ZipArchiveEntry> named(String name) {
        List<ZipArchiveEntry> same = new ArrayList<>(1);
        zip.getEntries(name).forEach(same::add);
        return same;
    }

    private Manifest readManifest() throws IOException {
        ZipArchiveEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw Refusal.of(Manifest.NAME, "없습니다. 두레 내보내기 파일이 아닙니다.", "It is missing; this is no export of Dure.");
        }
        if (entry.getSize() > Manifest.MAX_BYTES) {
            throw Refusal.of(Manifest.NAME, "너무 큽니다.", "It is too large.");
        }
        try (InputStream in = open(Manifest.NAME)) {
            return Manifest.read(in.readAllBytes());
        }
    }

    /** Whether the manifest and the directory speak of the same entries. */
    private void checkListed() {
        Set<String> listed = new HashSet<>();
        for (Manifest.Entry entry : manifest.entries()) {
            ZipArchiveEntry there = zip.getEntry(entry.name());
            if (there == null) {
                throw Refusal.of(entry.name(), "목록에 있으나 파일에 없습니다.", "The manifest lists it, and it is missing.");
            }
            if (there.getSize() != entry.size()) {
                throw Refusal.of(entry.name(), "목록과 크기가 다릅니다.", "It has another size than the manifest says.");
            }
            listed.add(entry.name());
        }
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            String name = entry.getName();
            if (EntryName.listed(name) && !listed.contains(name)) {
                throw Refusal.of(name, "목록에 없는 항목입니다.", "The manifest does not list it.");
            }
        }
        if (manifest.files().contents() != contents.size() || manifest.files().bytes() != contentBytes) {
            throw Refusal.of(Manifest.NAME, "파일의 수나 크기가 맞지 않습니다.", "It counts other contents than there are.");
        }
        Collections.sort(contents);
    }

    Manifest manifest() {
        return manifest;
    }

    /** The hashes of the contents, in order. */
    List<String> contents() {
        return Collections.unmodifiableList(contents);
    }

    long contentSize(String sha256) {
        return zip.getEntry(EntryName.content(sha256)).getSize();
    }

    /** The bytes of all entries, unpacked. */
    long size() {
        return size;
    }

    /** An entry that is there, as long as the directory says, or else refused at its end. */
    InputStream open(String name) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(name);
        try {
            return new Exact(name, entry.getSize(), zip.getInputStream(entry));
        } catch (IOException e) {
            throw damaged(name);
        }
    }

    InputStream openContent(String sha256) throws IOException {
        return open(EntryName.content(sha256));
    }

    private static RuntimeException damaged(String name) {
        return Refusal.of(name, "깨졌습니다.", "It is damaged.");
    }

    /**
     * Reads everything and compares it with the checksums; every file has its content and every content a file.
     *
     * @param progress how many bytes more were read
     */
    void verify(LongConsumer progress) throws IOException {
        Map<String, Long> rows = new HashMap<>();
        manifest.apps()
                .forEach(app -> app.units()
                        .forEach(unit -> unit.tables()
                                .forEach(table -> rows.put(EntryName.table(app.id(), table.table()), table.rows()))));
        for (Manifest.Entry entry : manifest.entries()) {
            Long expected = rows.get(entry.name());
            long lines = digest(entry.name(), entry.sha256(), progress);
            if (expected != null && expected != lines) {
                throw Refusal.of(entry.name(), "목록과 줄 수가 다릅니다.", "It has other rows than the manifest says.");
            }
        }
        checkFiles();
        for (String content : contents) {
            digest(EntryName.content(content), content, progress);
        }
    }

    private long digest(String name, String sha256, LongConsumer progress) throws IOException {
        MessageDigest digest = ArchiveWriter.sha256();
        byte[] buffer = new byte[BUFFER];
        long lines = 0;
        try (InputStream in = open(name)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                progress.accept(read);
                for (int at = 0; at < read; at++) {
                    if (buffer[at] == '\n') {
                        lines++;
                    }
                }
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw Refusal.of(name, "검사합이 다릅니다.", "Its checksum is another one.");
        }
        return lines;
    }

    private void checkFiles() throws IOException {
        Set<String> apps = new HashSet<>();
        manifest.apps().forEach(app -> apps.add(app.id()));
        Set<String> unreferenced = new HashSet<>(contents);
        Set<String> known = new HashSet<>(contents);
        String[] before = {""};
        long[] count = {0};
        files(file -> {
            String where = EntryName.FILES + ":" + ++count[0];
            if (!apps.contains(file.app())) {
                throw Refusal.of(where, "목록에 없는 앱의 파일입니다: " + file.app(), "The file's app is not in the manifest.");
            }
            if (file.id().compareTo(before[0]) <= 0) {
                throw Refusal.of(where, "번호 순서가 아니거나 두 번 있습니다.", "Its id is there twice, or out of order.");
            }
            before[0] = file.id();
            if (!known.contains(file.sha256()) || contentSize(file.sha256()) != file.size()) {
                throw Refusal.of(where, "내용이 없거나 크기가 다릅니다.", "Its content is missing or of another size.");
            }
            unreferenced.remove(file.sha256());
        });
        if (count[0] != manifest.files().files()) {
            throw Refusal.of(EntryName.FILES, "목록과 줄 수가 다릅니다.", "It has other lines than the manifest says.");
        }
        for (String content : unreferenced) {
            throw Refusal.of(EntryName.content(content), "어느 파일의 내용도 아닙니다.", "It is the content of no file.");
        }
    }

    /** Each file, one at a time. */
    void files(Consumer<FileLine> each) throws IOException {
        try (InputStream in = open(EntryName.FILES)) {
            byte[] buffer = new byte[BUFFER];
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            long number = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int at = 0; at < read; at++) {
                    if (buffer[at] == '\n') {
                        each.accept(FileLine.read(line.toByteArray(), ++number));
                        line.reset();
                    } else if (line.size() >= FileLine.MAX_BYTES) {
                        throw Refusal.of(EntryName.FILES + ":" + (number + 1), "줄이 너무 깁니다.", "The line is too long.");
                    } else {
                        line.write(buffer[at]);
                    }
                }
            }
            if (line.size() > 0) {
                throw Refusal.of(EntryName.FILES, "마지막 줄이 끝나지 않았습니다.", "Its last line has no end.");
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** A stream of exactly as many bytes as were announced. */
    private static final class Exact extends InputStream {
        private final String name;
        private final InputStream in;
        private long left;

        Exact(String name, long size, InputStream in) {
            this.name = name;
            this.left = size;
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int read;
            try {
                read = in.read(bytes, offset, length);
            } catch (IOException e) {
                throw damaged(name);
            }
            if (read > left || read < 0 && left > 0) {
                throw Refusal.of(name, "적힌 크기와 다릅니다.", "It has another size than it says.");
            }
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
