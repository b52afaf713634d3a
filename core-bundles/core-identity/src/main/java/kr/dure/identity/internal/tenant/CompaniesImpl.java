package kr.dure.identity.internal.tenant;

import java.util.Optional;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Companies;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Companies}: what the company said about itself at sign-up. */
@Component
public final class CompaniesImpl implements Companies {
    private final Tx tx;

    @Activate
    public CompaniesImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public Optional<Company> find() {
        return tx.read(CompanyFacts::find)
                .map(facts -> new Company(Tenants.current().name(), facts.businessNumber()));
    }
}
