package kr.dure.storage.internal;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.storage.FileOwner;
import kr.dure.web.BadRequest;
import kr.dure.web.RequiresPermission;

/**
 * Uploads that go on after a break: tus 1.0.0 with creation, expiration, checksum and termination. A finished upload is a
 * file of the same id.
 */
@Path("/uploads")
public final class UploadResource {
    private static final String VERSION = "1.0.0";
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

    private final FileService service;

    UploadResource(FileService service) {
        this.service = service;
    }

    /** What the server can. */
    @OPTIONS
    @RequiresPermission(RequiresPermission.NONE)
    public Response options() {
        return Response.noContent()
                .header("Tus-Resumable", VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration,checksum,termination")
                .header("Tus-Checksum-Algorithm", "sha1,sha256")
                .header("Tus-Max-Size", Uploads.MAX_SIZE)
                .build();
    }

    /**
     * Begins an upload, and reserves its room.
     *
     * @param metadata {@code filename}, and for a thing's file {@code app}, {@code kind} and {@code owner}
     */
    @POST
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response create(
            @HeaderParam("Tus-Resumable") String version,
            @HeaderParam("Upload-Length") String length,
            @HeaderParam("Upload-Metadata") String metadata)
            throws IOException {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        Map<String, String> about = metadata(metadata);
        FileOwner owner = FileService.owner(about.get("app"), about.get("kind"), id(about.get("owner")));
        Upload upload = service.begin(owner, about.get("filename"), number("Upload-Length", length));
        return answer(Response.status(201), upload)
                .header("Location", "/api/files/uploads/" + upload.id())
                .build();
    }

    /** How far it is. */
    @HEAD
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response state(@HeaderParam("Tus-Resumable") String version, @PathParam("id") UUID id) throws IOException {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        Upload upload = service.state(id);
        return answer(Response.ok(), upload)
                .header("Upload-Length", upload.length())
                .build();
    }

    /** Takes the next bytes. */
    @PATCH
    @Path("{id}")
    @Consumes("application/offset+octet-stream")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response receive(
            @HeaderParam("Tus-Resumable") String version,
            @HeaderParam("Upload-Offset") String offset,
            @HeaderParam("Upload-Checksum") String checksum,
            @PathParam("id") UUID id,
            InputStream body)
            throws IOException {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        Upload upload = service.receive(id, number("Upload-Offset", offset), body, checksum(checksum));
        return answer(Response.noContent(), upload).build();
    }

    /** Gives it up. */
    @DELETE
    @Path("{id}")
    @RequiresPermission(RequiresPermission.LOGIN)
    public Response terminate(@HeaderParam("Tus-Resumable") String version, @PathParam("id") UUID id) {
        if (!VERSION.equals(version)) {
            return otherVersion();
        }
        service.terminate(id);
        return Response.noContent().header("Tus-Resumable", VERSION).build();
    }

    private static Response otherVersion() {
        return Response.status(412)
                .header("Tus-Resumable", VERSION)
                .header("Tus-Version", VERSION)
                .build();
    }

    private static Response.ResponseBuilder answer(Response.ResponseBuilder answer, Upload upload) {
        return answer.header("Tus-Resumable", VERSION)
                .header("Upload-Offset", upload.received())
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                upload.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    private static long number(String header, String value) {
        if (value == null || !value.matches("[0-9]{1,18}")) {
            throw new BadRequest(
                    header, header + " 헤더에 바이트 수가 필요합니다.", "Header " + header + " must be a number of bytes.");
        }
        return Long.parseLong(value);
    }

    /** {@code name base64,name base64}. */
    static Map<String, String> metadata(String header) {
        Map<String, String> values = new HashMap<>();
        if (header == null || header.isBlank()) {
            return values;
        }
        try {
            for (String pair : header.split(",")) {
                String[] words = pair.strip().split(" ");
                String value = words.length < 2
                        ? ""
                        : new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
                if (words.length > 2 || values.put(words[0], value) != null) {
                    throw new IllegalArgumentException(pair);
                }
            }
            return values;
        } catch (IllegalArgumentException e) {
            throw new BadRequest(
                    "Upload-Metadata",
                    "Upload-Metadata 헤더는 '이름 Base64' 쌍을 쉼표로 이은 것입니다.",
                    "Header Upload-Metadata has pairs of a name and Base64, with commas between them.");
        }
    }

    private static UUID id(String owner) {
        try {
            return owner == null ? null : UUID.fromString(owner);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("owner", "owner 값을 읽을 수 없습니다.", "owner cannot be read.");
        }
    }

    private static Optional<Uploads.Checksum> checksum(String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            String[] words = header.strip().split(" ");
            String algorithm = ALGORITHMS.get(words[0]);
            if (words.length != 2 || algorithm == null) {
                throw new IllegalArgumentException(header);
            }
            return Optional.of(new Uploads.Checksum(
                    MessageDigest.getInstance(algorithm), Base64.getDecoder().decode(words[1])));
        } catch (IllegalArgumentException | NoSuchAlgorithmException e) {
            throw new BadRequest(
                    "Upload-Checksum",
                    "Upload-Checksum 헤더는 sha1 또는 sha256과 Base64 값입니다.",
                    "Header Upload-Checksum is sha1 or sha256 and a value in Base64.");
        }
    }
}
