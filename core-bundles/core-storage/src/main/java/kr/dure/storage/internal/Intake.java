package kr.dure.storage.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes bytes in and makes parts of them. The caller's thread only hands them over, a second one encrypts and writes, a
 * third waits for the disk, so that network, processor and disk work at the same time. Parts become durable in order.
 */
final class Intake implements AutoCloseable {
    static final int BUFFER = 128 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int BUFFERS = 16;
    private static final int WAITING_FOR_DISK = 3;
    private static final Piece END = new Piece(new byte[0], 0);

    private final ObjectStore store;
    private final Tenant tenant;
    private final PartCipher cipher;
    private final Log log;
    private final Executor threads;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(BUFFERS);
    private final Semaphore disk = new Semaphore(WAITING_FOR_DISK);
    private final CompletableFuture<Void> written;
    private volatile CompletableFuture<Void> durable = CompletableFuture.completedFuture(null);
    private volatile boolean stopped;
    private int buffers;

    /** Of the writing thread. */
    private UUID object;

    private ObjectStore.Sink sink;
    private OutputStream encrypting;
    private long bytes;

    private record Piece(byte[] bytes, int length) {}

    /** What is told of the parts, with the tenant bound, by other threads than the caller's. */
    interface Log {
        /** An object is about to be written; answers its id. */
        UUID begins();

        /** The next part is durable. */
        void durable(Part part);
    }

    Intake(ObjectStore store, Tenant tenant, PartCipher cipher, Log log, Executor threads) {
        this.store = store;
        this.tenant = tenant;
        this.cipher = cipher;
        this.log = log;
        this.threads = threads;
        this.written = CompletableFuture.runAsync(() -> Tenants.run(tenant, this::write), threads);
    }

    /** A buffer to be filled and given to {@link #take}. */
    byte[] buffer() throws IOException {
        byte[] buffer = free.poll();
        if (buffer != null) {
            return buffer;
        }
        if (buffers < BUFFERS) {
            buffers++;
            return new byte[BUFFER];
        }
        while (buffer == null) {
            failIfBroken();
            buffer = await(() -> free.poll(1, TimeUnit.SECONDS));
        }
        return buffer;
    }

    void take(byte[] buffer, int length) throws IOException {
        Piece piece = new Piece(buffer, length);
        while (!await(() -> pieces.offer(piece, 1, TimeUnit.SECONDS))) {
            failIfBroken();
        }
    }

    /** Ends the last part; everything is durable and told when this returns. */
    void finish() throws IOException {
        take(END.bytes(), 0);
        try {
            written.join();
            durable.join();
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    /**
     * After {@link #finish} without effect. Otherwise unfinished objects vanish, and what was being made durable is told
     * before this returns: who asks then where the upload stands gets an answer that stays.
     */
    @Override
    public void close() {
        stopped = true;
        pieces.clear();
        pieces.offer(END);
        settle(written);
        settle(durable);
    }

    private static void settle(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            LOG.debug("An upload ended early.", e);
        }
    }

    private void failIfBroken() {
        if (written.isCompletedExceptionally()) {
            try {
                written.join();
            } catch (CompletionException e) {
                throw failure(e.getCause());
            }
        }
    }

    /** What the store could not do is no fault of whoever sends: later it may be possible. */
    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        LOG.warn("A file could not be kept: {}", cause.toString());
        return Problems.away();
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

    private void write() {
        try {
            Piece piece = pieces.take();
            while (piece != END && piece.length() > 0) {
                write(piece);
                free.offer(piece.bytes());
                piece = pieces.take();
            }
            if (sink != null && !stopped) {
                end();
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(new IOException("The server is stopping."));
        } finally {
            discard(sink);
        }
    }

    private void write(Piece piece) throws IOException, InterruptedException {
        int done = 0;
        while (done < piece.length() && !stopped) {
            if (sink == null) {
                begin();
            }
            int count = (int) Math.min(piece.length() - done, Part.MAX_BYTES - bytes);
            encrypting.write(piece.bytes(), done, count);
            bytes += count;
            done += count;
            if (bytes == Part.MAX_BYTES) {
                end();
            }
        }
    }

    private void begin() throws IOException {
        object = log.begins();
        sink = store.create(tenant.id(), object);
        encrypting = cipher.encrypt(object, new Unclosed(sink));
        bytes = 0;
    }

    private void end() throws IOException, InterruptedException {
        encrypting.close();
        ObjectStore.Sink complete = sink;
        Part part = new Part(object, bytes);
        sink = null;
        disk.acquire();
        durable = durable.thenRunAsync(() -> Tenants.run(tenant, () -> commit(complete, part)), threads)
                .whenComplete((done, failure) -> {
                    disk.release();
                    discard(complete);
                });
        if (durable.isCompletedExceptionally()) {
            durable.join();
        }
    }

    private void commit(ObjectStore.Sink complete, Part part) {
        try {
            complete.commit();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
        log.durable(part);
    }

    private static void discard(ObjectStore.Sink unfinished) {
        try {
            if (unfinished != null) {
                unfinished.close();
            }
        } catch (IOException e) {
            // What is left stands in the garbage table and is deleted by its job.
        }
    }

    /** The cipher closes its stream; an object is closed when it is durable. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }
    }
}
