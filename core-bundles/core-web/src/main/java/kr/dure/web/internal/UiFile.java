package kr.dure.web.internal;

import java.util.Map;

/**
 * One built file of the screens.
 *
 * @param type its media type
 * @param brotli the same compressed, or null
 */
record UiFile(String type, byte[] bytes, byte[] brotli) {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json");

    /** The media type of a file's name, or null for what is not served. */
    static String typeOf(String name) {
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }
}
