package kr.dure.documents.internal.template;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A grey frame where a document would have a picture. */
final class SamplePicture {
    private static final byte[] FRAME =
            ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' width='100' height='100'>"
                            + "<rect x='4' y='4' width='92' height='92' rx='12' fill='#f3f4f6' stroke='#9ca3af' stroke-width='3'/></svg>")
                    .getBytes(StandardCharsets.UTF_8);

    private SamplePicture() {}

    static Optional<InputStream> open(String name) {
        return Optional.of(new ByteArrayInputStream(FRAME));
    }
}
