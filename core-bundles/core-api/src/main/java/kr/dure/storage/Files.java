package kr.dure.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import kr.dure.web.Page;

/**
 * The files of the current tenant. Implemented by core-storage.
 *
 * <p>The same content is kept once for each tenant, however many files have it, and never shared between tenants. It is
 * encrypted at rest with a key of the tenant's own. What a method returned is durable.
 *
 * <p>This is the inner door: the app that calls has decided who may do so. Over HTTP ({@code /api/files}) a
 * {@link FileAccess} decides.
 */
public interface Files {
    /**
     * Keeps a file, read to its end and in pieces. Not inside a transaction, because it takes as long as the bytes take
     * to come.
     *
     * @param content read to its end, not closed
     * @throws kr.dure.web.Problem 507 {@code quota-exceeded} (B11), before anything is read where the length is known;
     *     422 naming {@code name}, {@code file} (virus found, a type that the owner's {@link FileAccess} does not take)
     *     or {@code length} (another number of bytes came); 413 above the owner's greatest size; 503 when the virus
     *     scanner does not answer. Nothing is left behind then
     * @throws IOException when {@code content} cannot be read
     */
    StoredFile store(FileOwner owner, NewFile file, InputStream content) throws IOException;

    /**
     * Keeps a file again under the id, name, owner and dates it had, as an import does. Like {@link #store} otherwise.
     *
     * @param file its {@code size} and {@code sha256} must be those of {@code content}: 422 naming {@code file} if not
     * @throws kr.dure.web.Problem 409 when there is a file with this id
     */
    StoredFile restore(StoredFile file, InputStream content) throws IOException;

    /**
     * Makes an upload of the current caller ({@code /api/files/uploads}) a file of {@code owner}, in the surrounding
     * transaction where there is one. Uploads that nobody attaches are deleted after a day.
     *
     * @throws kr.dure.web.Problem 404 when the caller has no finished upload with this id; 422 naming {@code file} when
     *     the owner does not take its type or size
     */
    StoredFile attach(UUID upload, FileOwner owner);

    /**
     * Another file with the same content for another owner, in the surrounding transaction where there is one; costs no
     * room.
     */
    StoredFile copy(UUID id, FileOwner owner);

    /** The file, or empty. */
    Optional<StoredFile> find(UUID id);

    /**
     * The files of one owner, oldest first.
     *
     * @param after {@link Page#next()} of the page before, or null
     * @param limit 1 to {@link Page#MAX_LIMIT}
     */
    Page<StoredFile> list(FileOwner owner, String after, int limit);

    /** All files of an app, in the order of their ids, as an export wants them; otherwise like {@link #list}. */
    Page<StoredFile> ofApp(String app, String after, int limit);

    /**
     * The content, decrypted as it is read; the caller closes it.
     *
     * @throws kr.dure.web.Problem 404
     */
    default InputStream open(UUID id) {
        return open(id, 0, Long.MAX_VALUE);
    }

    /**
     * A piece of the content; no more is read and decrypted than that needs.
     *
     * @param from the first byte, 0 or more; behind the end there is nothing to read
     * @param length how many bytes at most
     * @throws kr.dure.web.Problem 404
     */
    InputStream open(UUID id, long from, long length);

    /**
     * Deletes a file, in the surrounding transaction where there is one; without effect when there is none. The content
     * goes later, when no file has it any more.
     */
    void delete(UUID id);

    /** Deletes all files of an owner, like {@link #delete}. */
    void deleteAll(FileOwner owner);

    /** How much room the current tenant has, and has used. */
    StorageUsage usage();
}
