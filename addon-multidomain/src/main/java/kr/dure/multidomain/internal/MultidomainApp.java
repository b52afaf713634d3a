package kr.dure.multidomain.internal;

import java.util.List;
import java.util.Set;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Extra domains: 5,000 won per domain and month, by day from the day applied for (rule B4). */
@Component
public final class MultidomainApp implements App {
    static final String MANAGE = "multidomain.manage";
    static final String METER = "multidomain";

    @Override
    public AppDescription description() {
        return new AppDescription(
                "multidomain",
                new Text("멀티 도메인", "Multi-domain"),
                new Text(
                        "도메인을 더해 접속 주소와 메일 주소로 씁니다. 대표 도메인을 바꿔도 쓰던 주소는 그대로입니다.",
                        "Add domains as host and mail domain. Users keep their addresses when the primary domain"
                                + " changes."),
                "multidomain",
                new Price(Basis.ITEM, 5_000),
                List.of(new Permission(MANAGE, new Text("도메인 관리", "Manage domains"), false)),
                List.of(),
                Set.of());
    }
}
