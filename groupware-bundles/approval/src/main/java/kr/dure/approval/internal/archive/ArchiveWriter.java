package kr.dure.approval.internal.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a stretch of a company's chain with its documents into a zip that {@link ArchiveVerifier} checks anywhere. One after
 * the other, so that a hundred thousand documents take no more memory than one. Without {@link #finish} it is a torso that is
 * not taken for whole.
 */
public final class ArchiveWriter {
    private final ZipOutputStream zip;
    private final String company;
    private ArchiveEntry first;
    private ArchiveEntry last;

    /** Opens a content. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * @param out stays open
     * @param company its name, for whoever reads
     */
    public ArchiveWriter(OutputStream out, String company) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.company = company.replaceAll("\\p{Cntrl}", "_");
    }

    /**
     * Adds a document, or what is left of one that was destroyed.
     *
     * @param record canonical JSON
     * @param paper the PDF
     * @param attachments in the order of the entry
     * @throws IOException also when a content is not what the entry says
     * @throws IllegalArgumentException when the entry does not follow the one before
     */
    public void add(ArchiveEntry entry, Content record, Content paper, List<Content> attachments) throws IOException {
        follow(entry);
        if (attachments.size() != entry.attachments().size()) {
            throw new IllegalArgumentException(
                    "There are " + entry.attachments().size() + " attachments.");
        }
        put(entry, ArchiveLayout.RECORD, record, entry.record());
        put(entry, ArchiveLayout.PAPER, paper, entry.paper());
        for (int i = 0; i < attachments.size(); i++) {
            put(
                    entry,
                    ArchiveLayout.attachment(i),
                    attachments.get(i),
                    entry.attachments().get(i).sha256());
        }
    }

    /** Adds a link without content: one that destroys, or whose document a later link destroys. */
    public void add(ArchiveEntry entry) throws IOException {
        follow(entry);
    }

    /** Writes what the archive says of itself. */
    public void finish() throws IOException {
        if (last == null) {
            throw new IllegalStateException("An archive has at least one entry.");
        }
        zip.putNextEntry(new ZipEntry(ArchiveLayout.HEAD));
        zip.write(new ArchiveLayout.Head(company, first.position(), last.position(), first.previous(), last.hash())
                .bytes());
        zip.closeEntry();
        zip.finish();
    }

    private void follow(ArchiveEntry entry) throws IOException {
        if (last != null
                && (entry.position() != last.position() + 1 || !entry.previous().equals(last.hash()))) {
            throw new IllegalArgumentException(
                    "Entry " + entry.position() + " does not follow " + last.position() + ".");
        }
        first = first == null ? entry : first;
        last = entry;
        put(entry, ArchiveLayout.ENTRY, () -> new ByteArrayInputStream(entry.bytes()), entry.hash());
    }

    private void put(ArchiveEntry entry, String name, Content content, String expected) throws IOException {
        zip.putNextEntry(new ZipEntry(ArchiveLayout.folder(entry.position()) + "/" + name));
        String written;
        try (InputStream in = content.open()) {
            written = Sha256.copy(in, zip);
        }
        zip.closeEntry();
        if (!written.equals(expected)) {
            throw new IOException("Document " + entry.number() + ": " + name + " is not what was archived.");
        }
    }
}
