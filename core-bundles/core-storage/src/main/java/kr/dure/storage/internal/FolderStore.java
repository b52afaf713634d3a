package kr.dure.storage.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Objects as files: {@code TENANT/XX/OBJECT}, complete and durable before they have their name. */
final class FolderStore implements ObjectStore {
    private final Path folder;

    FolderStore(Path folder) {
        this.folder = folder;
    }

    private Path path(UUID tenant, UUID object) {
        String name = object.toString();
        // The end of a UUIDv7 is its random part.
        return folder.resolve(tenant.toString()).resolve(name.substring(34)).resolve(name);
    }

    @Override
    public Sink create(UUID tenant, UUID object) throws IOException {
        Path file = path(tenant, object);
        directories(file.getParent());
        return new FileSink(file);
    }

    /** Creates what is missing, durably. */
    private void directories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            directories(parent);
            Files.createDirectories(directory);
            force(parent);
        }
    }

    @Override
    public SeekableByteChannel open(UUID tenant, UUID object) throws IOException {
        return FileChannel.open(path(tenant, object), StandardOpenOption.READ);
    }

    @Override
    public void delete(UUID tenant, UUID object) throws IOException {
        Path file = path(tenant, object);
        Files.deleteIfExists(unfinished(file));
        Files.deleteIfExists(file);
    }

    @Override
    public void check() throws IOException {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + " cannot be written.");
        }
    }

    /** Whether there is an object. */
    static boolean holdsObjects(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> tenants = Files.newDirectoryStream(folder)) {
            return tenants.iterator().hasNext();
        }
    }

    /** Makes the names in a directory durable. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static final class FileSink extends Sink {
        private final Path file;
        private final FileChannel channel;
        private boolean committed;

        FileSink(Path file) throws IOException {
            this.file = file;
            this.channel = FileChannel.open(
                    unfinished(file),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        void commit() throws IOException {
            channel.force(true);
            channel.close();
            Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
            force(file.getParent());
            committed = true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(unfinished(file));
            }
        }
    }
}
