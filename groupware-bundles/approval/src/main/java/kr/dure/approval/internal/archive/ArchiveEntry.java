package kr.dure.approval.internal.archive;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A link of a company's chain of documents. Its hash, which the next link names as {@code previous}, is SHA-256 of its bytes:
 * lines of text that anybody can read, and compute with {@code sha256sum}.
 *
 * <pre>
 * dure.approval-archive/1
 * position: 12
 * previous: 64 hexadecimal digits
 * sealed: 2026-11-25T10:00:00Z
 * document: 01890000-0000-7000-8000-000000000001
 * number: 총무-2026-00123
 * record: SHA-256 of the document's canonical JSON
 * paper: SHA-256 of its PDF
 * attachment: SHA-256, size in bytes, name
 * </pre>
 *
 * <p>A link that says that a document was destroyed after its time has {@code destroys: position} in place of the last three.
 *
 * @param position from 1, without gaps
 * @param previous hash of the link before; {@link #START} for the first
 * @param sealed when it was added to the chain
 * @param document its id
 * @param number its number
 * @param record null when it destroys
 * @param paper null when it destroys
 * @param attachments in the document's order
 * @param destroys position of what was destroyed; 0 for a document
 */
public record ArchiveEntry(
        long position,
        String previous,
        Instant sealed,
        UUID document,
        String number,
        String record,
        String paper,
        List<Attachment> attachments,
        long destroys) {
    /** What stands before the first link. */
    public static final String START = "0".repeat(64);

    static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final String FORM = "dure.approval-archive/1";

    /**
     * A file of a document.
     *
     * @param sha256 of its content, in small hexadecimal digits
     * @param size in bytes
     * @param name as people see it; control characters become _
     */
    public record Attachment(String sha256, long size, String name) {
        public Attachment {
            hash(sha256);
            name = line(name);
            if (size < 0) {
                throw new IllegalArgumentException("A size is 0 or more.");
            }
        }
    }

    public ArchiveEntry {
        hash(previous);
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(document, "document");
        number = line(number);
        attachments = List.copyOf(attachments);
        if (position < 1 || destroys < 0 || destroys >= position) {
            throw new IllegalArgumentException("Positions count from 1, and only what is before can be destroyed.");
        }
        if (destroys > 0) {
            if (record != null || paper != null || !attachments.isEmpty()) {
                throw new IllegalArgumentException("What destroys has no content.");
            }
        } else {
            hash(record);
            hash(paper);
        }
    }

    /** The form that is hashed. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(512);
        text.append(FORM).append('\n');
        field(text, "position", position);
        field(text, "previous", previous);
        field(text, "sealed", sealed);
        field(text, "document", document);
        field(text, "number", number);
        if (destroys > 0) {
            field(text, "destroys", destroys);
        } else {
            field(text, "record", record);
            field(text, "paper", paper);
            attachments.forEach(
                    file -> field(text, "attachment", file.sha256() + " " + file.size() + " " + file.name()));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the next link names. */
    public String hash() {
        return Sha256.of(bytes());
    }

    /** @throws IllegalArgumentException unless these are the bytes of an entry, to the last of them */
    public static ArchiveEntry read(byte[] bytes) {
        List<String> lines = new ArrayList<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1)));
        ArchiveEntry entry;
        try {
            if (!lines.remove(0).equals(FORM)) {
                throw new IllegalArgumentException("Not " + FORM + ".");
            }
            long position = Long.parseLong(take(lines, "position"));
            String previous = take(lines, "previous");
            Instant sealed = Instant.parse(take(lines, "sealed"));
            UUID document = UUID.fromString(take(lines, "document"));
            String number = take(lines, "number");
            boolean destroys = lines.get(0).startsWith("destroys: ");
            long destroyed = destroys ? Long.parseLong(take(lines, "destroys")) : 0;
            String record = destroys ? null : take(lines, "record");
            String paper = destroys ? null : take(lines, "paper");
            List<Attachment> attachments = new ArrayList<>();
            while (lines.size() > 1) {
                String[] parts = take(lines, "attachment").split(" ", 3);
                attachments.add(new Attachment(parts[0], Long.parseLong(parts[1]), parts[2]));
            }
            entry = new ArchiveEntry(
                    position, previous, sealed, document, number, record, paper, attachments, destroyed);
        } catch (IndexOutOfBoundsException | DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("Not an entry.", e);
        }
        if (!Arrays.equals(entry.bytes(), bytes)) {
            throw new IllegalArgumentException("Not the bytes of an entry.");
        }
        return entry;
    }

    private static String take(List<String> lines, String name) {
        String line = lines.remove(0);
        if (!line.startsWith(name + ": ")) {
            throw new IllegalArgumentException("There is no " + name + ".");
        }
        return line.substring(name.length() + 2);
    }

    private static void field(StringBuilder text, String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "_");
    }

    private static void hash(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("Not SHA-256: " + hash);
        }
    }
}
