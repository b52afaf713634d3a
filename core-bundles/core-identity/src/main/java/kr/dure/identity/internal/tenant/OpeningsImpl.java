package kr.dure.identity.internal.tenant;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Openings;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Openings}. */
@Component
public final class OpeningsImpl implements Openings {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Clock clock;
    private final TenantDirectory tenants;
    private final DomainService domains;
    private final TenantMails mails;
    private final IdentitySettings settings;

    @Activate
    public OpeningsImpl(
            @Reference Clock clock,
            @Reference TenantDirectory tenants,
            @Reference DomainService domains,
            @Reference TenantMails mails) {
        this(clock, tenants, domains, mails, IdentitySettings.fromSystem());
    }

    OpeningsImpl(
            Clock clock, TenantDirectory tenants, DomainService domains, TenantMails mails, IdentitySettings settings) {
        this.clock = clock;
        this.tenants = tenants;
        this.domains = domains;
        this.mails = mails;
        this.settings = settings;
    }

    @Override
    public Optional<Opening> find(String token) {
        return tenant(token).map(this::opening);
    }

    private Optional<Tenant> tenant(String token) {
        Optional<UUID> id = mails.readStatusToken(token);
        return id.flatMap(tenants::find).filter(tenant -> !tenant.operator());
    }

    private Opening opening(Tenant tenant) {
        return Tenants.call(
                tenant, () -> new Opening(tenant.name(), tenant.state(), settings.url(tenant.host()), domains.list()));
    }

    @Override
    public Optional<Opening> check(String token) {
        Optional<Tenant> tenant = tenant(token);
        tenant.ifPresent(found -> Tenants.run(
                found,
                () -> domains.list().stream()
                        .filter(domain -> domain.state() != DomainState.OPEN && !justChecked(domain))
                        .forEach(domain -> domains.check(domain.id()))));
        return tenant.flatMap(found -> tenants.find(found.id())).map(this::opening);
    }

    private boolean justChecked(Domain domain) {
        return domain.checkedAt() != null && domain.checkedAt().plus(PAUSE).isAfter(clock.instant());
    }
}
