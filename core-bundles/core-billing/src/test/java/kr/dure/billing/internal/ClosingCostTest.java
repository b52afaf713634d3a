package kr.dure.billing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kr.dure.billing.internal.payment.ReceivablesImpl;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.Test;

/** A closing asks the database few times per company: with ten thousand of them each question counts. */
class ClosingCostTest {
    private static final int COMPANIES = 20;

    /** What a company may cost; the pages of the visit are among it. */
    private static final int ROUND_TRIPS = 13;

    /** Counts what the driver sends and waits for. */
    private static final class RoundTrips extends Handler implements AutoCloseable {
        private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
        private final AtomicInteger count = new AtomicInteger();

        RoundTrips() {
            setLevel(Level.ALL);
            driver.setLevel(Level.FINEST);
            driver.setUseParentHandlers(false);
            driver.addHandler(this);
        }

        @Override
        public void publish(LogRecord log) {
            if (log.getMessage().contains("FE=> Sync")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            driver.removeHandler(this);
            driver.setUseParentHandlers(true);
            driver.setLevel(null);
        }
    }

    @Test
    void aCompanyIsClosedInFewRoundTrips() {
        TestBilling billing = new TestBilling("2026-05-10T10:00");
        for (int i = 0; i < COMPANIES; i++) {
            Tenant company = billing.signUp(new Order(List.of("groupware", "sms"), 20, 3, "monthly", true));
            billing.count(company, "sms", 5, "use", billing.clock.instant());
            billing.admit(company, 23, true);
        }
        billing.receivables.ledger = new ReceivablesImpl(billing.clock);
        billing.at("2026-06-01T02:00");
        try (RoundTrips trips = new RoundTrips()) {
            assertThat(billing.close("2026-05").state()).isEqualTo("DONE");
            assertThat(trips.count.get()).isBetween(COMPANIES, COMPANIES * ROUND_TRIPS);
        }
    }
}
