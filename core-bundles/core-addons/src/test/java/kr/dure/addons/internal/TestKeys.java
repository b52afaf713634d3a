package kr.dure.addons.internal;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Signs jars as a publisher does, with keys of the JDK's own tools. */
final class TestKeys {
    private static final String PASSWORD = "secret-of-a-test";

    private final Path folder;

    TestKeys() throws Exception {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "keys");
    }

    /** Makes a key with a certificate of its own. */
    void create(String name, String... validity) throws Exception {
        List<String> command = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname"));
        command.addAll(List.of("secp256r1", "-dname", "CN=" + name, "-ext", "EKU=codeSigning"));
        command.addAll(List.of(validity));
        keytool(command);
    }

    private void keytool(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    /** Makes the installation trust it. */
    void trust(String name, Policy policy) throws Exception {
        Files.createDirectories(policy.trusted());
        keytool(List.of(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                policy.trusted().resolve(name + ".pem").toString()));
    }

    byte[] sign(byte[] jar, String name) throws Exception {
        KeyStore keys = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        KeyStore.PrivateKeyEntry key =
                (KeyStore.PrivateKeyEntry) keys.getEntry(name, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        Path file = Files.createTempFile(folder, "unsigned", ".jar");
        Files.write(file, jar);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            new JarSigner.Builder(key).build().sign(zip, out);
        }
        return out.toByteArray();
    }
}
