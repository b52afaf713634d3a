package kr.dure.identity.internal.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import kr.dure.identity.Secrets;
import kr.dure.identity.internal.IdentitySettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Encrypts what must not be readable in the database or a backup of it (AES-256-GCM), with a key that lies apart from it:
 * {@code DURE_SECRET_KEY} (32 bytes in Base64), or a file of the data folder. Servers on one database need the same key.
 */
@Component(service = {SecretBox.class, Secrets.class})
public final class SecretBox implements Secrets {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    @Activate
    public SecretBox() {
        this(IdentitySettings.fromSystem());
    }

    public SecretBox(IdentitySettings settings) {
        this.key = settings.secretKey()
                .map(text -> Base64.getDecoder().decode(text.strip()))
                .orElseGet(() -> fromFile(settings.data().resolve("secret-key")));
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("DURE_SECRET_KEY must be 32 bytes in Base64.");
        }
    }

    private byte[] fromFile(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[KEY_BYTES];
                random.nextBytes(fresh);
                Files.createDirectories(file.toAbsolutePath().getParent());
                // Complete before it has its name: a crash leaves no half key.
                Path unfinished = Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        "secret-key",
                        "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(unfinished, Base64.getEncoder().encodeToString(fresh));
                try {
                    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (FileAlreadyExistsException other) {
                    Files.delete(unfinished);
                }
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The secret key could not be kept in " + file, e);
        }
    }

    @Override
    public String seal(String secret, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), context);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    @Override
    public String open(String sealed, String context) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] plain = crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(bytes, NONCE_BYTES),
                Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length),
                context);
        return new String(plain, StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A secret cannot be opened: DURE_SECRET_KEY or data/secret-key is not the one it was sealed with.",
                    e);
        }
    }

    /** A short proof, good for links, that this installation made {@code text}. */
    public String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 18));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
