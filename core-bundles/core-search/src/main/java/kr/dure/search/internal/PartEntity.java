package kr.dure.search.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import kr.dure.search.SearchSource;

/** An app's part of the index: which form it was built in last, and how far a rebuild is. */
@Entity
@Table(name = "part")
class PartEntity {
    private static final int ALMOST = 99;

    @Id
    private String app;

    private int version;

    @Column(name = "built_at")
    private Instant builtAt;

    @Column(name = "started_at")
    private Instant startedAt;

    private String kind;
    private String after;

    /** Read by the rebuild that runs, otherwise by the last. */
    private long documents;

    protected PartEntity() {}

    PartEntity(String app) {
        this.app = app;
    }

    /** Begins, or begins anew. */
    void start(Instant now) {
        startedAt = now;
        kind = null;
        after = null;
        documents = 0;
    }

    boolean running() {
        return startedAt != null;
    }

    boolean current(SearchSource source) {
        return running() || version >= source.version();
    }

    Instant startedAt() {
        return startedAt;
    }

    /** The kind to go on with; null: all were read. */
    String kind(List<String> kinds) {
        if (kind == null) {
            return kinds.isEmpty() ? null : kinds.get(0);
        }
        return kinds.contains(kind) ? kind : null;
    }

    String after() {
        return after;
    }

    /**
     * Notes what was read.
     *
     * @param next where the kind goes on; null: it is done
     * @return whether everything was read
     */
    boolean advance(List<String> kinds, String read, long count, String next) {
        documents += count;
        kind = read;
        after = next;
        if (next != null) {
            return false;
        }
        int following = kinds.indexOf(read) + 1;
        if (following < kinds.size()) {
            kind = kinds.get(following);
            return false;
        }
        return true;
    }

    void finish(int sourceVersion, Instant now) {
        version = sourceVersion;
        builtAt = now;
        startedAt = null;
        kind = null;
        after = null;
    }

    /** An estimate, by the kinds that are done. */
    int percent(List<String> kinds) {
        return kind == null ? 0 : Math.min(ALMOST, 100 * Math.max(0, kinds.indexOf(kind)) / Math.max(1, kinds.size()));
    }

    PartView toView() {
        return new PartView(
                app, running() ? "REBUILDING" : builtAt == null ? "NEVER_BUILT" : "BUILT", documents, builtAt);
    }
}
