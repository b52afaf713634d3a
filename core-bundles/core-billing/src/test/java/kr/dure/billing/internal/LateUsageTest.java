package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.lines;
import static kr.dure.billing.internal.TestBilling.seoul;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.UsageReport.By;
import kr.dure.billing.internal.UsageReport.Part;
import kr.dure.tenant.Tenant;
import org.junit.jupiter.api.Test;

/** Uses that come to light after their month was closed, and uses by day and by person. */
class LateUsageTest {
    private final TestBilling billing = new TestBilling("2026-05-01T10:00", TestBilling.SMS);
    private final Tenant acme = billing.signUp(20, "groupware", "sms");

    private Invoice close(String month, String at) {
        billing.at(at);
        assertThat(billing.close(month).state()).isEqualTo("DONE");
        return billing.invoices(acme).stream()
                .filter(invoice -> invoice.month().equals(YearMonth.parse(month)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lateUsesStandOnTheNextOpenMonthWithTheNameOfTheirOwn() {
        billing.count(acme, "sms", 10, "in time", seoul("2026-05-20T10:00"));
        assertThat(lines(close("2026-05", "2026-06-01T09:00").lines())).containsExactly("seat 120000", "sms 150");
        billing.count(acme, "sms", 4, "late", seoul("2026-05-31T23:59"));
        billing.count(acme, "sms", 1, "june", seoul("2026-06-02T10:00"));
        Invoice june = close("2026-06", "2026-07-01T09:00");
        assertThat(lines(june.lines())).containsExactly("seat 120000", "sms 15", "adjustment 60");
        assertThat(june.lines().get(2).description().ko()).contains("2026-05");
        assertThat(june.lines().get(2).explanation().en()).contains("2026-05").contains("60 won");
        assertThat(june.lines().get(2).rule()).isEqualTo("B5");
        assertThat(lines(close("2026-07", "2026-08-01T09:00").lines())).containsExactly("seat 120000");
    }

    @Test
    void lateUsesCostWhatTheyCostInTheirMonth() {
        close("2026-05", "2026-06-01T09:00");
        TestBilling.sql("INSERT INTO platform.price VALUES ('sms', '2026-06-01', 'USE', 20)");
        billing.count(acme, "sms", 4, "late", seoul("2026-05-31T23:59"));
        billing.count(acme, "sms", 4, "june", seoul("2026-06-01T23:59"));
        assertThat(lines(close("2026-06", "2026-07-01T09:00").lines()))
                .containsExactly("seat 120000", "sms 80", "adjustment 60");
    }

    @Test
    void theSameUseLateAndInTimeIsChargedOnce() {
        billing.count(acme, "sms", 1, "same", seoul("2026-05-20T10:00"));
        close("2026-05", "2026-06-01T09:00");
        billing.count(acme, "sms", 1, "same", seoul("2026-05-20T10:00"));
        billing.count(acme, "sms", 1, "same", seoul("2026-06-20T10:00"));
        assertThat(lines(close("2026-06", "2026-07-01T09:00").lines())).containsExactly("seat 120000");
    }

    @Test
    void thePreviewOfTheRunningMonthHasTheLateUsesAlready() {
        close("2026-05", "2026-06-01T09:00");
        billing.count(acme, "sms", 4, "late", seoul("2026-05-31T23:59"));
        assertThat(lines(billing.as(acme, () -> billing.billing.usage(null, By.METER))
                        .lines()))
                .containsExactly("seat 120000", "adjustment 60");
        assertThat(lines(close("2026-06", "2026-06-10T09:00").lines())).containsExactly("seat 120000", "adjustment 60");
        assertThat(lines(close("2026-06", "2026-07-01T09:00").lines())).containsExactly("seat 120000", "adjustment 60");
    }

    @Test
    void usesOfAMonthThatIsNotClosedYetAreNotLate() {
        billing.count(acme, "sms", 4, "may", seoul("2026-05-31T23:59"));
        assertThat(lines(close("2026-06", "2026-07-01T09:00").lines())).containsExactly("seat 120000");
        assertThat(lines(close("2026-05", "2026-07-01T09:00").lines())).containsExactly("seat 120000", "sms 60");
        assertThat(lines(close("2026-07", "2026-08-01T09:00").lines())).containsExactly("seat 120000");
    }

    @Test
    void usageCanBeSeenByDayAndByPerson() {
        UUID kim = UUID.randomUUID();
        billing.countBy(acme, kim, "sms", 2, "a", seoul("2026-05-03T00:00"));
        billing.countBy(acme, kim, "sms", 3, "b", seoul("2026-05-03T23:59"));
        billing.count(acme, "sms", 1, "c", seoul("2026-05-04T00:00"));
        assertThat(billing.as(acme, () -> billing.billing.usage(null, By.DAY)).parts())
                .containsExactly(
                        new Part(LocalDate.of(2026, 5, 3), null, "sms", 5, 15, 75),
                        new Part(LocalDate.of(2026, 5, 4), null, "sms", 1, 15, 15));
        assertThat(billing.as(acme, () -> billing.billing.usage(null, By.USER)).parts())
                .containsExactly(new Part(null, kim, "sms", 5, 15, 75), new Part(null, null, "sms", 1, 15, 15));
        assertThat(billing.as(acme, () -> billing.billing.usage(null, By.METER)).parts())
                .isEmpty();
        Tenant bravo = billing.signUp(5, "sms");
        assertThat(billing.as(bravo, () -> billing.billing.usage(null, By.USER)).parts())
                .isEqualTo(List.of());
    }
}
