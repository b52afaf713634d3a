package kr.dure.persistence.internal.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The chain of one tenant's log: each row's hash is SHA-256 of the hash before it, (32 zero bytes before the
 * first), followed by the canonical form of the row.
 *
 * <p>The canonical form is the text {@code dure.audit/1} and then, in this order, position, time of the seal, whether the
 * row's mark was right (0 or 1, as a number), tenant, id,
 * time, account, login id, acting operator, address, action, subject, detail, before, after. Each of them, the text
 * included, is its length in bytes as a 4-byte big-endian number and then that many bytes, so that no two rows have one
 * form; what is null is the length -1 and nothing. Texts are UTF-8; positions and times are 8-byte big-endian numbers,
 * times in microseconds since 1970-01-01T00:00Z; ids are their 16 bytes.
 *
 * <p>A row's {@code seq} and {@code xid} are left out: they say in which order to seal, and a restored database may count
 * anew.
 */
public final class AuditChain {
    private static final byte[] FORM = "dure.audit/1".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;

    private AuditChain() {}

    /** What stands before the first row. */
    static byte[] start() {
        return new byte[HASH_BYTES];
    }

    /** The hash of {@code row} at {@code position}, counted from 1, behind {@code previous}. */
    static byte[] hash(byte[] previous, long position, Instant sealedAt, boolean genuine, AuditRow row) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            return digest.digest(canonical(position, sealedAt, genuine, row));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The mark that a writer gives a row: HMAC-SHA-256 with a key that the database does not know, of the canonical form
     * at position 0 and time 0. What comes into the table from elsewhere has none.
     */
    public static byte[] mark(String key, AuditRow row) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(canonical(0, Instant.EPOCH, true, row));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] canonical(long position, Instant sealedAt, boolean genuine, AuditRow row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, FORM);
            write(out, position);
            write(out, sealedAt);
            write(out, genuine ? 1 : 0);
            write(out, row.tenant());
            write(out, row.id());
            write(out, row.at());
            write(out, row.account());
            write(out, row.loginId());
            write(out, row.actingOperator());
            write(out, row.address());
            write(out, row.action());
            write(out, row.subject());
            write(out, row.detail());
            write(out, row.before());
            write(out, row.after());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    private static void write(DataOutputStream out, long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private static void write(DataOutputStream out, Instant value) throws IOException {
        write(out, ChronoUnit.MICROS.between(Instant.EPOCH, value));
    }

    private static void write(DataOutputStream out, UUID value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(2 * Long.BYTES);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
        }
    }

    private static void write(DataOutputStream out, String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            write(out, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
