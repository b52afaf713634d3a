package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A content or a stretch of it, decrypted piece by piece as it is read. */
final class PartStream extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(PartStream.class);

    private final ObjectStore store;
    private final UUID tenant;
    private final PartCipher cipher;
    private final List<Part> parts;
    private long left;

    /** The part that is read next, and where to begin in it. */
    private int next;

    private long skip;
    private SeekableByteChannel channel;

    /** @param from at most where the content ends */
    PartStream(ObjectStore store, UUID tenant, PartCipher cipher, List<Part> parts, long from, long length) {
        this.store = store;
        this.tenant = tenant;
        this.cipher = cipher;
        this.parts = parts;
        this.left = length;
        this.skip = from;
        while (next < parts.size() && skip >= parts.get(next).bytes()) {
            skip -= parts.get(next).bytes();
            next++;
        }
    }

    /** Opens what is read first, so that a store that is away is known before anything is answered. */
    void start() {
        try {
            if (left > 0) {
                open();
            }
        } catch (IOException e) {
            LOG.warn("A file could not be read: {}", e.toString());
            throw Problems.away();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left > 0) {
            if (channel == null && !open()) {
                throw new IOException("A content is shorter than it should be.");
            }
            int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)));
            if (count > 0) {
                left -= count;
                return count;
            }
            release();
        }
        return -1;
    }

    private boolean open() throws IOException {
        if (next == parts.size()) {
            return false;
        }
        UUID object = parts.get(next).object();
        SeekableByteChannel encrypted = store.open(tenant, object);
        channel = closingOnFailure(encrypted, () -> cipher.decrypt(object, encrypted));
        channel.position(skip);
        next++;
        skip = 0;
        return true;
    }

    private static SeekableByteChannel closingOnFailure(
            SeekableByteChannel encrypted, Callable<SeekableByteChannel> work) throws IOException {
        boolean done = false;
        try {
            SeekableByteChannel plain = work.call();
            done = true;
            return plain;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            if (!done) {
                encrypted.close();
            }
        }
    }

    private void release() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public void close() throws IOException {
        left = 0;
        release();
    }
}
