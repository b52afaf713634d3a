package kr.dure.sms.internal;

import jakarta.ws.rs.core.Response;

/** A document that shows whose a sender number is, e.g. the 통신서비스 이용증명원. */
record Proof(String mediaType, byte[] content) {
    Response toResponse() {
        return Response.ok(content, mediaType)
                .header("Content-Disposition", "attachment")
                .build();
    }
}
