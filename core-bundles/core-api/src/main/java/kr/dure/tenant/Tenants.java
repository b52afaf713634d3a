package kr.dure.tenant;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** The tenant the current thread works for. There is no default: without a tenant nothing runs. */
public final class Tenants {
    private static final ThreadLocal<Tenant> CURRENT = new ThreadLocal<>();

    /** Under this name logs carry the tenant's id. */
    private static final String LOGGED_AS = "tenant";

    private Tenants() {}

    /**
     * The tenant of the current thread.
     *
     * @throws IllegalStateException when the thread works for no tenant
     */
    public static Tenant current() {
        return find().orElseThrow(() -> new IllegalStateException("No tenant is bound to this thread."));
    }

    /** The tenant of the current thread, or empty. */
    public static Optional<Tenant> find() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs {@code work} for {@code tenant} and restores what was bound before. */
    public static <T> T call(Tenant tenant, Supplier<T> work) {
        Tenant before = CURRENT.get();
        if (tenant.equals(before)) {
            return work.get();
        }
        CURRENT.set(tenant);
        MDC.put(LOGGED_AS, tenant.id().toString());
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
                MDC.remove(LOGGED_AS);
            } else {
                CURRENT.set(before);
                MDC.put(LOGGED_AS, before.id().toString());
            }
        }
    }

    /** Runs {@code work} for {@code tenant} and restores what was bound before. */
    public static void run(Tenant tenant, Runnable work) {
        call(tenant, () -> {
            work.run();
            return null;
        });
    }
}
