package kr.dure.billing.internal.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kr.dure.billing.internal.payment.PaymentService.NewPayment;
import kr.dure.billing.internal.payment.PaymentService.Upload;
import kr.dure.documents.internal.sheet.SpreadsheetsImpl;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class PaymentServiceTest {
    private static final String HEAD = "거래일시,적요,의뢰인/수취인,출금액,입금액,잔액\n";

    private final TestMoney money = new TestMoney("2026-07-10T10:00");
    private final Tenant acme = money.company("주식회사 두레상사");
    private final Tenant other = money.company("(주)한강물산");

    private static String line(String date, String depositor, long amount, long balance) {
        return date + ",인터넷," + depositor + ",0," + amount + "," + balance + "\n";
    }

    private Receivable only(Tenant tenant) {
        return money.owed(tenant).get(0);
    }

    @Test
    void whereverLoadingAStatementDiesNothingOfItIsThereAndTheNextTimeAllOfItIsOnce() {
        money.owe(acme, "2026-06", 145_200, "2026-07-31");
        money.owe(other, "2026-06", 99_000, "2026-07-31");
        byte[] file = (HEAD
                        + line("2026-07-08 13:00:01", "두레상사", 145_200, 1_000_000)
                        + line("2026-07-09 14:00:00", "한강물산", 99_000, 1_099_000)
                        + line("2026-07-09 15:00:00", "누구", 5, 1_099_005))
                .getBytes(StandardCharsets.UTF_8);
        // One id for the file, one for each line, one for each payment.
        for (int death = 1; death <= 6; death++) {
            PaymentService dying =
                    new PaymentService(money.tx, money.idsUntilDeath(death), money.clock, new SpreadsheetsImpl());
            assertThatThrownBy(() -> money.asOperator(() -> dying.upload("bank.csv", file)))
                    .hasMessage("killed");
            assertThat(TestMoney.strings(
                            "SELECT 1 FROM billing.bank_statement UNION ALL SELECT 1 FROM billing.bank_line"
                                    + " UNION ALL SELECT 1 FROM billing.payment UNION ALL SELECT 1 FROM platform.statement_coverage"
                                    + " UNION ALL SELECT 1 FROM platform.job"))
                    .isEmpty();
        }
        Upload first = money.asOperator(() -> money.payments.upload("bank.csv", file));
        assertThat(first)
                .extracting(Upload::lines, Upload::known, Upload::assigned, Upload::covered)
                .containsExactly(3, 0, 2, LocalDate.of(2026, 7, 8));
        Upload second = money.asOperator(() -> money.payments.upload("bank.csv", file));
        assertThat(second).extracting(Upload::known, Upload::assigned).containsExactly(3, 0);
        assertThat(TestMoney.strings("SELECT 1 FROM billing.payment")).hasSize(2);
    }

    @Test
    void theOperatorSaysUntilWhenPaymentsAreBookedAndNeverTakesItBack() {
        assertThat(money.asOperator(money.payments::coverage).through()).isNull();
        LocalDate yesterday = LocalDate.of(2026, 7, 9);
        assertThat(money.asOperator(() -> money.payments.cover(new PaymentService.Coverage(yesterday)))
                        .through())
                .isEqualTo(yesterday);
        assertThat(money.asOperator(() -> money.payments.cover(new PaymentService.Coverage(yesterday.minusDays(3))))
                        .through())
                .isEqualTo(yesterday);
        for (LocalDate wrong : new LocalDate[] {null, yesterday.plusDays(1), yesterday.minusYears(1)}) {
            assertThatThrownBy(() -> money.asOperator(() -> money.payments.cover(new PaymentService.Coverage(wrong))))
                    .isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() ->
                        money.asAdministrator(acme, () -> money.payments.cover(new PaymentService.Coverage(yesterday))))
                .isInstanceOf(Forbidden.class);
        // A statement with lines of a day that is not over covers no more than yesterday.
        money.upload(HEAD + line("2026-07-12 13:00:01", "누구", 7, 7));
        assertThat(money.asOperator(money.payments::coverage).through()).isEqualTo(yesterday);
    }

    @Test
    void aNameWithAnAmountThatIsOwedIsAssignedAtOnce() {
        money.owe(acme, "2026-06", 145_200, "2026-07-31");
        money.owe(other, "2026-06", 145_200, "2026-07-31");
        Upload upload = money.upload(HEAD
                + line("2026-07-09 13:00:01", "두레상사", 145_200, 1_000_000)
                + line("2026-07-09 14:00:00", "출금", 0, 900_000));
        assertThat(upload)
                .extracting(Upload::lines, Upload::assigned, Upload::open)
                .containsExactly(1, 1, 0);
        assertThat(only(acme).state(money.today())).isEqualTo(Receivable.State.PAID);
        assertThat(only(other).state(money.today())).isEqualTo(Receivable.State.OPEN);
        assertThat(money.paid(acme)).singleElement().satisfies(payment -> {
            assertThat(payment.kind()).isEqualTo("TRANSFER");
            assertThat(payment.receivedOn()).isEqualTo(LocalDate.of(2026, 7, 9));
            assertThat(payment.credit()).isZero();
        });
    }

    @Test
    void banksCallTheirColumnsDifferentlyAndWriteCp949() {
        money.owe(acme, "2026-06", 121_423, "2026-07-31");
        String kookmin = "계좌번호,123-45\n거래내역조회\n거래일자,거래시간,보낸분/받는분,출금금액(원),입금금액(원),거래후 잔액,내통장표시\n"
                + "2026.07.09,10:11:12,㈜두레상사,,\"121,423\",\"5,000,000\",\n합계,,,0,\"121,423\",,\n";
        Upload upload = money.asOperator(
                () -> money.payments.upload("kb.csv", kookmin.getBytes(Charset.forName("x-windows-949"))));
        assertThat(upload.assigned()).isEqualTo(1);
        String shinhan =
                "거래일자\t거래시간\t적요\t출금(원)\t입금(원)\t내용\t잔액(원)\n20260710\t09:00:00\t타행이체\t0\t50000\t모르는사람\t5050000\n";
        assertThat(money.upload(shinhan).open()).isEqualTo(1);
        String amounts = "날짜,구분,거래금액,내용\n2026-07-10,입금,30000,가나다\n2026-07-10,출금,99000,라마바\n";
        assertThat(money.upload(amounts).lines()).isEqualTo(1);
    }

    @Test
    void theSameFileAndTheSameLineTwiceHaveNoEffect() {
        money.owe(acme, "2026-05", 1_000, "2026-06-30");
        money.owe(acme, "2026-06", 1_000, "2026-07-31");
        String one = line("2026-07-09 13:00:01", "두레상사", 1_000, 50_000);
        assertThat(money.upload(HEAD + one).assigned()).isEqualTo(1);
        assertThat(money.upload(HEAD + one))
                .extracting(Upload::known, Upload::assigned)
                .containsExactly(1, 0);
        // Another download that overlaps, and the line twice in it.
        Upload later = money.upload(HEAD + one + one + line("2026-07-10 08:00:00", "아무개", 7, 50_007));
        assertThat(later).extracting(Upload::lines, Upload::known, Upload::open).containsExactly(2, 1, 1);
        assertThat(money.paid(acme)).hasSize(1);
    }

    @Test
    void equalLinesThatNothingTellsApartWaitForSomebody() {
        money.owe(acme, "2026-05", 1_000, "2026-06-30");
        money.owe(acme, "2026-06", 1_000, "2026-07-31");
        String bare = "거래일자,입금액,입금자명\n2026-07-09,1000,두레상사\n2026-07-09,1000,두레상사\n";
        assertThat(money.upload(bare))
                .extracting(Upload::assigned, Upload::open)
                .containsExactly(1, 1);
        assertThat(money.upload(bare + " ")).extracting(Upload::known).isEqualTo(2);
        assertThat(money.transfers("OPEN")).singleElement().satisfies(line -> {
            assertThat(line.repeated()).isTrue();
            assertThat(line.suggestions()).isNotEmpty();
        });
    }

    @Test
    void aReferencePaysTheOldestWhateverTheAmountAndTheRestIsCredit() {
        money.owe(acme, "2026-05", 100_000, "2026-06-30");
        money.owe(acme, "2026-06", 50_000, "2026-07-31");
        String reference = PaymentReference.of(acme.id());
        money.upload(HEAD + line("2026-07-09 13:00:01", reference, 120_000, 1));
        assertThat(money.owed(acme)).extracting(Receivable::open).containsExactly(0L, 30_000L);
        assertThat(money.owed(acme).get(1).state(money.today())).isEqualTo(Receivable.State.PARTLY_PAID);
        money.upload(HEAD + line("2026-07-10 13:00:01", reference.toLowerCase(), 40_000, 2));
        assertThat(money.owed(acme)).allMatch(receivable -> receivable.open() == 0);
        assertThat(money.paid(acme).get(0).credit()).isEqualTo(10_000);
        money.owe(acme, "2026-07", 25_000, "2026-08-31");
        money.reviews();
        assertThat(money.owed(acme).get(2).open()).isEqualTo(15_000);
    }

    @Test
    void whatIsNotCertainIsSuggestedWithTheReason() {
        money.owe(acme, "2026-06", 70_000, "2026-07-31");
        Tenant twin = money.company("두레상사");
        money.owe(twin, "2026-06", 70_000, "2026-07-31");
        money.upload(HEAD
                + line("2026-07-09 01:00:00", "두레상사", 70_000, 1)
                + line("2026-07-09 02:00:00", "한강물", 5, 2)
                + line("2026-07-09 03:00:00", "대표 개인", 70_000, 3));
        List<BankLine> open = money.transfers("OPEN");
        assertThat(open).hasSize(3);
        assertThat(open.get(0).suggestions())
                .extracting(BankLine.Suggested::why)
                .containsExactly("NAME_AND_AMOUNT", "NAME_AND_AMOUNT");
        assertThat(open.get(1).suggestions())
                .extracting(BankLine.Suggested::company, BankLine.Suggested::why)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("(주)한강물산", "PART_OF_NAME"));
        assertThat(open.get(2).suggestions())
                .extracting(BankLine.Suggested::why)
                .containsExactly("AMOUNT", "AMOUNT");
    }

    @Test
    void aTransferIsAssignedByHandAndTakenBackWithReasons() {
        money.owe(acme, "2026-06", 70_000, "2026-07-31");
        money.upload(HEAD + line("2026-07-09 03:00:00", "대표 개인", 60_000, 3));
        BankLine open = money.transfers("OPEN").get(0);
        BankLine assigned =
                money.asOperator(() -> money.payments.assign(open.id(), acme.id(), "전화로 확인", open.version()));
        assertThat(assigned).extracting(BankLine::state, BankLine::company).containsExactly("ASSIGNED", acme.name());
        assertThat(only(acme).open()).isEqualTo(10_000);
        assertThatThrownBy(() -> money.asOperator(() -> money.payments.assign(open.id(), other.id(), "x", null)))
                .isInstanceOf(Conflict.class);
        assertThat(catchThrowableOfType(
                                Problem.class,
                                () -> money.asOperator(() -> money.payments.unassign(open.id(), "잘못", open.version())))
                        .status())
                .isEqualTo(412);
        BankLine freed = money.asOperator(() -> money.payments.unassign(open.id(), "다른 회사였음", assigned.version()));
        assertThat(freed.state()).isEqualTo("OPEN");
        assertThat(only(acme).open()).isEqualTo(70_000);
        assertThat(money.paid(acme)).singleElement().satisfies(payment -> {
            assertThat(payment.undoneWhy()).isEqualTo("다른 회사였음");
            assertThat(payment.credit()).isZero();
        });
        assertThat(money.asOperator(() -> money.payments.ignore(open.id(), "이자", null))
                        .state())
                .isEqualTo("IGNORED");
        assertThat(TestMoney.strings(
                        "SELECT action FROM platform.audit WHERE action LIKE 'billing.payment%' ORDER BY id"))
                .containsExactly("billing.payment.assigned", "billing.payment.unassigned", "billing.payment.ignored");
    }

    @Test
    void uploadsOfOneFileAtTheSameMomentCountOnce() throws Exception {
        money.owe(acme, "2026-06", 70_000, "2026-07-31");
        String file = HEAD + line("2026-07-09 03:00:00", "두레상사", 70_000, 3);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Callable<Upload> upload = () -> money.upload(file);
            List<Upload> done = new ArrayList<>();
            for (var running : executor.invokeAll(List.of(upload, upload))) {
                done.add(running.get());
            }
            assertThat(done.stream().mapToInt(Upload::assigned).sum()).isEqualTo(1);
        } finally {
            executor.shutdown();
        }
        assertThat(money.paid(acme)).hasSize(1);
    }

    @Test
    void theOrderOfLinesDoesNotMatter() {
        List<String> outcomes = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            TestMoney fresh = new TestMoney("2026-07-10T10:00");
            Tenant payer = fresh.company("두레상사");
            Tenant second = fresh.company("한강물산");
            fresh.owe(payer, "2026-04", 10_000, "2026-05-31");
            fresh.owe(payer, "2026-05", 20_000, "2026-06-30");
            fresh.owe(payer, "2026-06", 30_000, "2026-07-31");
            fresh.owe(second, "2026-06", 30_000, "2026-07-31");
            List<String> lines = new ArrayList<>(List.of(
                    line("2026-07-01 01:00:00", "두레상사", 30_000, 1),
                    line("2026-07-02 01:00:00", "두레상사", 30_000, 2),
                    line("2026-07-03 01:00:00", "두레상사", 10_000, 3),
                    line("2026-07-03 02:00:00", "한강물산", 29_000, 4),
                    line("2026-07-04 01:00:00", "한강물산", 30_000, 5)));
            Collections.shuffle(lines, new Random(round));
            fresh.upload(HEAD + String.join("", lines));
            outcomes.add(fresh.owed(payer).stream().map(Receivable::open).toList() + " "
                    + fresh.owed(second).stream().map(Receivable::open).toList() + " "
                    + fresh.transfers("OPEN").stream()
                            .mapToLong(BankLine::amount)
                            .sorted()
                            .boxed()
                            .toList());
        }
        assertThat(outcomes).containsOnly("[0, 0, 0] [0] [10000, 29000]");
    }

    @Test
    void aFileThatIsNoStatementIsRefusedWithTheRow() {
        for (String file : List.of(
                "이름,전화\n가,나\n",
                HEAD + "2026-13-40,x,y,0,100,1\n",
                HEAD + "2026-07-09,x,y,0,백원,1\n",
                HEAD + "2026-07-09,x,y,0,-5,1\n",
                HEAD)) {
            Invalid invalid = catchThrowableOfType(Invalid.class, () -> money.upload(file));
            assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("file");
        }
        assertThat(TestMoney.strings("SELECT id FROM billing.bank_statement")).isEmpty();
    }

    @Test
    void aPaymentByHandNeedsAllItsFieldsAndCanBeTakenBack() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(
                        () -> money.payments.record(new NewPayment(null, 0L, LocalDate.of(2026, 7, 11), " "))));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactly("tenantId", "amount", "receivedOn", "note");
        money.owe(acme, "2026-06", 70_000, "2026-07-31");
        UUID id = money.asOperator(() ->
                        money.payments.record(new NewPayment(acme.id(), 70_000L, LocalDate.of(2026, 7, 10), "현금")))
                .payment()
                .id();
        assertThat(only(acme).open()).isZero();
        money.asOperator(() -> money.payments.undo(acme.id(), id, "이중 입력"));
        assertThat(only(acme).open()).isEqualTo(70_000);
        assertThatThrownBy(() -> money.asOperator(() -> money.payments.undo(acme.id(), id, "다시")))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> money.asOperator(() ->
                        money.payments.record(new NewPayment(UUID.randomUUID(), 1L, LocalDate.of(2026, 7, 10), "x"))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aCompanyNeitherBooksPaymentsNorSeesThoseOfOthers() {
        money.owe(acme, "2026-06", 70_000, "2026-07-31");
        money.upload(HEAD + line("2026-07-09 03:00:00", "두레상사", 70_000, 3));
        assertThatThrownBy(() -> money.asAdministrator(
                        acme, () -> money.payments.upload("x", (HEAD + line("2026-07-09", "a", 1, 1)).getBytes())))
                .isInstanceOf(Forbidden.class);
        assertThat(money.paid(other)).isEmpty();
        assertThat(money.owed(other)).isEmpty();
        assertThat(money.standing(other).receivables()).isEmpty();
    }
}
