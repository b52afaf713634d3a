package kr.dure.storage.internal.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From the thread that writes to the one that reads, through a little memory. A writer that fails is seen by the reader as
 * a failure, never as an end; a reader that has gone is seen by the writer.
 */
final class Pipe {
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS = 16;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private volatile boolean readerGone;
    private volatile Throwable failure;

    final OutputStream out = new Out();
    final InputStream in = new In();

    /** Ends the writing with a failure. */
    void fail(Throwable why) {
        failure = why;
    }

    private interface Waiting<T> {
        T run() throws InterruptedException;
    }

    private static <T> T await(Waiting<T> work) throws IOException {
        try {
            return work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The server is stopping.");
        }
    }

    private final class Out extends OutputStream {
        private byte[] chunk = new byte[CHUNK];
        private int length;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int done = 0;
            while (done < count) {
                int piece = Math.min(count - done, CHUNK - length);
                System.arraycopy(bytes, offset + done, chunk, length, piece);
                length += piece;
                done += piece;
                if (length == CHUNK) {
                    hand(chunk);
                    chunk = new byte[CHUNK];
                    length = 0;
                }
            }
        }

        private void hand(byte[] full) throws IOException {
            do {
                if (readerGone) {
                    throw new IOException("Nobody reads any more.");
                }
            } while (!await(() -> chunks.offer(full, 1, TimeUnit.SECONDS)));
        }

        @Override
        public void close() throws IOException {
            if (length > 0) {
                hand(Arrays.copyOf(chunk, length));
                length = 0;
            }
            hand(END);
        }
    }

    private final class In extends InputStream {
        private byte[] chunk = new byte[0];
        private int at;
        private boolean ended;

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
            if (at == chunk.length && !next()) {
                return -1;
            }
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, bytes, offset, count);
            at += count;
            return count;
        }

        private boolean next() throws IOException {
            if (ended) {
                return false;
            }
            byte[] next = null;
            while (next == null) {
                Throwable why = failure;
                if (why != null) {
                    throw new IOException(why);
                }
                next = await(() -> chunks.poll(200, TimeUnit.MILLISECONDS));
            }
            if (next == END) {
                ended = true;
                return false;
            }
            chunk = next;
            at = 0;
            return true;
        }

        @Override
        public void close() {
            readerGone = true;
            chunks.clear();
        }
    }
}
