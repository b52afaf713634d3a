package kr.dure.identity.internal.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link TenantDirectory}; answers are at most a second old, also on another node. */
@Component(service = {TenantDirectory.class, TenantDirectoryImpl.class})
public final class TenantDirectoryImpl implements TenantDirectory {
    /** For questions about tenants themselves: it owns no row of any tenant table. */
    private static final Tenant NOBODY = new Tenant(new UUID(0, 0), "", "", TenantState.OPEN, false);

    private final Tx tx;
    private final Cache<String, Optional<Tenant>> byHost = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    private final Cache<UUID, Optional<Tenant>> byId = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    @Activate
    public TenantDirectoryImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public Optional<Tenant> findByHost(String host) {
        return byHost.get(
                host, h -> ask(s -> new TenantRepository(s).findByHost(h).map(TenantEntity::toTenant)));
    }

    @Override
    public Optional<Tenant> find(UUID id) {
        return byId.get(
                id, i -> ask(session -> new TenantRepository(session).find(i).map(TenantEntity::toTenant)));
    }

    @Override
    public Tenant operator() {
        return ask(session -> new TenantRepository(session).findOperator().map(TenantEntity::toTenant))
                .orElseThrow(() -> new IllegalStateException("The operator is not set up yet."));
    }

    @Override
    public List<Tenant> list(UUID after, int limit) {
        return ask(session -> new TenantRepository(session)
                .list(after, limit).stream().map(TenantEntity::toTenant).toList());
    }

    /** Closed tenants whose day of deletion has come. */
    List<Tenant> due(LocalDate today, UUID after, int limit) {
        return ask(session -> new TenantRepository(session)
                .due(today, after, limit).stream().map(TenantEntity::toTenant).toList());
    }

    /** Which of the hosts, or of names that look like them, somebody has. */
    List<String> taken(List<String> hosts, List<String> skeletons, LocalDate today) {
        return ask(session -> new TenantRepository(session).taken(hosts, skeletons, today));
    }

    void forget(String host) {
        byHost.invalidate(host);
    }

    /** To be called when the tenant has changed, with the host that it concerns. */
    void forget(String host, UUID tenant) {
        forget(host);
        byId.invalidate(tenant);
    }

    void forgetAll() {
        byHost.invalidateAll();
        byId.invalidateAll();
    }

    private <T> T ask(Function<Session, T> question) {
        return Tenants.call(NOBODY, () -> tx.read(question));
    }
}
