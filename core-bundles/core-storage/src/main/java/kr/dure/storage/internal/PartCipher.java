package kr.dure.storage.internal;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * Encrypts objects with a tenant's key: Tink's AES256-GCM-HKDF streaming, segments of 64 KiB, so that a piece can be read
 * without what stands before it. The object's id is authenticated with it: no object passes for another.
 */
final class PartCipher {
    private static final int SEGMENT = 64 * 1024;

    private final AesGcmHkdfStreaming cipher;

    PartCipher(byte[] tenantKey) {
        try {
            cipher = new AesGcmHkdfStreaming(tenantKey, "HmacSha256", MasterKey.BYTES, SEGMENT, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is written into the stream goes to {@code out}; closing it writes the last segment and closes {@code out}. */
    OutputStream encrypt(UUID object, OutputStream out) throws IOException {
        try {
            return cipher.newEncryptingStream(out, context(object));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plain content; what was changed is refused with an {@link IOException}. */
    SeekableByteChannel decrypt(UUID object, SeekableByteChannel in) throws IOException {
        try {
            return cipher.newSeekableDecryptingChannel(in, context(object));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] context(UUID object) {
        return object.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
