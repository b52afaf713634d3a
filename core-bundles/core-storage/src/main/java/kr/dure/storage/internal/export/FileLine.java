package kr.dure.storage.internal.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StoredFile;

/**
 * One file as a line of {@code files.jsonl}.
 *
 * @param app as in {@link FileOwner}, like {@code kind} and {@code owner}
 * @param mediaType for the reader; an import looks at the content
 */
record FileLine(
        String id,
        String app,
        String kind,
        String owner,
        String name,
        String mediaType,
        long size,
        String sha256,
        String createdAt,
        String createdBy) {
    static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_TEXT = 2000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

    static FileLine of(StoredFile file) {
        return new FileLine(
                file.id().toString(),
                file.owner().app(),
                file.owner().kind(),
                file.owner().id().toString(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.sha256(),
                file.createdAt().toString(),
                file.createdBy() == null ? null : file.createdBy().toString());
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws kr.dure.web.Invalid when it is none, naming the line */
    static FileLine read(byte[] line, long number) throws IOException {
        try {
            FileLine read = JSON.readValue(line, FileLine.class);
            if (read == null) {
                throw refused(number);
            }
            read.check();
            return read;
        } catch (JsonProcessingException
                | DateTimeParseException
                | IllegalArgumentException
                | NullPointerException malformed) {
            throw refused(number);
        }
    }

    private static RuntimeException refused(long number) {
        return Refusal.of(EntryName.FILES + ":" + number, "읽을 수 없는 줄입니다.", "This line cannot be read.");
    }

    /** @throws IllegalArgumentException when a value is not what it should be */
    private void check() {
        boolean plain = EntryName.hash(sha256) && size >= 0 && name != null && app != null && kind != null;
        if (!plain || !Instant.parse(createdAt).toString().equals(createdAt)) {
            throw new IllegalArgumentException();
        }
        uuid(id);
        uuid(owner);
        if (createdBy != null) {
            uuid(createdBy);
        }
    }

    /** @param scan what was found out about its content here, as its {@code type} */
    StoredFile toStoredFile(String type, StoredFile.Scan scan) {
        return new StoredFile(
                uuid(id),
                new FileOwner(app, kind, uuid(owner)),
                name,
                type,
                size,
                sha256,
                Instant.parse(createdAt),
                createdBy == null ? null : uuid(createdBy),
                scan);
    }

    /** In the canonical form alone: another spelling would come out of the next export differently. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException();
        }
        return uuid;
    }
}
