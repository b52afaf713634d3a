package kr.dure.identity.internal.account;

import kr.dure.identity.Accounts;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link Accounts}; a component of its own, because who adds accounts asks billing. */
@Component
public final class AccountsImpl implements Accounts {
    private final Tx tx;

    @Activate
    public AccountsImpl(@Reference(target = "(unit=kr.dure.identity)") Tx tx) {
        this.tx = tx;
    }

    @Override
    public int count() {
        return tx.read(session -> new AccountRepository(session).countForAddition());
    }
}
