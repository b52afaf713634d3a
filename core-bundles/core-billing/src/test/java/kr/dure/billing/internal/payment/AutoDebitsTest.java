package kr.dure.billing.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.pricing.LostDiscount;
import kr.dure.payment.AutoDebitFormat;
import kr.dure.payment.AutoDebitFormat.Item;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class AutoDebitsTest {
    private static final Charset CP949 = Charset.forName("x-windows-949");

    private final TestMoney money = new TestMoney("2026-07-20T10:00");
    private final Tenant acme = company("두레상사");
    private final Tenant other = company("한강물산");

    private Tenant company(String name) {
        Tenant tenant = money.company(name);
        TestMoney.sql(
                "INSERT INTO billing.subscription (tenant_id, id, registered_on, term, payment, auto_debit, version)"
                        + " VALUES ('" + tenant.id() + "', '" + UUID.randomUUID()
                        + "', '2026-01-01', 0, 'monthly', true, 1)");
        money.asAdministrator(
                tenant,
                () -> money.mandates.put(new Mandate.Request("004", "123-4567-890123", "두레", "220-81-62517"), null));
        return tenant;
    }

    private DebitRun collect() {
        return money.asOperator(() -> money.debits.create(new DebitRun.Request(LocalDate.of(2026, 7, 25), null)));
    }

    /** The bank's answer to our own file: everything paid but what fails. */
    private byte[] answer(byte[] order, int failing) {
        String text = new String(order, CP949).replace("EB210725", "EB220725");
        StringBuilder answer = new StringBuilder();
        byte[] bytes = text.getBytes(CP949);
        for (int i = 0; i < bytes.length / CmsFormat.RECORD; i++) {
            byte[] record = java.util.Arrays.copyOfRange(bytes, i * CmsFormat.RECORD, (i + 1) * CmsFormat.RECORD);
            if (record[0] == 'R') {
                byte[] outcome = (i == failing ? "N0021" : "Y    ").getBytes(CP949);
                System.arraycopy(outcome, 0, record, 1 + 8 + 10 + 7 + 16 + 13 + 13, outcome.length);
            }
            answer.append(new String(record, CP949)).append("\r\n");
        }
        return answer.toString().getBytes(CP949);
    }

    @Test
    void theFileHasRecordsOfFixedWidthWithCountsAndSums() {
        byte[] file = new CmsFormat("9912345678")
                .write(new AutoDebitFormat.Collection(
                        LocalDate.of(2026, 7, 25),
                        List.of(
                                new Item(
                                        1,
                                        "D12345678",
                                        "004",
                                        "1234567890123",
                                        "2208162517",
                                        121_423,
                                        "두레202606-000001"),
                                new Item(2, "D87654321", "088", "110123456789", "800101", 1, "한글이아주긴통장기재내용입니다"))));
        assertThat(file).hasSize(4 * CmsFormat.RECORD);
        String head = new String(file, 0, CmsFormat.RECORD, CP949);
        assertThat(head).startsWith("H000000009912345678EB210725260725");
        String first = new String(file, CmsFormat.RECORD, CmsFormat.RECORD, CP949);
        assertThat(first).startsWith("R000000019912345678004    1234567890123   0000000121423");
        assertThat(new String(file, 3 * CmsFormat.RECORD, CmsFormat.RECORD, CP949))
                .startsWith("T999999999912345678EB21072500000002000000020000000121424");
        assertThatThrownBy(() -> new CmsFormat((String) null)
                        .write(new AutoDebitFormat.Collection(LocalDate.of(2026, 7, 25), List.of())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void whatIsDebitedIsPaidAndWhatFailsLosesItsDiscountAndIsSaid() {
        UUID paid = money.owe(acme, "2026-06", 121_423, 1_115, "2026-07-31");
        UUID failed = money.owe(other, "2026-06", 50_000, 400, "2026-07-31");
        DebitRun run = collect();
        assertThat(run)
                .extracting(DebitRun::items, DebitRun::total, DebitRun::state)
                .containsExactly(2, 171_423L, "SENT");
        assertThatThrownBy(this::collect).isInstanceOf(Conflict.class);
        byte[] file = money.asOperator(() -> money.debits.file(run.id()));
        assertThat(money.asOperator(() -> money.debits.file(run.id()))).isEqualTo(file);
        int failing = run.debits().get(0).tenantId().equals(other.id()) ? 1 : 2;
        byte[] answer = answer(file, failing);
        DebitRun done = money.asOperator(() -> money.debits.result(run.id(), answer));
        assertThat(done.state()).isEqualTo("DONE");
        assertThat(money.asOperator(() -> money.debits.result(run.id(), answer)))
                .isEqualTo(done);
        assertThatThrownBy(() -> money.asOperator(() -> money.debits.result(run.id(), answer(file, 9))))
                .isInstanceOf(Conflict.class);
        assertThat(money.owed(acme)).singleElement().satisfies(one -> {
            assertThat(one.invoiceId()).isEqualTo(paid);
            assertThat(one.open()).isZero();
        });
        assertThat(money.paid(acme)).extracting(Payment::kind).containsExactly("AUTO_DEBIT");
        assertThat(money.owed(other))
                .extracting(Receivable::invoiceId, Receivable::open)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(failed, 50_000L));
        money.reviews();
        money.morning();
        assertThat(money.kinds()).containsExactly("billing.debit-failed");
        assertThat(money.mails.get(0).parts().toString()).contains("0021", "400원");
        List<LostDiscount> lost = Tenants.call(
                other,
                () -> money.tx.read(session -> new PaymentLedger(session, other.id())
                        .standing(money.today())
                        .lostDiscounts()));
        assertThat(lost).extracting(LostDiscount::won).containsExactly(400L);
        // It may be collected again, and loses no second discount.
        assertThat(collect().items()).isEqualTo(1);
    }

    @Test
    void whereverReadingAResultDiesNothingOfItIsBookedAndTheNextTimeAllOfItIsOnce() {
        Tenant third = company("삼산기업");
        money.owe(acme, "2026-06", 121_423, 1_115, "2026-07-31");
        money.owe(other, "2026-06", 44_000, 400, "2026-07-31");
        money.owe(third, "2026-06", 55_000, 500, "2026-07-31");
        DebitRun run = collect();
        byte[] result = answer(money.asOperator(() -> money.debits.file(run.id())), 2);
        for (int death = 1; death <= 2; death++) {
            AutoDebits dying = new AutoDebits(
                    money.tx, money.idsUntilDeath(death), money.clock, money, List.of(new CmsFormat("9912345678")));
            assertThatThrownBy(() -> money.asOperator(() -> dying.result(run.id(), result)))
                    .hasMessage("killed");
            assertThat(money.asOperator(() -> money.debits.get(run.id())).state())
                    .isEqualTo("SENT");
            assertThat(TestMoney.strings("SELECT 1 FROM billing.payment UNION ALL SELECT 1 FROM billing.receivable"
                            + " WHERE paid > 0 OR discount_lost UNION ALL SELECT 1 FROM billing.debit_item"
                            + " WHERE state <> 'SENT' UNION ALL SELECT 1 FROM platform.job"))
                    .isEmpty();
        }
        DebitRun done = money.asOperator(() -> money.debits.result(run.id(), result));
        assertThat(money.asOperator(() -> money.debits.result(run.id(), result)))
                .isEqualTo(done);
        assertThat(TestMoney.strings("SELECT 1 FROM billing.payment")).hasSize(2);
        assertThat(TestMoney.strings("SELECT 1 FROM billing.receivable WHERE discount_lost"))
                .hasSize(1);
    }

    @Test
    void aResultThatDoesNotFitChangesNothing() {
        money.owe(acme, "2026-06", 121_423, 1_115, "2026-07-31");
        DebitRun run = collect();
        byte[] right = answer(money.asOperator(() -> money.debits.file(run.id())), 9);
        for (byte[] wrong : List.of(
                new byte[0],
                "hello".getBytes(),
                new String(right, CP949)
                        .replace("0000000121423", "0000000121424")
                        .getBytes(CP949),
                new String(right, CP949).replace("EB22", "EB21").getBytes(CP949),
                new String(right, CP949).replace("9912345678", "1112345678").getBytes(CP949),
                new String(right, CP949).replace("R00000001", "R00000007").getBytes(CP949))) {
            Invalid invalid = catchThrowableOfType(
                    Invalid.class, () -> money.asOperator(() -> money.debits.result(run.id(), wrong)));
            assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("file");
        }
        assertThat(money.asOperator(() -> money.debits.get(run.id())).state()).isEqualTo("SENT");
        assertThat(money.owed(acme).get(0).open()).isEqualTo(121_423);
    }

    @Test
    void anAccountNumberIsNeverShownAndIsSealedInTheDatabase() {
        assertThat(money.asAdministrator(acme, money.mandates::get).account()).isEqualTo("****0123");
        assertThat(TestMoney.strings("SELECT account || coalesce(holder_number, '') FROM billing.debit_mandate"))
                .noneMatch(text -> text.contains("1234567890123") || text.contains("2208162517"));
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asAdministrator(
                        acme, () -> money.mandates.put(new Mandate.Request("1", "12", "", "220-81-62518"), null)));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("bankCode", "account", "holder", "holderNumber");
        assertThat(catchThrowableOfType(
                                Problem.class,
                                () -> money.asAdministrator(
                                        acme,
                                        () -> money.mandates.put(
                                                new Mandate.Request("004", "12345678", "두레", "800101"), 7)))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void onlyTheOperatorCollectsAndOnlyFromTodayOn() {
        assertThatThrownBy(() -> money.asAdministrator(
                        acme, () -> money.debits.create(new DebitRun.Request(LocalDate.of(2026, 7, 25), "cms"))))
                .isInstanceOf(Forbidden.class);
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(
                        () -> money.debits.create(new DebitRun.Request(LocalDate.of(2026, 7, 19), "xml"))));
        assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("collectOn", "format");
    }
}
