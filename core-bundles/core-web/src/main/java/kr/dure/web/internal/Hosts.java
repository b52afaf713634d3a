package kr.dure.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The tenant a request is for: its host decides, nothing else. */
@Component(service = Hosts.class)
public final class Hosts {
    private final TenantDirectory tenants;

    @Activate
    public Hosts(@Reference TenantDirectory tenants) {
        this.tenants = tenants;
    }

    Optional<Tenant> tenant(HttpServletRequest request) {
        String host = request.getServerName();
        return host == null ? Optional.empty() : tenants.findByHost(host.toLowerCase(Locale.ROOT));
    }
}
