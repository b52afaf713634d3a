package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ClamAV's daemon, asked with {@code INSTREAM} over TCP ({@code host:port}) or a socket ({@code unix:/path}). */
final class Clamd implements AutoCloseable {
    private static final String UNIX = "unix:";
    private static final int CHUNK = 64 * 1024;
    private static final int MAX_ANSWER = 4096;
    private static final Duration PING = Duration.ofSeconds(3);
    private static final Pattern FOUND = Pattern.compile("stream: (.*) FOUND");

    private final String address;
    private final Duration silence;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dure-clamd-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** It could not be asked, or did not say whether there is a virus. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param silence how long it may neither take a byte nor answer */
    Clamd(String address, Duration silence) {
        if (!address.startsWith(UNIX) && !address.matches("(.+):([0-9]{1,5})")) {
            throw new IllegalArgumentException("DURE_CLAMD looks like localhost:3310 or unix:/run/clamav/clamd.ctl.");
        }
        this.address = address;
        this.silence = silence;
    }

    /**
     * Returns the virus's name, or empty.
     *
     * @param content what cannot be read is thrown as it comes
     * @throws NoAnswer when it is not known whether there is one
     */
    Optional<String> scan(InputStream content) throws IOException {
        try (Conversation clamd = new Conversation(silence)) {
            clamd.send(ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            byte[] bytes = new byte[CHUNK];
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            String early = null;
            for (int count = content.readNBytes(bytes, 0, CHUNK);
                    count > 0 && early == null;
                    count = content.readNBytes(bytes, 0, CHUNK)) {
                early = clamd.sendOrAnswer(length.clear().putInt(count).flip(), ByteBuffer.wrap(bytes, 0, count));
            }
            String answer = early != null
                    ? early
                    : Optional.ofNullable(
                                    clamd.sendOrAnswer(length.clear().putInt(0).flip()))
                            .orElseGet(() -> "");
            if (answer.isEmpty()) {
                answer = clamd.answer();
            }
            if (answer.equals("stream: OK")) {
                return Optional.empty();
            }
            Matcher found = FOUND.matcher(answer);
            if (found.matches()) {
                return Optional.of(found.group(1));
            }
            throw new NoAnswer("clamd said: " + answer, null);
        }
    }

    /** @throws NoAnswer when it is away */
    void ping() throws IOException {
        try (Conversation clamd = new Conversation(PING)) {
            clamd.send(ByteBuffer.wrap("zPING\0".getBytes(StandardCharsets.US_ASCII)));
            String answer = clamd.answer();
            if (!answer.equals("PONG")) {
                throw new NoAnswer("clamd said: " + answer, null);
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** A connection that is closed under whoever waits when nothing has moved for too long. */
    private final class Conversation implements AutoCloseable {
        private final SocketChannel channel;
        private final AtomicLong moved = new AtomicLong(System.nanoTime());
        private final Duration limit;
        private final Future<?> watching;

        /** @param limit how long nothing may move */
        Conversation(Duration limit) throws NoAnswer {
            this.limit = limit;
            boolean unix = address.startsWith(UNIX);
            try {
                channel = SocketChannel.open(unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
            } catch (IOException e) {
                throw new NoAnswer(e.toString(), e);
            }
            long period = Math.max(50, limit.toMillis() / 10);
            watching = watch.scheduleAtFixedRate(this::closeWhenSilent, period, period, TimeUnit.MILLISECONDS);
            try {
                int colon = address.lastIndexOf(':');
                channel.connect(
                        unix
                                ? UnixDomainSocketAddress.of(address.substring(UNIX.length()))
                                : new InetSocketAddress(
                                        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
            } catch (IOException | RuntimeException e) {
                close();
                throw new NoAnswer("clamd cannot be reached at " + address, e);
            }
        }

        private void closeWhenSilent() {
            if (System.nanoTime() - moved.get() > limit.toNanos()) {
                closeChannel();
            }
        }

        void send(ByteBuffer bytes) throws NoAnswer {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                    moved.set(System.nanoTime());
                }
            } catch (IOException e) {
                throw new NoAnswer("clamd took nothing more", e);
            }
        }

        /** Sends; when it hangs up in the middle, returns what it said before (as that there is too much), else null. */
        String sendOrAnswer(ByteBuffer... all) throws NoAnswer {
            try {
                for (ByteBuffer bytes : all) {
                    send(bytes);
                }
                return null;
            } catch (NoAnswer hungUp) {
                if (!channel.isOpen()) {
                    throw hungUp;
                }
                return answer();
            }
        }

        String answer() throws NoAnswer {
            ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER);
            try {
                while (answer.hasRemaining() && channel.read(answer) >= 0) {
                    moved.set(System.nanoTime());
                    if (answer.position() > 0 && answer.get(answer.position() - 1) == 0) {
                        break;
                    }
                }
            } catch (IOException e) {
                throw new NoAnswer("clamd did not answer within " + limit.toSeconds() + " s", e);
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8).replace("\0", "");
        }

        private void closeChannel() {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing more is wanted of it.
            }
        }

        @Override
        public void close() {
            watching.cancel(false);
            closeChannel();
        }
    }
}
