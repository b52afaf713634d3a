package kr.dure.identity.internal.tenant;

import java.util.Optional;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Contacts;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Contacts}: whom the company named at sign-up, or the service centre since. */
@Component
public final class ContactsImpl implements Contacts {
    private final Tx tx;

    @Activate
    public ContactsImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public Optional<Contact> find() {
        return tx.read(CompanyFacts::find)
                .filter(company -> !company.contactEmail().isEmpty())
                .map(company -> new Contact(company.contactName(), company.contactEmail(), company.language()));
    }
}
