package kr.dure.storage.internal.export;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import kr.dure.web.Idempotent;
import kr.dure.web.RequiresPermission;

/** Backups on request (B10): exports of boards, approvals and tasks, the first of a calendar year free of charge. */
@Path("/")
public final class BackupResource {
    private final ExportService service;

    BackupResource(ExportService service) {
        this.service = service;
    }

    /** What a backup would hold and cost now. */
    @GET
    @Path("preview")
    @RequiresPermission(TransferPermissions.BACKUP)
    public BackupPreview preview() {
        return service.preview();
    }

    /** Orders one; it is listed, watched and downloaded at {@code /api/exports}. */
    @POST
    @Idempotent
    @RequiresPermission(TransferPermissions.BACKUP)
    public ExportView order(NewBackup order) {
        return service.backUp(order);
    }
}
