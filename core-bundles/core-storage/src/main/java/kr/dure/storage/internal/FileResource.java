package kr.dure.storage.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import kr.dure.storage.StorageUsage;
import kr.dure.storage.StoredFile;
import kr.dure.web.Page;
import kr.dure.web.RequiresPermission;

/** Files of whatever app, for whom the app lets. */
@Path("/")
public final class FileResource {
    private static final int BUFFER = 64 * 1024;

    private final FileService service;

    FileResource(FileService service) {
        this.service = service;
    }

    /** The files of one thing, oldest first; without an owner the caller's uploads that are not attached yet. */
    @GET
    @RequiresPermission(RequiresPermission.LOGIN)
    public Page<StoredFile> list(
            @QueryParam("app") String app,
            @QueryParam("kind") String kind,
            @QueryParam("owner") UUID owner,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return service.list(FileService.owner(app, kind, owner), after, Page.checkLimit(limit));
    }

    /**
     * Keeps the body as a file of one thing, or as an upload of the caller's when no owner is named. Large files go
     * better through {@code /api/files/uploads}.
     */
    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response store(
            @QueryParam("app") String app,
            @QueryParam("kind") String kind,
            @QueryParam("owner") UUID owner,
            @QueryParam("name") String name,
            @HeaderParam("Content-Length") Long length,
            InputStream body)
            throws IOException {
        StoredFile file = service.store(FileService.owner(app, kind, owner), name, length == null ? -1 : length, body);
        return Response.status(201)
                .header("Location", "/api/files/" + file.id())
                .entity(file)
                .build();
    }

    /** How much room the company has (B11), and how much it uses. */
    @GET
    @Path("usage")
    @RequiresPermission(RequiresPermission.LOGIN)
    public StorageUsage usage() {
        return service.usage();
    }

    @GET
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public StoredFile get(@PathParam("id") UUID id) {
        return service.get(id);
    }

    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public void delete(@PathParam("id") UUID id) {
        service.delete(id);
    }

    /**
     * The content, or one range of it.
     *
     * @param inline whether a browser may show it; what could act in the page is saved all the same
     */
    @GET
    @Path("{id}/content")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response content(
            @PathParam("id") UUID id,
            @QueryParam("inline") @DefaultValue("false") boolean inline,
            @HeaderParam("Range") String range,
            @HeaderParam("If-Range") String ifRange,
            @HeaderParam("If-None-Match") String ifNoneMatch) {
        StoredFile file = service.get(id);
        String etag = "\"" + file.sha256() + "\"";
        if (ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag))) {
            return Response.notModified().header("ETag", etag).build();
        }
        Optional<ByteRange> wanted =
                ifRange == null || ifRange.equals(etag) ? ByteRange.of(range, file.size()) : Optional.empty();
        if (wanted.isPresent() && !wanted.get().satisfiable()) {
            return Response.status(416)
                    .header("Content-Range", "bytes */" + file.size())
                    .build();
        }
        ByteRange sent = wanted.orElse(new ByteRange(0, file.size()));
        boolean shown = inline && MediaTypes.inline(file.mediaType());
        Response.ResponseBuilder answer = Response.status(wanted.isPresent() ? 206 : 200)
                .type(file.mediaType().startsWith("text/") ? file.mediaType() + ";charset=utf-8" : file.mediaType())
                .header("ETag", etag)
                .header("Accept-Ranges", "bytes")
                .header("Content-Length", sent.length())
                .header("Content-Disposition", FileNames.disposition(shown, file.name()))
                // Whatever it is, nothing in it acts.
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        wanted.ifPresent(part -> answer.header("Content-Range", part.of(file.size())));
        InputStream content = service.open(file, sent.from(), sent.length());
        StreamingOutput body = out -> {
            try (content) {
                byte[] buffer = new byte[BUFFER];
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    out.write(buffer, 0, count);
                }
            }
        };
        return answer.entity(body).build();
    }

    /**
     * A small picture of a picture.
     *
     * @param edge its longer side in pixels: 64, 128, 256, 512 or 1024
     */
    @GET
    @Path("{id}/thumbnail")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response thumbnail(@PathParam("id") UUID id, @QueryParam("edge") @DefaultValue("256") int edge)
            throws IOException {
        byte[] picture = service.thumbnail(service.get(id), edge);
        return Response.ok(picture, Thumbnails.type(picture)).build();
    }
}
