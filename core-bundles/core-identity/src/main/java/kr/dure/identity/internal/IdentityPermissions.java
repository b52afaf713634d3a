package kr.dure.identity.internal;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** What an administrator can share out of identity's work. */
@Component
public final class IdentityPermissions implements PermissionSource {
    @Override
    public List<Permission> permissions() {
        return List.of(
                permission("identity.accounts", "계정 관리", "Keep accounts"),
                permission("identity.roles", "역할과 권한 관리", "Keep roles and rights"),
                permission("identity.security", "보안 설정(접속 주소, 로그인 규칙)", "Security settings (addresses, login rules)"),
                permission("identity.addresses", "메일 주소(별칭, 그룹, 대표 메일) 관리", "Keep mail addresses"),
                permission("identity.domains", "도메인 관리", "Keep domains"),
                permission("identity.operator-access", "운영자 접속 허용", "Let the operator in"),
                permission("identity.service-tokens", "서비스 토큰 관리", "Keep service tokens"));
    }

    private static Permission permission(String name, String ko, String en) {
        return new Permission(name, new Text(ko, en), false);
    }
}
