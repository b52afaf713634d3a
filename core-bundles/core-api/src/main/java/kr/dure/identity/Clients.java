package kr.dure.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The client of the request that the current thread answers; jobs and events have none. */
public final class Clients {
    private static final ThreadLocal<Client> CURRENT = new ThreadLocal<>();

    private Clients() {}

    /** The client of the current request, or empty. */
    public static Optional<Client> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** What the client wants to read; Korean where there is none. */
    public static Locale language() {
        return find().map(Client::language).orElse(Locale.KOREAN);
    }

    /** Runs {@code work} for {@code client} and restores what was bound before. */
    public static <T> T call(Client client, Supplier<T> work) {
        Client before = CURRENT.get();
        CURRENT.set(client);
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
