package kr.dure.web.internal;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import kr.dure.web.BadRequest;

/** A method that takes a body never sees none. */
final class BodyRequired implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body;
        try {
            body = context.proceed();
        } catch (NoContentException empty) {
            body = null;
        } catch (ProcessingException unknown) {
            if (context.getMediaType().getSubtype().endsWith("json")) {
                throw unknown;
            }
            throw new NotSupportedException(unknown);
        }
        if (body == null) {
            throw new BadRequest("body", "요청 본문이 필요합니다.", "A request body is required.");
        }
        return body;
    }
}
