package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** The document that shows whose a sender number is. */
@Entity
@Table(name = "sender_number_proof")
class ProofEntity {
    /** How files of these types begin. */
    private static final Map<String, byte[]> MAGIC = Map.of(
            "application/pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII),
            "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
            "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});

    @Id
    private UUID id;

    @Column(name = "media_type")
    private String mediaType;

    private byte[] content;

    @Column(name = "uploaded_at")
    private Instant uploadedAt;

    @Version
    private int version;

    protected ProofEntity() {}

    ProofEntity(UUID id) {
        this.id = id;
    }

    void set(String newType, byte[] newContent, Instant now) {
        mediaType = newType;
        content = newContent;
        uploadedAt = now;
    }

    /** Whether the content is what it is said to be. */
    static boolean isA(String mediaType, byte[] content) {
        byte[] magic = MAGIC.get(mediaType);
        return magic != null
                && content.length > magic.length
                && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    Proof toProof() {
        return new Proof(mediaType, content);
    }
}
