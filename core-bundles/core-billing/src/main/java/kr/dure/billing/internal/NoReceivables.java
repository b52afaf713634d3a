package kr.dure.billing.internal;

import java.time.YearMonth;
import kr.dure.persistence.Session;
import org.osgi.service.component.annotations.Component;

/** {@link Receivables} where no payments are kept: nothing is known to be unpaid. */
@Component
public final class NoReceivables implements Receivables {
    @Override
    public Standing at(Session session, YearMonth month) {
        return Standing.CLEAR;
    }

    @Override
    public void issued(Session session, Invoice invoice, Standing standing) {}

    @Override
    public void credited(Session session, CreditNote note) {}
}
