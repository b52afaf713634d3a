package kr.dure.identity.internal.organisation;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Who may change the organisation and see what of people is private. */
@Component
public final class OrganisationPermissions implements PermissionSource {
    static final String CHANGE = "identity.organisation";

    @Override
    public List<AppDescription.Permission> permissions() {
        return List.of(new AppDescription.Permission(
                CHANGE, new Text("조직도와 인사 정보 관리", "Keep departments, posts and people's private details"), false));
    }
}
