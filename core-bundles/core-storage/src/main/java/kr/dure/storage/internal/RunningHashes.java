package kr.dure.storage.internal;

import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The hashes of uploads that come in several requests, as far as they have come; a hint, lost with the server. */
final class RunningHashes {
    private static final int MAX = 1_000;

    private final Map<UUID, Running> running = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Running> eldest) {
            return size() > MAX;
        }
    };

    private record Running(long at, MessageDigest hash) {}

    /** The hash of the first {@code at} bytes, to be gone on with by the caller alone; null when it is not known. */
    synchronized MessageDigest take(UUID upload, long at) {
        Running known = running.remove(upload);
        if (known != null && known.at() == at) {
            return known.hash();
        }
        return at == 0 ? Uploads.sha256() : null;
    }

    synchronized void keep(UUID upload, long at, MessageDigest hash) {
        running.put(upload, new Running(at, hash));
    }

    synchronized void forget(UUID upload) {
        running.remove(upload);
    }
}
