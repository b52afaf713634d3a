package kr.dure.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.web.Problem;
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
        String host = Visit.of(request).host();
        return host == null ? Optional.empty() : tenants.findByHost(host);
    }

    static Problem unknown(HttpServletRequest request) {
        String host = Visit.of(request).host();
        return new Problem(
                404,
                "unknown-host",
                new Text("모르는 주소입니다", "Unknown host"),
                host == null
                        ? new Text("요청에 호스트 이름이 하나 있어야 합니다.", "The request must name exactly one host.")
                        : new Text(host + " 주소로 열린 회사가 없습니다.", "No company is open under " + host + "."));
    }
}
