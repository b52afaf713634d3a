package kr.dure.documents.internal.pdf;

import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** How large a PNG, JPEG or GIF says it is, without decoding it. */
final class ImageHead {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

    private ImageHead() {}

    /** Empty for what is none of the three, or broken. */
    static Optional<Dimension> read(byte[] content) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    if (FORMATS.contains(reader.getFormatName().toLowerCase(java.util.Locale.ROOT))) {
                        reader.setInput(in, true, true);
                        return Optional.of(new Dimension(reader.getWidth(0), reader.getHeight(0)));
                    }
                } finally {
                    reader.dispose();
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }
}
