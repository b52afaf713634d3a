package kr.dure.approval.internal.document;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import kr.dure.approval.internal.ApprovalPermissions;
import kr.dure.web.RequiresPermission;

/** The caller's stamp or signature. */
@Path("signature")
public final class SignatureResource {
    private final SignatureService signatures;

    public SignatureResource(SignatureService signatures) {
        this.signatures = signatures;
    }

    @GET
    @RequiresPermission(ApprovalPermissions.USE)
    public Signature get() {
        return new Signature(signatures.get().orElse(null));
    }

    @PUT
    @RequiresPermission(ApprovalPermissions.USE)
    public Signature put(NewSignature signature) {
        return new Signature(signatures.put(signature == null ? null : signature.upload()));
    }

    @DELETE
    @RequiresPermission(ApprovalPermissions.USE)
    public void remove() {
        signatures.remove();
    }

    /** @param upload a finished upload of the caller's */
    public record NewSignature(UUID upload) {}

    /** @param file at {@code /api/files/{file}/content}; null when there is none, and the name is the stamp */
    public record Signature(UUID file) {}
}
