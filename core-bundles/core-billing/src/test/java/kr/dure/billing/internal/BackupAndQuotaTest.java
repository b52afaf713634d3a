package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.product.BackupCharges.Charge;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.Test;

/** B10 and B11. */
class BackupAndQuotaTest {
    private static final Charge FREE = new Charge(true, 0);
    private static final Charge CHARGED = new Charge(false, 30_000);
    private static final long GIGABYTE = 1L << 30;

    private final TestBilling billing = new TestBilling("2026-06-10T10:00", TestBilling.HR);

    private Charge order(Tenant tenant, String key) {
        return billing.as(tenant, () -> billing.backups.record(key));
    }

    private Charge preview(Tenant tenant) {
        return billing.as(tenant, billing.backups::preview);
    }

    @Test
    void oneBackupOfACalendarYearIsFreeAndFurtherOnesAreCharged() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThat(preview(acme)).isEqualTo(FREE);
        assertThat(order(acme, "a")).isEqualTo(FREE);
        assertThat(preview(acme)).isEqualTo(CHARGED);
        assertThat(order(acme, "b")).isEqualTo(CHARGED);
        assertThat(order(acme, "a")).isEqualTo(FREE);
        assertThat(order(acme, "b")).isEqualTo(CHARGED);
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        assertThat(lines(billing.invoice(acme).lines())).containsExactly("seat 84000", "backup 30000", "backup 0");
        assertThat(billing.invoice(acme).lines())
                .extracting(line -> line.rule())
                .containsExactly("B1", "B10", "B10");
        billing.at("2027-01-01T00:00");
        assertThat(preview(acme)).isEqualTo(FREE);
    }

    @Test
    void ofTwoOrdersAtOnceOneIsFree() throws Exception {
        Tenant acme = billing.signUp(20, "groupware");
        AtomicInteger keys = new AtomicInteger();
        List<Charge> charges = TestBilling.atOnce(4, () -> order(acme, "k" + keys.incrementAndGet()));
        assertThat(charges).containsExactlyInAnyOrder(FREE, CHARGED, CHARGED, CHARGED);
    }

    @Test
    void theQuotaIsTenGigabytesPerSeatOrOnePerAccountOfAProductAlone() {
        Tenant acme = billing.signUp(20, "groupware", "hr");
        Tenant bravo = billing.signUp(7, "hr");
        assertThat(billing.as(acme, billing.quota::limit)).isEqualTo(200 * GIGABYTE);
        assertThat(billing.as(bravo, billing.quota::limit)).isEqualTo(7 * GIGABYTE);
        billing.admit(acme, 21, true);
        assertThat(billing.as(acme, billing.quota::limit)).isEqualTo(210 * GIGABYTE);
        TestBilling.sql("INSERT INTO platform.price_policy VALUES ('quota-seat', '2026-06-11', '20')");
        billing.at("2026-06-11T00:00");
        assertThat(billing.as(acme, billing.quota::limit)).isEqualTo(420 * GIGABYTE);
    }
}
