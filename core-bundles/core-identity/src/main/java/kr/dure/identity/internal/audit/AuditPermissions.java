package kr.dure.identity.internal.audit;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Who may read the audit log; administrators may anyway. */
@Component
public final class AuditPermissions implements PermissionSource {
    static final String READ = "audit.read";

    @Override
    public List<Permission> permissions() {
        return List.of(new Permission(READ, new Text("감사 기록 보기와 내보내기", "Read and export the audit log"), false));
    }
}
