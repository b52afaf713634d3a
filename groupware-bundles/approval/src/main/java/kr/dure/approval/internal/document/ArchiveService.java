package kr.dure.approval.internal.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.approval.internal.Json;
import kr.dure.approval.internal.archive.ArchiveEntry;
import kr.dure.approval.internal.archive.ArchiveWriter;
import kr.dure.approval.internal.archive.CanonicalJson;
import kr.dure.approval.internal.archive.Sha256;
import kr.dure.approval.internal.document.ArchiveRepository.Link;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.persistence.Session;
import kr.dure.storage.FileOwner;
import kr.dure.storage.NewFile;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The archive of completed documents: paper as PDF/A and record as canonical JSON are a link of the company's chain, which
 * {@code ./dure verify-archive} checks anywhere.
 */
@Component(service = ArchiveService.class)
public final class ArchiveService {
    private static final int PAGE = 100;

    private final Desk desk;
    private final DocumentService documents;
    private final PaperService papers;

    @Activate
    public ArchiveService(@Reference Desk desk, @Reference DocumentService documents, @Reference PaperService papers) {
        this.desk = desk;
        this.documents = documents;
        this.papers = papers;
    }

    /** What was completed from {@code start} on and before {@code end} and is no link yet, in that order. */
    List<UUID> unsealed(Instant start, Instant end) {
        return desk.tx.read(session -> new ArchiveRepository(session).unsealed(start, end));
    }

    /** Once for each document; a run that was broken off leaves at most a file that the next one does not need. */
    void seal(UUID id) {
        if (desk.tx.read(session -> new ArchiveRepository(session).of(id)).isPresent()) {
            return;
        }
        DocumentView document = documents.whole(id);
        byte[] record = CanonicalJson.bytes(FormJson.values(Json.write(document)));
        byte[] paper = papers.pdf(document, documents.wholeHistory(id));
        StoredFile file = store(id, document.number(), paper);
        List<ArchiveEntry.Attachment> attachments = Attachments.list(desk.files, id).stream()
                .map(one -> new ArchiveEntry.Attachment(one.sha256(), one.size(), one.name()))
                .toList();
        desk.tx.run(session -> {
            ArchiveRepository archive = new ArchiveRepository(session);
            Optional<ArchiveEntry> end = archive.end();
            if (archive.of(id).isPresent()) {
                desk.files.delete(file.id());
                return;
            }
            ArchiveEntry entry = new ArchiveEntry(
                    end.map(ArchiveEntry::position).orElse(0L) + 1,
                    end.map(ArchiveEntry::hash).orElse(ArchiveEntry.START),
                    now(),
                    id,
                    document.number(),
                    Sha256.of(record),
                    Sha256.of(paper),
                    attachments,
                    0);
            archive.append(entry, new String(record, StandardCharsets.UTF_8), file.id());
        });
    }

    /** A document is destroyed after its time: a link says so, and what it held goes. */
    static void destroy(Desk desk, Session session, DocumentEntity document) {
        ArchiveRepository archive = new ArchiveRepository(session);
        ArchiveEntry end = archive.end().orElse(null);
        Link link = archive.of(document.id()).orElse(null);
        if (end == null || link == null) {
            return;
        }
        archive.append(
                new ArchiveEntry(
                        end.position() + 1,
                        end.hash(),
                        Instant.ofEpochSecond(desk.clock.instant().getEpochSecond()),
                        document.id(),
                        document.number(),
                        null,
                        null,
                        List.of(),
                        link.entry().position()),
                null,
                null);
        archive.forget(link.entry().position());
        desk.files.deleteAll(owner(document.id()));
    }

    /** @throws NotFound when nothing has been sealed yet */
    void require() {
        if (desk.tx.read(session -> new ArchiveRepository(session).after(0, 1)).isEmpty()) {
            throw new NotFound("아직 봉인된 문서가 없습니다.", "No document has been sealed yet.");
        }
    }

    /** The whole chain as a zip, read as it is written. */
    void write(OutputStream out) throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out, Tenants.current().name());
        long position = 0;
        List<Link> page;
        do {
            long from = position;
            page = desk.tx.read(session -> new ArchiveRepository(session).after(from, PAGE));
            for (Link link : page) {
                add(writer, link);
                position = link.entry().position();
            }
        } while (page.size() == PAGE);
        writer.finish();
    }

    private void add(ArchiveWriter writer, Link link) throws IOException {
        if (link.record() == null) {
            writer.add(link.entry());
            return;
        }
        List<ArchiveWriter.Content> attachments = Attachments.list(desk.files, link.document()).stream()
                .map(file -> (ArchiveWriter.Content) () -> desk.files.open(file.id()))
                .toList();
        writer.add(
                link.entry(),
                () -> new ByteArrayInputStream(link.record().getBytes(StandardCharsets.UTF_8)),
                () -> desk.files.open(link.paper()),
                attachments);
    }

    private StoredFile store(UUID document, String number, byte[] paper) {
        try {
            String name = number.replaceAll("[\\\\/:*?\"<>|]", "-") + ".pdf";
            return desk.files.store(owner(document), new NewFile(name, paper.length), new ByteArrayInputStream(paper));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instant now() {
        return Instant.ofEpochSecond(desk.clock.instant().getEpochSecond());
    }

    private static FileOwner owner(UUID document) {
        return new FileOwner("approval", "paper", document);
    }
}
