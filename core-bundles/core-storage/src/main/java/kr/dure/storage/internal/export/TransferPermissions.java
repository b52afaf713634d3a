package kr.dure.storage.internal.export;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** The rights over all of a company's data at once. */
@Component
public final class TransferPermissions implements PermissionSource {
    static final String EXPORT = "data.export";
    static final String IMPORT = "data.import";
    static final String BACKUP = "data.backup";

    @Override
    public List<Permission> permissions() {
        return List.of(
                new Permission(EXPORT, new Text("회사 자료 내보내기", "Export the company's data"), false),
                new Permission(IMPORT, new Text("회사 자료 가져오기", "Import a company's data"), false),
                new Permission(BACKUP, new Text("백업 신청", "Order backups"), false));
    }
}
