package kr.dure.identity.internal.tenant;

import java.util.Optional;
import java.util.UUID;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.SignUps;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link SignUps}: the same sign-up as over HTTP. */
@Component
public final class SignUpsImpl implements SignUps {
    private static final int CONFLICT = 409;

    private final SignUpService service;

    @Activate
    public SignUpsImpl(@Reference SignUpService service) {
        this.service = service;
    }

    @Override
    public Opened open(UUID id, NewCompany company) {
        Optional<SignUp.Opened> before = service.opened(id);
        return answer(before.isPresent() ? before.get() : signUp(id, request(company)));
    }

    /** Whoever did the same at the same moment has opened it. */
    private SignUp.Opened signUp(UUID id, SignUp request) {
        try {
            return service.signUp(id, request);
        } catch (Problem problem) {
            if (problem.status() != CONFLICT) {
                throw problem;
            }
            return service.opened(id).orElseThrow(() -> problem);
        }
    }

    private static SignUp request(NewCompany given) {
        Order order = given.order();
        return new SignUp(
                given.company() == null
                        ? null
                        : new SignUp.Company(
                                given.company().name(), given.company().businessNumber()),
                given.contact() == null
                        ? null
                        : new SignUp.Contact(
                                given.contact().name(),
                                given.contact().email(),
                                given.contact().phone()),
                given.host() == null
                        ? null
                        : new SignUp.Host(
                                given.host().kind(),
                                given.host().name(),
                                given.host().host(),
                                given.host().mailDomain()),
                given.admin() == null
                        ? null
                        : new SignUp.Admin(
                                given.admin().loginId(), given.admin().password()),
                order.products(),
                order.seats(),
                order.term(),
                order.payment(),
                order.autoDebit());
    }

    private static Opened answer(SignUp.Opened opened) {
        return new Opened(
                opened.tenantId(),
                opened.state(),
                opened.loginUrl(),
                opened.dnsRecords().stream()
                        .map(record -> new Record(record.type(), record.name(), record.value()))
                        .toList(),
                opened.statusUrl());
    }
}
