package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.SignUps;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class SignUpsTest {
    private final TestIdentity identity = new TestIdentity();
    private final SignUpsImpl signUps = new SignUpsImpl(identity.signUps);
    private final UUID id = new KernelIds().next();

    private static SignUps.NewCompany company(String name, String loginId) {
        return new SignUps.NewCompany(
                new SignUps.Company("한강물산", "124-81-00998"),
                new SignUps.Contact("박담당", "park@hangang.example", "02-987-6543"),
                new SignUps.Host("shared", name, null, null),
                new SignUps.Admin(loginId, TestIdentity.PASSWORD),
                new Order(List.of("groupware"), 20, 3, "monthly", true));
    }

    private SignUps.Opened open(SignUps.NewCompany company) {
        return Tenants.call(identity.operator, () -> signUps.open(id, company));
    }

    @Test
    void theSameIdOpensOneCompanyAndAnswersTheSame() {
        SignUps.NewCompany company = company(TestIdentity.freshName(), "park");
        SignUps.Opened opened = open(company);
        assertThat(opened.tenantId()).isEqualTo(id);
        assertThat(opened.state()).isEqualTo("OPEN");
        assertThat(open(company)).isEqualTo(opened);
        assertThat(open(company(TestIdentity.freshName(), "other"))).isEqualTo(opened);
        assertThat(identity.opened).hasSize(1);
        assertThat(identity.mails).hasSize(1);
    }

    @Test
    void twiceAtTheSameMomentIsOnce() throws Exception {
        SignUps.NewCompany company = company(TestIdentity.freshName(), "park");
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<SignUps.Opened> work = () -> {
            start.await();
            return open(company);
        };
        var threads = Executors.newFixedThreadPool(2);
        try {
            var both = Stream.of(threads.submit(work), threads.submit(work)).toList();
            assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
        } finally {
            threads.shutdown();
        }
        assertThat(identity.directory.find(id)).isPresent();
    }

    @Test
    void whatIsWrongIsNamedAndATakenNameOpensNothing() {
        assertThatThrownBy(() -> open(new SignUps.NewCompany(
                        null, null, null, null, new Order(List.of("groupware"), 20, 0, "monthly", false))))
                .isInstanceOf(Invalid.class);
        String taken = TestIdentity.freshName();
        Tenants.call(identity.operator, () -> signUps.open(new KernelIds().next(), company(taken, "first")));
        Problem problem = catchThrowableOfType(Problem.class, () -> open(company(taken, "park")));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(identity.directory.find(id)).isEmpty();
    }
}
