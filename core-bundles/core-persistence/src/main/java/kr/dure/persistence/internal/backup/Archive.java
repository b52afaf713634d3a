package kr.dure.persistence.internal.backup;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A backup that is being written: a zip under another name until it is whole, with a manifest as its last entry that
 * names every file with size and SHA-256.
 */
final class Archive implements Closeable {
    static final String MANIFEST = "MANIFEST";
    static final String FIRST_LINE = "dure-backup 1";

    private static final int BUFFER = 1 << 17;

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final StringBuilder files = new StringBuilder();
    private final byte[] buffer = new byte[BUFFER];
    private boolean done;
    private long bytes;

    /** @throws IOException when the target is there already, or another backup is writing it */
    Archive(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileSystemException(target + " is there already");
        }
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        channel = FileChannel.open(
                part,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // What a killed backup left is free, and written over; looked at again, for the other may just have finished.
        if (channel.tryLock() == null || Files.exists(target)) {
            channel.close();
            throw new FileSystemException(target + " is written by another backup");
        }
        channel.truncate(0);
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** How many bytes were read into it so far. */
    long bytes() {
        return bytes;
    }

    void add(String name, InputStream in) throws IOException {
        MessageDigest digest = sha256();
        zip.putNextEntry(new ZipEntry(name));
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            zip.write(buffer, 0, read);
            digest.update(buffer, 0, read);
            size += read;
        }
        zip.closeEntry();
        bytes += size;
        files.append(HexFormat.of().formatHex(digest.digest()))
                .append(' ')
                .append(size)
                .append(' ')
                .append(name)
                .append('\n');
    }

    /** A folder that may be empty. */
    void addFolder(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name + "/"));
        zip.closeEntry();
        files.append("folder 0 ").append(name).append('\n');
    }

    /** Makes it durable, and only then gives it its name. */
    void finish(Map<String, String> facts) throws IOException {
        StringBuilder manifest = new StringBuilder(FIRST_LINE).append('\n');
        facts.forEach((name, value) ->
                manifest.append(name).append(": ").append(value).append('\n'));
        manifest.append('\n').append(files);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE); // still locked: nobody writes into it meanwhile
        zip.close();
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent())) {
            folder.force(true);
        }
        done = true;
    }

    /** Leaves nothing behind unless it was finished. */
    @Override
    public void close() throws IOException {
        if (!done) {
            Files.deleteIfExists(part);
            channel.close();
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies to the end and digests on the way. */
    static void copy(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
        byte[] some = new byte[BUFFER];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            out.write(some, 0, read);
            digest.update(some, 0, read);
        }
    }
}
