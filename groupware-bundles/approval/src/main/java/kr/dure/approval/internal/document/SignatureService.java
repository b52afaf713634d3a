package kr.dure.approval.internal.document;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.storage.FileAccess;
import kr.dure.storage.FileOwner;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The stamp or signature that people act with (도장·서명). An act keeps the image of its moment: another one later changes
 * nothing on paper, so images stay.
 */
@Component(service = {SignatureService.class, FileAccess.class})
public final class SignatureService implements FileAccess {
    private static final long LARGEST = 2L << 20;

    private final Desk desk;

    @Activate
    public SignatureService(@Reference Desk desk) {
        this.desk = desk;
    }

    /** The caller's; empty when there is none. */
    Optional<UUID> get() {
        UUID account = Callers.current().accountId();
        return desk.tx.read(session -> new DocumentRepository(session).signature(account));
    }

    UUID put(UUID upload) {
        if (upload == null) {
            throw new Invalid("upload", "올린 그림이 필요합니다.", "upload is required.");
        }
        UUID account = Callers.current().accountId();
        return desk.tx.write(session -> {
            UUID file = desk.files
                    .attach(upload, new FileOwner(app(), kind(), account))
                    .id();
            session.entities()
                    .createNativeQuery("INSERT INTO signature (account_id, file_id) VALUES (?1, ?2)"
                            + " ON CONFLICT (tenant_id, account_id) DO UPDATE SET file_id = excluded.file_id")
                    .setParameter(1, account)
                    .setParameter(2, file)
                    .executeUpdate();
            return file;
        });
    }

    void remove() {
        UUID account = Callers.current().accountId();
        desk.tx.run(session -> session.entities()
                .createNativeQuery("DELETE FROM signature WHERE account_id = ?1")
                .setParameter(1, account)
                .executeUpdate());
    }

    @Override
    public String app() {
        return "approval";
    }

    @Override
    public String kind() {
        return "signature";
    }

    /** They stand on documents that colleagues read. */
    @Override
    public boolean mayRead(UUID owner, Caller caller) {
        return true;
    }

    @Override
    public boolean mayWrite(UUID owner, Caller caller) {
        return false;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of("image/png", "image/jpeg");
    }

    @Override
    public long maxSize() {
        return LARGEST;
    }
}
