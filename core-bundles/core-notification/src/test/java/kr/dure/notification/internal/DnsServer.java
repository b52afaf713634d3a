package kr.dure.notification.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A DNS server on loopback that knows what the test tells it: dnsmasq, of the Debian package dnsmasq-base. */
final class DnsServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");

    private final int port = freePort();
    private final Path records;
    private Process process;

    DnsServer() {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException("This test needs " + PROGRAM + ": apt-get install dnsmasq-base");
        }
        try {
            records = Files.createTempFile("dnsmasq", ".conf");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer();
    }

    /** As the setting of the resolver takes it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /**
     * Knows these records and no others from now on. Other names under kr do not exist (NXDOMAIN); whatever is not under
     * kr is refused.
     *
     * @param lines dnsmasq's options, e.g. {@code mx-host=acme.co.kr,gw.acme.co.kr,10}
     */
    void answer(String... lines) {
        stop();
        try {
            Files.write(
                    records,
                    Stream.concat(Stream.of("local=/kr/"), Stream.of(lines)).toList());
            process = new ProcessBuilder(List.of(
                            PROGRAM.toString(),
                            "--no-daemon",
                            "--port=" + port,
                            "--listen-address=127.0.0.1",
                            "--bind-interfaces",
                            "--no-resolv",
                            "--no-hosts",
                            "--pid-file=",
                            "--user=" + System.getProperty("user.name"),
                            "--conf-file=" + records))
                    .redirectErrorStream(true)
                    .start();
            awaitStart(process.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It says that it has started when it listens. */
    private void awaitStart(BufferedReader log) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.contains(": started, ")) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("dnsmasq does not start: " + said
                + Files.readAllLines(records).stream().collect(Collectors.joining("\n")));
    }

    /** Nobody listens any more. */
    void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        process = null;
    }

    @Override
    public void close() {
        stop();
        try {
            Files.delete(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int tries = 1; ; tries++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
                return udp.getLocalPort();
            } catch (IOException e) {
                if (tries == 20) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
