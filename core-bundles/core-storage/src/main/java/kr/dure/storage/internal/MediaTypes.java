package kr.dure.storage.internal;

import java.util.Set;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeTypes;

/** What a content is, told from its first bytes and its name. */
final class MediaTypes {
    /** How many bytes are looked at. */
    static final int HEAD = 64 * 1024;

    /** What a browser may show in the page's own origin; everything else is saved. */
    private static final Set<String> INLINE = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "application/pdf",
            "text/plain",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "video/mp4",
            "video/webm");

    /** No service loaders, no configuration: the detector of the library's own table. */
    private final Tika tika = new Tika(MimeTypes.getDefaultMimeTypes(MediaTypes.class.getClassLoader()));

    String detect(byte[] head, String name) {
        return tika.detect(head, name);
    }

    static boolean inline(String type) {
        return INLINE.contains(type);
    }

    /** Whether {@code type} is one of {@code taken}, such as {@code image/*}; none are named: all are taken. */
    static boolean taken(Set<String> taken, String type) {
        return taken.isEmpty()
                || taken.contains(type)
                || taken.contains(type.substring(0, type.indexOf('/') + 1) + "*");
    }
}
