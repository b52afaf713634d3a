package kr.dure.storage.internal.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an archive piece by piece into a stream; ZIP64 where it grows beyond 4 GiB or 65,535 entries. The same entries
 * give the same bytes. Contents are kept as they are, the rest is compressed, and never so much that a reader could take
 * it for a bomb.
 */
final class ArchiveWriter {
    /** How many times smaller compression makes an entry at most; {@link ArchiveReader} refuses more. */
    static final int MAX_RATIO = 100;

    /** Where ratios are not looked at yet. */
    static final long RATIO_FROM = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final Counting counting;
    private final ZipOutputStream zip;
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];
    private long contents;
    private long contentBytes;

    /** @param out where it goes; not closed */
    ArchiveWriter(OutputStream out) {
        counting = new Counting(out);
        zip = new ZipOutputStream(counting);
    }

    /** An entry that the manifest will list; it ends when the stream is closed. One at a time. */
    OutputStream entry(String name) throws IOException {
        if (!EntryName.listed(name)) {
            throw new IllegalArgumentException("An archive has no entry of this name: " + name);
        }
        begin(name, Deflater.BEST_SPEED);
        return new Piece(name);
    }

    /**
     * A content.
     *
     * @throws IOException when it is not what its hash says
     */
    void content(String sha256, InputStream in) throws IOException {
        begin(EntryName.content(sha256), Deflater.NO_COMPRESSION);
        MessageDigest digest = sha256();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            zip.write(buffer, 0, read);
            digest.update(buffer, 0, read);
            contentBytes += read;
        }
        zip.closeEntry();
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new IOException("The content " + sha256 + " is damaged.");
        }
        contents++;
    }

    private void begin(String name, int level) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.setLevel(level);
        zip.putNextEntry(entry);
    }

    long contents() {
        return contents;
    }

    long contentBytes() {
        return contentBytes;
    }

    /** The manifest, given what was written, and the end of the archive. */
    void finish(Function<List<Manifest.Entry>, Manifest> manifest, Function<byte[], String> sign) throws IOException {
        begin(Manifest.NAME, Deflater.BEST_SPEED);
        byte[] json = manifest.apply(entries).signed(sign).toJson();
        if (json.length > Manifest.MAX_BYTES) {
            throw new IOException("The manifest has " + json.length + " bytes.");
        }
        zip.write(json);
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One entry while it is written. */
    private final class Piece extends OutputStream {
        private final String name;
        private final MessageDigest digest = sha256();
        private final long from = counting.count;
        private long size;
        private boolean dense;
        private boolean closed;

        Piece(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int at = offset; at < end; at += BUFFER) {
                int piece = Math.min(BUFFER, end - at);
                // Half of what is allowed: what the compressor still holds back is not counted yet.
                if (!dense && size > RATIO_FROM / 2 && size > (counting.count - from) * MAX_RATIO / 2) {
                    dense = true;
                    zip.setLevel(Deflater.NO_COMPRESSION);
                }
                zip.write(bytes, at, piece);
                digest.update(bytes, at, piece);
                size += piece;
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                zip.closeEntry();
                entries.add(new Manifest.Entry(name, size, HexFormat.of().formatHex(digest.digest())));
            }
        }
    }

    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
