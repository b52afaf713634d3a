package kr.dure.storage.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the tenants' keys (AES-256-GCM): {@code DURE_FILES_KEY} (32 bytes in Base64), or {@code files-key} of the data
 * folder, made at the first use. Servers on one database need the same. Who loses it loses all contents.
 */
final class MasterKey {
    static final int BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final StorageSettings settings;
    private final SecureRandom random = new SecureRandom();
    private byte[] key;

    MasterKey(StorageSettings settings) {
        this.settings = settings;
    }

    /** A new random key. */
    byte[] fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    byte[] wrap(UUID tenant, byte[] tenantKey) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, tenantKey, tenant);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException when it was wrapped with another key, or for another tenant */
    byte[] unwrap(UUID tenant, byte[] wrapped) {
        return crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(wrapped, NONCE_BYTES),
                Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length),
                tenant);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, UUID tenant) {
        byte[] master = load();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(master, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(("storage.tenant-key/" + tenant).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "DURE_FILES_KEY or data/files-key is not the key that the contents were encrypted with.", e);
        }
    }

    /** @throws IllegalStateException when there is none and contents that one was lost for */
    synchronized byte[] load() {
        if (key == null) {
            byte[] found = settings.key()
                    .map(text -> Base64.getDecoder().decode(text.strip()))
                    .orElseGet(this::fromFile);
            if (found.length != BYTES) {
                throw new IllegalStateException("DURE_FILES_KEY must be 32 bytes in Base64.");
            }
            key = found;
        }
        return key;
    }

    private byte[] fromFile() {
        Path file = settings.keyFile();
        try {
            if (!Files.exists(file)) {
                if (FolderStore.holdsObjects(settings.folder())) {
                    throw new IllegalStateException(
                            file + " is gone and there are contents that it encrypted. Put it back from a backup.");
                }
                make(file);
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The key of the contents could not be kept in " + file, e);
        }
    }

    /** Complete and durable before it has its name: a crash leaves no half key. */
    private void make(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = Files.createTempFile(
                file.getParent(),
                "files-key",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(
                        Base64.getEncoder().encodeToString(fresh()).getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            Files.createLink(file, unfinished);
            FolderStore.force(file.getParent());
        } catch (FileAlreadyExistsException other) {
            // Another server of this data folder was quicker: its key is the one.
        } finally {
            Files.delete(unfinished);
        }
    }
}
