package kr.dure.storage;

import java.util.Objects;

/**
 * A file about to be kept.
 *
 * @param name what it is called; a path in front of it is cut off
 * @param length its bytes, or -1 when they are not known before they are read
 */
public record NewFile(String name, long length) {
    public NewFile {
        Objects.requireNonNull(name, "name");
    }
}
