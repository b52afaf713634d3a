package kr.dure.notification.internal.notice;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import kr.dure.notification.internal.notice.NoticeService.NoticeView;
import kr.dure.notification.internal.notice.NoticeService.Unread;
import kr.dure.notification.internal.notice.TraceService.Trace;
import kr.dure.web.Idempotent;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** The caller's own notices. */
@Path("/")
public final class NoticeResource {
    private final NoticeService service;
    private final TraceService traces;
    private final TestNotices tests;

    NoticeResource(NoticeService service, TraceService traces, TestNotices tests) {
        this.service = service;
        this.traces = traces;
        this.tests = tests;
    }

    /**
     * Newest first.
     *
     * @param category of this alone
     * @param unread only what was not read
     */
    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<NoticeView> list(
            @QueryParam("category") String category,
            @QueryParam("unread") @DefaultValue("false") boolean unread,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(category, unread, after, Page.checkLimit(limit));
    }

    @GET
    @Path("unread-count")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Unread unread() {
        return service.unread();
    }

    /** Marks everything read, or one category; answers what is left. */
    @POST
    @Path("read")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Unread readAll(@QueryParam("category") String category) {
        return service.readAll(category);
    }

    /** Sends the caller a notice by every channel he has not switched off. */
    @POST
    @Path("test")
    @Idempotent
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response test() {
        return Response.status(202).entity(tests.send()).build();
    }

    /**
     * Why somebody was told or was not, newest notice first.
     *
     * @param accountId whose, with {@code notification.trace}; absent: the caller's
     * @param noticeId of this notice alone
     */
    @GET
    @Path("trace")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<Trace> trace(
            @QueryParam("accountId") UUID accountId,
            @QueryParam("noticeId") UUID noticeId,
            @QueryParam("after") UUID after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return traces.list(accountId, noticeId, after, Page.checkLimit(limit));
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public NoticeView get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    /** Marks one read; answers what is left. */
    @POST
    @Path("{id}/read")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Unread read(@PathParam("id") UUID id) {
        return service.read(id);
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void delete(@PathParam("id") UUID id) {
        service.delete(id);
    }
}
