package kr.dure.approval.internal.document;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The register of numbers (문서등록대장) and retention (보존). */
@Path("")
public final class KeepingResource {
    private final KeepingService keeping;
    private final ArchiveService archive;

    public KeepingResource(KeepingService keeping, ArchiveService archive) {
        this.keeping = keeping;
        this.archive = archive;
    }

    /** The chain of all completed documents, to be verified with {@code ./dure verify-archive}. */
    @GET
    @Path("archive.zip")
    @Produces("application/zip")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public Response archive() {
        archive.require();
        Tenant tenant = Tenants.current();
        StreamingOutput body = out -> Tenants.call(tenant, () -> {
            try {
                archive.write(out);
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"approval-archive.zip\"")
                .build();
    }

    /** Numbers of a year, this one's where none is named; cancelled ones with their reason. */
    @GET
    @Path("register")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public Page<Numbers.Entry> register(
            @QueryParam("year") Integer year,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return keeping.register(year, after, Page.checkLimit(limit));
    }

    /** Documents that need not be kept any more. */
    @GET
    @Path("retention")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public Page<KeepingService.Expired> expired(
            @QueryParam("before") LocalDate before,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return keeping.expired(before, after, Page.checkLimit(limit));
    }

    /** Destroys or extends: all or none. */
    @POST
    @Path("retention/decisions")
    @RequiresPermission(ApprovalPermissions.MANAGE)
    public void decide(KeepingService.Decisions decisions) {
        keeping.decide(decisions);
    }
}
