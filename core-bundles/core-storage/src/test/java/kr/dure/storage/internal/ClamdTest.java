package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kr.dure.storage.StoredFile;
import kr.dure.storage.StoredFile.Scan;
import kr.dure.web.HealthCheck.Status;
import kr.dure.web.Invalid;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With Debian's clamd, which knows one virus: the EICAR test file. */
class ClamdTest {
    /** In two halves, or scanners of whoever builds this would find it here. */
    private static final byte[] EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
            .getBytes(StandardCharsets.US_ASCII);

    private static Process clamd;
    private static String tcp;
    private static String socket;

    @BeforeAll
    static void startClamd() throws Exception {
        Path program = Path.of("/usr/sbin/clamd");
        assertThat(program).as("Debian's package clamav-daemon").exists();
        Path home = Files.createTempDirectory("dure-clamd");
        Path signatures = Files.createDirectory(home.resolve("signatures"));
        // An .ndb signature: name, any kind of file, offset 0, the bytes.
        Files.writeString(
                signatures.resolve("eicar.ndb"),
                "Eicar-Test-Signature:0:0:"
                        + java.util.HexFormat.of()
                                .formatHex("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR".getBytes(StandardCharsets.US_ASCII))
                        + "\n");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        tcp = "127.0.0.1:" + port;
        socket = "unix:" + home.resolve("clamd.ctl");
        Path configuration = Files.writeString(
                home.resolve("clamd.conf"),
                String.join(
                        "\n",
                        "Foreground yes",
                        "DatabaseDirectory " + signatures,
                        "OfficialDatabaseOnly no",
                        "TCPSocket " + port,
                        "TCPAddr 127.0.0.1",
                        "LocalSocket " + home.resolve("clamd.ctl"),
                        "StreamMaxLength 1M",
                        "LogFile " + home.resolve("clamd.log"),
                        "TemporaryDirectory " + home,
                        ""));
        clamd = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        try (Clamd client = new Clamd(tcp, Duration.ofSeconds(5))) {
            while (true) {
                try {
                    client.ping();
                    break;
                } catch (Clamd.NoAnswer notYet) {
                    assertThat(clamd.isAlive())
                            .as(Files.readString(home.resolve("out")))
                            .isTrue();
                    clamd.waitFor(100, TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    @AfterAll
    static void stopClamd() {
        clamd.destroy();
    }

    @Test
    void aVirusIsRefusedByNameAndLeavesNothing() {
        for (String address : List.of(tcp, socket)) {
            TestStorage dure = new TestStorage(Optional.of(new Clamd(address, Duration.ofSeconds(30))));
            assertThatThrownBy(() -> dure.store(EICAR))
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("Eicar-Test-Signature");
            assertThat(dure.count("file")).isZero();
            assertThat(dure.count("upload")).isZero();
            dure.as(() -> dure.garbage.collect());
            assertThat(dure.objects()).isEmpty();
            assertThat(TestStorage.strings("SELECT detail FROM platform.audit WHERE action = 'storage.virus-found'"
                            + " AND tenant_id = '" + dure.tenant.id() + "'"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("Eicar");
        }
    }

    @Test
    void aCleanFileIsMarkedAsSuch() {
        TestStorage dure = new TestStorage(Optional.of(new Clamd(tcp, Duration.ofSeconds(30))));
        byte[] content = TestStorage.content(500_000, 1);
        StoredFile file = dure.store(content);
        assertThat(file.scan()).isEqualTo(Scan.CLEAN);
        assertThat(dure.read(file.id())).isEqualTo(content);
        assertThat(dure.health.check().status()).isEqualTo(Status.UP);
        assertThat(new TestStorage().store(content).scan()).isEqualTo(Scan.NOT_SCANNED);
    }

    @Test
    void whatIsTooLargeForTheScannerIsNotTakenUnscanned() {
        TestStorage dure = new TestStorage(Optional.of(new Clamd(tcp, Duration.ofSeconds(30))));
        assertThatThrownBy(() -> dure.store(TestStorage.content(3 << 20, 2))).isInstanceOf(Unavailable.class);
        assertThat(dure.count("file")).isZero();
    }

    @Test
    void noFileIsTakenWhileTheScannerIsAway() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TestStorage dure = new TestStorage(Optional.of(new Clamd("127.0.0.1:" + port, Duration.ofSeconds(5))));
        assertThatThrownBy(() -> dure.store(new byte[10])).isInstanceOf(Unavailable.class);
        assertThat(dure.count("file")).isZero();
        assertThat(dure.count("upload")).isZero();
        assertThat(dure.health.check().status()).isEqualTo(Status.DEGRADED);
    }

    @Test
    void aScannerThatSaysNothingIsNotWaitedForForever() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            TestStorage dure = new TestStorage(
                    Optional.of(new Clamd("127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(300))));
            assertThatThrownBy(() -> dure.store(new byte[10])).isInstanceOf(Unavailable.class);
            assertThat(dure.count("file")).isZero();
        }
    }
}
