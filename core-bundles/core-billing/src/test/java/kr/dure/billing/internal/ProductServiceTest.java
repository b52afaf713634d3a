package kr.dure.billing.internal;

import static kr.dure.billing.internal.TestBilling.HR;
import static kr.dure.billing.internal.TestBilling.SMS;
import static kr.dure.billing.internal.TestBilling.app;
import static kr.dure.billing.internal.TestBilling.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Subscriptions.Order;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.Problem.FieldError;
import org.junit.jupiter.api.Test;

class ProductServiceTest {
    private final TestBilling billing = new TestBilling(
            "2026-01-05T10:00",
            SMS,
            HR,
            app("attendance-sync", new Price(Basis.ITEM, 0)),
            app("wiki", new Price(Basis.ACCOUNT, 1_000)));

    private Product enable(Tenant tenant, String product) {
        return billing.as(tenant, () -> billing.products.enable(product));
    }

    private Product disable(Tenant tenant, String product) {
        return billing.as(tenant, () -> billing.products.disable(product));
    }

    private boolean enabled(Tenant tenant, String product) {
        return billing.entitlements.enabled(tenant.id(), product);
    }

    @Test
    void aProductIsOnAndOffAtOnceForItsCustomerOnly() {
        Tenant acme = billing.signUp(20, "groupware");
        Tenant bravo = billing.signUp(20, "groupware");
        assertThat(enabled(acme, "sms")).isFalse();
        assertThat(enable(acme, "sms").state()).isEqualTo(Product.State.ENABLED);
        assertThat(enabled(acme, "sms")).isTrue();
        assertThat(enabled(bravo, "sms")).isFalse();
        assertThat(disable(acme, "sms").state()).isEqualTo(Product.State.AVAILABLE);
        assertThat(enabled(acme, "sms")).isFalse();
        assertThat(enabled(acme, "groupware")).isTrue();
    }

    @Test
    void openBrowsersOfTheCustomerAreToldOfEveryChangeOfItsProducts() {
        Tenant acme = billing.signUp(20, "groupware");
        billing.told.clear();
        enable(acme, "sms");
        disable(acme, "sms");
        assertThat(billing.told).containsExactly(acme.id(), acme.id());
    }

    @Test
    void aProductIsChargedFromTheDayItIsSwitchedOnToTheDayItIsSwitchedOff() {
        Tenant acme = billing.signUp(7, "sms");
        billing.at("2026-06-11T09:00");
        enable(acme, "hr");
        billing.at("2026-06-20T18:00");
        disable(acme, "hr");
        billing.at("2026-07-01T09:00");
        billing.close("2026-06");
        assertThat(lines(billing.invoice(acme).lines())).containsExactly("hr 11666");
    }

    @Test
    void switchingOnTwiceIsOnce() throws Exception {
        Tenant acme = billing.signUp(20, "groupware");
        assertThat(TestBilling.atOnce(4, () -> enable(acme, "sms").state())).containsOnly(Product.State.ENABLED);
        enable(acme, "sms");
        assertThat(TestBilling.strings("SELECT id FROM billing.entitlement WHERE product = 'sms'"))
                .hasSize(1);
        disable(acme, "sms");
        disable(acme, "sms");
        assertThat(TestBilling.strings("SELECT action FROM platform.audit WHERE subject = 'sms' ORDER BY id"))
                .containsExactly("billing.product.enabled", "billing.product.disabled");
    }

    @Test
    void thePreviewSaysWhatTheRestOfTheMonthCostsAndChangesNothing() {
        Tenant acme = billing.signUp(7, "sms");
        billing.at("2026-06-16T09:00");
        ProductPreview hr = billing.as(acme, () -> billing.products.preview("hr"));
        assertThat(hr.moneyToday()).isEqualTo(17_500);
        assertThat(lines(hr.nextInvoice().lines())).containsExactly("hr 17500");
        assertThat(hr.price()).isEqualTo(new Price(Basis.ACCOUNT, 5_000));
        assertThat(enabled(acme, "hr")).isFalse();
    }

    @Test
    void thePreviewOfAMeteredProductOrOfOneThatIsFreeCostsNothingToday() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThat(billing.as(acme, () -> billing.products.preview("sms")).moneyToday())
                .isZero();
        ProductPreview hr = billing.as(acme, () -> billing.products.preview("hr"));
        assertThat(hr.moneyToday()).isZero();
        assertThat(lines(hr.nextInvoice().lines())).contains("hr 0");
    }

    @Test
    void aNewAppsPriceIsCopiedOnceAndThenThePriceBookDecides() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThat(enable(acme, "wiki").price()).isEqualTo(new Price(Basis.ACCOUNT, 1_000));
        TestBilling.sql("UPDATE platform.price SET won = 900 WHERE product = 'wiki'");
        billing.at("2026-02-01T09:00");
        assertThat(enable(acme, "wiki").price()).isEqualTo(new Price(Basis.ACCOUNT, 900));
        billing.at("2026-03-01T09:00");
        billing.close("2026-02");
        assertThat(lines(billing.invoice(acme).lines())).containsExactly("seat 120000", "wiki 18000");
    }

    @Test
    void groupwareUnderATermIsNotTheCustomersToSwitchOff() {
        Tenant acme = billing.signUp(new Order(List.of("groupware"), 20, 1, "monthly", false));
        assertThatThrownBy(() -> disable(acme, "groupware")).isInstanceOf(Conflict.class);
        assertThat(enabled(acme, "groupware")).isTrue();
    }

    @Test
    void attendanceSyncNeedsItsContract() {
        Tenant acme = billing.signUp(20, "groupware");
        Problem problem = catchThrowableOfType(Problem.class, () -> enable(acme, "attendance-sync"));
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.type()).isEqualTo("contract-required");
    }

    @Test
    void whatIsNotThereCannotBeSwitchedOn() {
        Tenant acme = billing.signUp(20, "groupware");
        assertThatThrownBy(() -> enable(acme, "nothing")).isInstanceOf(NotFound.class);
        Problem problem = catchThrowableOfType(Problem.class, () -> enable(acme, "sales"));
        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.type()).isEqualTo("app-not-installed");
        assertThatThrownBy(() -> billing.asOperator(() -> billing.products.enable("sms")))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void whatIsOnStaysInTheListWhenItsAppIsAway() {
        Tenant acme = billing.signUp(20, "groupware", "inventory");
        assertThat(billing.as(acme, billing.products::list))
                .extracting(product -> product.id() + " " + product.state())
                .contains("groupware ENABLED", "inventory NOT_INSTALLED", "sms AVAILABLE")
                .doesNotContain("sales AVAILABLE");
    }

    @Test
    void anOrderNamesEveryFieldAtFault() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> billing.subscriptions.check(new Order(
                        List.of("groupware", "nothing", "groupware", "attendance-sync"), 0, 4, "cash", true)));
        assertThat(invalid.errors())
                .extracting(FieldError::field)
                .containsExactly("products[1]", "products[2]", "products[3]", "seats", "term", "payment");
        assertThatThrownBy(() -> billing.subscriptions.check(new Order(List.of(), 1, 0, "monthly", false)))
                .isInstanceOf(Invalid.class);
    }
}
