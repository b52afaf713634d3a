package kr.dure.identity;

import java.util.Optional;
import java.util.function.Supplier;

/** The account the current thread acts for; jobs and public requests act for none. */
public final class Callers {
    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    private Callers() {}

    /**
     * The caller of the current thread.
     *
     * @throws IllegalStateException when nobody is logged in
     */
    public static Caller current() {
        return find().orElseThrow(() -> new IllegalStateException("No caller is bound to this thread."));
    }

    /** The caller of the current thread, or empty. */
    public static Optional<Caller> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs {@code work} as {@code caller} and restores what was bound before. */
    public static <T> T call(Caller caller, Supplier<T> work) {
        Caller before = CURRENT.get();
        CURRENT.set(caller);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
