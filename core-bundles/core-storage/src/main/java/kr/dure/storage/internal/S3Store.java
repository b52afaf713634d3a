package kr.dure.storage.internal;

import com.github.davidmoten.aws.lw.client.Client;
import com.github.davidmoten.aws.lw.client.HttpMethod;
import com.github.davidmoten.aws.lw.client.Request;
import com.github.davidmoten.aws.lw.client.Response;
import com.github.davidmoten.aws.lw.client.ResponseInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Objects in an S3-compatible bucket: {@code TENANT/OBJECT}. An object is small enough to be sent as a whole. */
final class S3Store implements ObjectStore {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;

    private final StorageSettings.Bucket bucket;
    private final Client client;

    S3Store(StorageSettings.Bucket bucket) {
        this.bucket = bucket;
        this.client = Client.s3()
                .region(bucket.region())
                .accessKey(bucket.accessKey())
                .secretKey(bucket.secretKey())
                .baseUrlFactory((service, region) -> bucket.endpoint())
                .connectTimeout(5, TimeUnit.SECONDS)
                .readTimeout(30, TimeUnit.SECONDS)
                .retryMaxAttempts(3)
                .build();
    }

    private Request request(HttpMethod method, String... path) {
        String[] all = new String[path.length + 1];
        all[0] = bucket.name();
        System.arraycopy(path, 0, all, 1, path.length);
        return client.path(all).method(method);
    }

    /** What the client throws is unchecked; here a failed transfer is one like that of a disk. */
    private static <T> T transfer(Supplier<T> work) throws IOException {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw new IOException("The bucket cannot be reached: " + e.getMessage(), e);
        }
    }

    private static IOException refused(String what, int status) {
        return new IOException("The bucket answered " + status + " to " + what + ".");
    }

    @Override
    public Sink create(UUID tenant, UUID object) {
        return new BufferedSink(tenant, object);
    }

    @Override
    public SeekableByteChannel open(UUID tenant, UUID object) throws IOException {
        return new ObjectChannel(tenant, object);
    }

    @Override
    public void delete(UUID tenant, UUID object) throws IOException {
        Response response = transfer(() ->
                request(HttpMethod.DELETE, tenant.toString(), object.toString()).response());
        if (!response.isOk() && response.statusCode() != NOT_FOUND) {
            throw refused("DELETE", response.statusCode());
        }
    }

    @Override
    public void check() throws IOException {
        Response response = transfer(() -> request(HttpMethod.GET)
                .query("list-type", "2")
                .query("max-keys", "1")
                .response());
        if (!response.isOk()) {
            throw refused("a listing", response.statusCode());
        }
    }

    private final class BufferedSink extends Sink {
        private final UUID tenant;
        private final UUID object;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

        BufferedSink(UUID tenant, UUID object) {
            this.tenant = tenant;
            this.object = object;
        }

        @Override
        public void write(int value) {
            buffer.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            buffer.write(bytes, offset, length);
        }

        @Override
        void commit() throws IOException {
            Response response = transfer(() -> request(HttpMethod.PUT, tenant.toString(), object.toString())
                    .requestBody(buffer.toByteArray())
                    .response());
            if (!response.isOk()) {
                throw refused("PUT", response.statusCode());
            }
        }
    }

    /** Reads on from wherever it is put, with a request for each jump. */
    private final class ObjectChannel implements SeekableByteChannel {
        private final UUID tenant;
        private final UUID object;
        private final long size;
        private ResponseInputStream stream;
        private long streamAt;
        private long position;
        private boolean open = true;

        ObjectChannel(UUID tenant, UUID object) throws IOException {
            this.tenant = tenant;
            this.object = object;
            this.size = request(0);
        }

        /** Returns how long the object is. */
        private long request(long from) throws IOException {
            release();
            ResponseInputStream answer = transfer(() -> S3Store.this
                    .request(HttpMethod.GET, tenant.toString(), object.toString())
                    .header("Range", "bytes=" + from + "-")
                    .responseInputStream());
            int status = answer.statusCode();
            if (status != PARTIAL && (status != OK || from > 0)) {
                answer.close();
                throw status == NOT_FOUND ? new NoSuchFileException(object.toString()) : refused("GET", status);
            }
            stream = answer;
            streamAt = from;
            Optional<String> range = answer.header("Content-Range");
            return Long.parseLong(range.map(text -> text.substring(text.indexOf('/') + 1))
                    .or(() -> answer.header("Content-Length"))
                    .orElseThrow(() -> new IOException("The bucket did not say how long an object is.")));
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (position >= size) {
                return -1;
            }
            if (stream == null || streamAt != position) {
                request(position);
            }
            int count = stream.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            if (count < 0) {
                throw new IOException("The bucket's answer ended too early.");
            }
            target.position(target.position() + count);
            position += count;
            streamAt += count;
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long next) {
            position = next;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long length) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        private void release() throws IOException {
            if (stream != null) {
                stream.close();
                stream = null;
            }
        }

        @Override
        public void close() throws IOException {
            open = false;
            release();
        }
    }
}
