package kr.dure.documents.internal.template;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Who may change what documents look like. */
@Component
public final class DocumentPermissions implements PermissionSource {
    static final String TEMPLATES = "documents.templates";

    @Override
    public List<AppDescription.Permission> permissions() {
        return List.of(new AppDescription.Permission(
                TEMPLATES, new Text("문서 템플릿 관리", "Change the templates of documents"), false));
    }
}
