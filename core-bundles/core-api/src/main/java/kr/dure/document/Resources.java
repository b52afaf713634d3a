package kr.dure.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Pictures of a document by the names that its HTML uses: {@code <img src="logo.png">} asks for {@code logo.png}. */
@FunctionalInterface
public interface Resources {
    /** There are none. */
    Resources NONE = name -> Optional.empty();

    /**
     * Opens a picture, or nothing when there is none with this name or whoever reads the document may not see it. What it
     * is (PNG, JPEG, GIF, SVG) is told from its bytes. The renderer closes the stream and reads at most 10 MB.
     *
     * @param name as it stands in the document: never empty, never an address ({@code …:…}), never with {@code ..}
     */
    Optional<InputStream> open(String name) throws IOException;
}
