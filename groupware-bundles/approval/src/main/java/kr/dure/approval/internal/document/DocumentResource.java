package kr.dure.approval.internal.document;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.approval.internal.ETags;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Documents (결재 문서) and what is done with them. */
@Path("documents")
public final class DocumentResource {
    private final DocumentService documents;
    private final ActService acts;
    private final BulkService bulk;
    private final PaperService papers;

    public DocumentResource(DocumentService documents, ActService acts, BulkService bulk, PaperService papers) {
        this.documents = documents;
        this.acts = acts;
        this.bulk = bulk;
        this.papers = papers;
    }

    @POST
    @RequiresPermission(ApprovalPermissions.USE)
    public Response draft(NewDocument document) {
        return answer(201, documents.draft(document));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response get(@PathParam("id") UUID id) {
        return answer(200, documents.get(id));
    }

    @PUT
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response change(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, NewDocument document) {
        return answer(200, documents.change(id, document, ETags.version(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(ApprovalPermissions.USE)
    public void throwAway(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        documents.throwAway(id, ETags.version(ifMatch));
    }

    /** One act; the version in it is what the person has seen. */
    @POST
    @Path("{id}/acts")
    @RequiresPermission(ApprovalPermissions.USE)
    public Outcome act(@PathParam("id") UUID id, ActRequest act) {
        return acts.act(id, act);
    }

    /** Approves many at once; each by itself. */
    @POST
    @Path("acts")
    @RequiresPermission(ApprovalPermissions.USE)
    public BulkService.Results act(BulkService.Items items) {
        return bulk.act(items);
    }

    @GET
    @Path("{id}/history")
    @RequiresPermission(ApprovalPermissions.USE)
    public Page<HistoryEntry> history(
            @PathParam("id") UUID id,
            @QueryParam("after") Integer after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return documents.history(id, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}/revisions")
    @RequiresPermission(ApprovalPermissions.USE)
    public Page<Revision> revisions(
            @PathParam("id") UUID id,
            @QueryParam("after") Integer after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return documents.revisions(id, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}/questions")
    @RequiresPermission(ApprovalPermissions.USE)
    public Page<Question> questions(@PathParam("id") UUID id) {
        return documents.questions(id);
    }

    /** The A4 sheet as HTML, which runs nothing and fetches nothing but its own pictures. */
    @GET
    @Path("{id}/sheet")
    @Produces("text/html;charset=utf-8")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response sheet(@PathParam("id") UUID id) {
        return Response.ok(papers.html(id).getBytes(StandardCharsets.UTF_8))
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox")
                .build();
    }

    /** The same as PDF/A. */
    @GET
    @Path("{id}.pdf")
    @Produces("application/pdf")
    @RequiresPermission(ApprovalPermissions.USE)
    public Response pdf(@PathParam("id") UUID id) {
        return Response.ok(papers.pdf(id))
                .header("Content-Disposition", "inline; filename=\"" + id + ".pdf\"")
                .build();
    }

    private static Response answer(int status, DocumentView document) {
        return ETags.answer(status, document, document.version());
    }
}
