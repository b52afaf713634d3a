package kr.dure.documents.internal.pdf;

import com.openhtmltopdf.extend.FSStream;
import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.dure.document.Resources;
import kr.dure.web.Invalid;

/**
 * The pictures of one document: everything it refers to passes here and nothing is opened from anywhere but
 * {@link Resources} and data URLs. What a picture is and how large is read from its head before it is decoded.
 */
final class Pictures {
    /** Under which scheme the layout engine asks for what was let in here. */
    static final String SCHEME = "dure";

    private static final int MAX_BYTES = 10_000_000;
    private static final int MAX_DATA_URL = 2_800_000;
    private static final long MAX_ALL_BYTES = 40_000_000;
    private static final long MAX_ALL_PIXELS = 60_000_000;
    private static final int MAX_PICTURES = 500;

    private final Resources resources;
    private final Map<String, String> known = new HashMap<>();
    private final List<byte[]> contents = new ArrayList<>();
    private final List<Dimension> sizes = new ArrayList<>();
    private long bytes;
    private long pixels;
    private RuntimeException refusal;

    Pictures(Resources resources) {
        this.resources = resources;
    }

    /** What stands for {@code uri} inside the engine; null, with the refusal noted, for what may not be opened. */
    String resolve(String uri) {
        if (uri == null || uri.isBlank()) {
            return null;
        }
        if (uri.startsWith(SCHEME + ":")) {
            return uri;
        }
        try {
            return admit(uri);
        } catch (Invalid | UncheckedIOException e) {
            if (refusal == null) {
                refusal = e;
            }
            return null;
        }
    }

    /** Notes a reference to what is no picture: a style sheet, a font, a file. */
    boolean refuseOther(String uri) {
        if (refusal == null) {
            refusal = outside(shown(uri));
        }
        return false;
    }

    /** @throws Invalid when something the document refers to was refused */
    void check() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Lets a picture in and returns what stands for it. */
    String admit(String name) {
        String found = known.get(name);
        if (found != null) {
            return found;
        }
        String shown = shown(name);
        if (contents.size() == MAX_PICTURES) {
            throw new Invalid(
                    shown, "그림이 " + MAX_PICTURES + "개를 넘습니다.", "There are more than " + MAX_PICTURES + " pictures.");
        }
        byte[] content = name.regionMatches(true, 0, "data:", 0, 5) ? ofDataUrl(name, shown) : read(name, shown);
        bytes += content.length;
        if (bytes > MAX_ALL_BYTES) {
            throw tooLarge(shown);
        }
        Dimension size;
        if (Svg.looksLikeIt(content)) {
            Svg svg = Svg.clean(content, shown);
            content = svg.text().getBytes(StandardCharsets.UTF_8);
            size = svg.size();
        } else {
            size = ImageHead.read(content)
                    .orElseThrow(() -> new Invalid(
                            shown,
                            "'" + shown + "'은(는) PNG, JPEG, GIF, SVG 그림이 아닙니다.",
                            "'" + shown + "' is no picture (PNG, JPEG, GIF, SVG)."));
            pixels += (long) size.width * size.height;
            if (pixels > MAX_ALL_PIXELS) {
                throw tooLarge(shown);
            }
        }
        String address = SCHEME + ":" + contents.size();
        contents.add(content);
        sizes.add(size);
        known.put(name, address);
        return address;
    }

    /** Width and height of a picture that was let in, in pixels. */
    Dimension size(String address) {
        return sizes.get(index(address));
    }

    FSStream open(String address) {
        byte[] content = contents.get(index(address));
        return new FSStream() {
            @Override
            public InputStream getStream() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public Reader getReader() {
                return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
            }
        };
    }

    private static int index(String address) {
        return Integer.parseInt(address.substring(SCHEME.length() + 1));
    }

    private byte[] read(String name, String shown) {
        if (name.indexOf(':') >= 0 || name.startsWith("//") || name.startsWith("\\\\") || name.contains("..")) {
            throw outside(shown);
        }
        try {
            Optional<InputStream> opened = resources.open(name);
            if (opened.isEmpty()) {
                throw new Invalid(shown, "'" + shown + "' 그림이 없습니다.", "There is no picture '" + shown + "'.");
            }
            try (InputStream in = opened.get()) {
                byte[] content = in.readNBytes(MAX_BYTES + 1);
                if (content.length > MAX_BYTES) {
                    throw tooLarge(shown);
                }
                return content;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ofDataUrl(String url, String shown) {
        int comma = url.indexOf(',');
        if (url.length() > MAX_DATA_URL) {
            throw tooLarge(shown);
        }
        if (comma < 0
                || !url.substring(0, comma).toLowerCase(java.util.Locale.ROOT).endsWith(";base64")) {
            throw new Invalid(shown, "base64가 아닌 data: 주소입니다.", "A data: address that is not in base64.");
        }
        try {
            return Base64.getMimeDecoder().decode(url.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw new Invalid(shown, "읽을 수 없는 data: 주소입니다.", "A data: address that cannot be read.");
        }
    }

    private static Invalid outside(String shown) {
        return new Invalid(
                shown, "문서는 바깥 주소를 열지 않습니다: " + shown, "A document opens nothing outside of itself: " + shown);
    }

    private static Invalid tooLarge(String shown) {
        return new Invalid(shown, "그림이 너무 큽니다: " + shown, "The picture is too large: " + shown);
    }

    private static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 60) + "…";
    }
}
