package kr.dure.identity.internal.absence;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Who may enter and cancel the absences of others and know their reasons. */
@Component
public final class AbsencePermissions implements PermissionSource {
    static final String OTHERS = "identity.absence";

    @Override
    public List<AppDescription.Permission> permissions() {
        return List.of(
                new AppDescription.Permission(OTHERS, new Text("다른 사람의 부재 관리", "Keep the absences of others"), false));
    }
}
