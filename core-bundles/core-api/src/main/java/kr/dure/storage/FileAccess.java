package kr.dure.storage;

import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Caller;

/**
 * Who may read and write the files of an app's things over {@code /api/files}; register one for each kind as a service.
 * While there is none for a kind, or the app is not on for the company, nobody reaches its files. All methods are quick,
 * are called with the tenant bound, and answer false for a thing that does not exist.
 */
public interface FileAccess {
    /** The app's id, as in {@link FileOwner#app()}. */
    String app();

    /** As in {@link FileOwner#kind()}. */
    String kind();

    /** Whether {@code caller} may see the files of this thing and read them. */
    boolean mayRead(UUID owner, Caller caller);

    /** Whether {@code caller} may add and delete files of this thing. */
    boolean mayWrite(UUID owner, Caller caller);

    /**
     * The types it takes, {@code image/png} or {@code image/*}, compared with what the content really is; empty: all.
     */
    default Set<String> mediaTypes() {
        return Set.of();
    }

    /** The greatest file it takes, in bytes. */
    default long maxSize() {
        return Long.MAX_VALUE;
    }
}
