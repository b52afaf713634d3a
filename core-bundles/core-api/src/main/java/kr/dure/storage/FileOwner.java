package kr.dure.storage;

import java.util.Objects;
import java.util.UUID;

/**
 * What a file is attached to.
 *
 * @param app the app's id, e.g. {@code board}
 * @param kind what kind of thing of that app, e.g. {@code post}; a {@link FileAccess} of the same app and kind says who
 *     may read and write its files
 * @param id the thing
 */
public record FileOwner(String app, String kind, UUID id) {
    public FileOwner {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }
}
