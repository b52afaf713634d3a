package kr.dure.billing.internal;

import java.util.List;
import kr.dure.identity.PermissionSource;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** The rights over a company's money and products; its administrators hold them anyway. */
@Component
public final class BillingPermissions implements PermissionSource {
    public static final String READ = "billing.read";
    public static final String MANAGE = "billing.manage";
    static final String PRODUCTS = "products.manage";

    @Override
    public List<Permission> permissions() {
        return List.of(
                new Permission(READ, new Text("사용량과 청구서 보기", "See usage and invoices"), false),
                new Permission(MANAGE, new Text("주문과 결제 정보 관리", "Manage orders and payment details"), false),
                new Permission(PRODUCTS, new Text("상품 켜고 끄기", "Switch products on and off"), false));
    }
}
