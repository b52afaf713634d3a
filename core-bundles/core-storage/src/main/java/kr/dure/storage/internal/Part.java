package kr.dure.storage.internal;

import java.util.UUID;

/**
 * A piece of a content.
 *
 * @param object under which it lies in the backend
 * @param bytes how many bytes of the content it has
 */
record Part(UUID object, long bytes) {
    /** The largest: what is lost when a server is killed in the middle of an upload, and what is held for a bucket. */
    static final int MAX_BYTES = 8 * 1024 * 1024;
}
