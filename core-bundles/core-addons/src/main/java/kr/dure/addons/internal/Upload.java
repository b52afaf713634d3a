package kr.dure.addons.internal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Locale;
import kr.dure.product.Text;
import kr.dure.web.BadRequest;
import kr.dure.web.Problem;

/** The bytes of an uploaded jar, up to 64 MB. */
final class Upload {
    static final int MAX_MEGABYTES = 64;

    private Upload() {}

    /** @throws Problem 413 when there are too many */
    static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes((MAX_MEGABYTES << 20) + 1);
        if (bytes.length > MAX_MEGABYTES << 20) {
            throw new Problem(
                    413,
                    "too-large",
                    new Text("요청이 너무 큽니다", "Request too large"),
                    new Text(
                            "애드온은 " + MAX_MEGABYTES + " MB까지 올릴 수 있습니다.",
                            "An add-on must not be larger than " + MAX_MEGABYTES + " MB."));
        }
        return bytes;
    }

    /** The first file of a form. */
    static byte[] read(HttpServletRequest form) throws IOException {
        for (Part part : parts(form)) {
            if (part.getSubmittedFileName() != null) {
                try (InputStream body = part.getInputStream()) {
                    return read(body);
                } finally {
                    part.delete();
                }
            }
        }
        throw noFile();
    }

    private static Collection<Part> parts(HttpServletRequest form) {
        String type = form.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw noFile();
        }
        try {
            return form.getParts();
        } catch (ServletException | IOException | IllegalStateException e) {
            throw noFile();
        }
    }

    private static BadRequest noFile() {
        return new BadRequest("jar", "jar 파일을 첨부해 주세요.", "Please attach the jar as a file.");
    }
}
