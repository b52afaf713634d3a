package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kr.dure.carrier.Carrier.Receipt;
import kr.dure.carrier.Result;
import kr.dure.sms.internal.Receipts.Expected;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final Tenant ACME = new Tenant(UUID.randomUUID(), "acme", "acme", TenantState.OPEN, false);
    private static final String PHONE = "01012345678";
    private static final String OTHER_PHONE = "01099998888";

    private static final Instant NOON = Instant.parse("2026-06-15T03:00:00Z");

    private final Receipts receipts = new Receipts();

    private static Receipt delivered(String id, String phone) {
        return new Receipt(id, phone, Result.DELIVERED, null);
    }

    private static Expected expected(String id, String phone, UUID recipient) {
        return new Expected(id, phone, ACME, recipient, false, NOON);
    }

    private UUID expect(String id, String phone) {
        UUID recipient = UUID.randomUUID();
        assertThat(receipts.expect(expected(id, phone, recipient))).isEmpty();
        return recipient;
    }

    @Test
    void aReceiptAfterTheAnswerFindsItsMessage() {
        UUID recipient = expect("1234567", PHONE);
        assertThat(receipts.match(delivered("1234567", PHONE))).contains(expected("1234567", PHONE, recipient));
    }

    @Test
    void aReceiptBeforeTheAnswerIsKeptForItsMessageOnce() {
        Receipt receipt = delivered("1234567", PHONE);
        assertThat(receipts.match(receipt)).isEmpty();
        UUID recipient = UUID.randomUUID();
        assertThat(receipts.expect(expected("1234567", PHONE, recipient))).contains(receipt);
        assertThat(receipts.match(receipt).orElseThrow().recipient()).isEqualTo(recipient);
        assertThat(receipts.expect(expected("1234567", PHONE, recipient))).isEmpty();
    }

    @Test
    void aReceiptInHexadecimalFindsTheMessageAnsweredInDecimal() {
        UUID recipient = expect("1000001", PHONE);
        for (String form : new String[] {"f4241", "F4241", "000F4241", " f4241 "}) {
            assertThat(receipts.match(delivered(form, "8210" + PHONE.substring(3))))
                    .as(form)
                    .hasValueSatisfying(found -> assertThat(found.recipient()).isEqualTo(recipient));
        }
    }

    @Test
    void aReceiptInDecimalFindsTheMessageAnsweredInHexadecimal() {
        UUID letters = expect("0F4241", PHONE);
        UUID digits = expect("123456", OTHER_PHONE);
        assertThat(receipts.match(delivered("1000001", PHONE)).orElseThrow().recipient())
                .isEqualTo(letters);
        assertThat(receipts.match(delivered("1193046", OTHER_PHONE))
                        .orElseThrow()
                        .recipient())
                .isEqualTo(digits);
    }

    @Test
    void anEarlyReceiptInTheOtherNotationIsFoundToo() {
        Receipt receipt = delivered("f4241", PHONE);
        assertThat(receipts.match(receipt)).isEmpty();
        assertThat(receipts.expect(expected("1000001", PHONE, UUID.randomUUID())))
                .contains(receipt);
    }

    @Test
    void aReceiptIsNotTakenForAnotherPhonesMessageWhoseIdReadsLikeItInTheOtherNotation() {
        expect("10", PHONE);
        Receipt early = delivered("16", OTHER_PHONE);
        assertThat(receipts.match(early)).isEmpty();
        assertThat(receipts.expect(expected("22", PHONE, UUID.randomUUID()))).isEmpty();
        assertThat(receipts.expect(expected("16", OTHER_PHONE, UUID.randomUUID())))
                .contains(early);
    }

    @Test
    void thePhoneDecidesBetweenTwoMessagesThatAReceiptMayMean() {
        UUID ten = expect("10", PHONE);
        UUID sixteen = expect("16", OTHER_PHONE);
        assertThat(receipts.match(delivered("10", OTHER_PHONE)).orElseThrow().recipient())
                .isEqualTo(sixteen);
        assertThat(receipts.match(delivered("10", PHONE)).orElseThrow().recipient())
                .isEqualTo(ten);
    }

    @Test
    void aReceiptThatNamesNoPhoneIsTakenAsItStands() {
        UUID ten = expect("10", PHONE);
        assertThat(receipts.match(delivered("10", null)).orElseThrow().recipient())
                .isEqualTo(ten);
        assertThat(receipts.match(delivered("16", "")).orElseThrow().recipient())
                .isEqualTo(ten);
    }

    @Test
    void aReceiptAfterTheEndFindsNothing() {
        expect("1234567", PHONE);
        Receipt receipt = delivered("1234567", PHONE);
        receipts.done(receipts.match(receipt).orElseThrow());
        assertThat(receipts.match(receipt)).isEmpty();
    }

    @Test
    void aReceiptThatCouldNotBeStoredFindsItsMessageWhenItIsRepeated() {
        expect("1234567", PHONE);
        Receipt receipt = delivered("1234567", PHONE);
        assertThat(receipts.match(receipt)).isPresent();
        assertThat(receipts.match(receipt)).isPresent();
    }

    @Test
    void anIdThatIsNoNumberIsMatchedAsItStands() {
        UUID recipient = expect("c0a8-XYZ", PHONE);
        assertThat(receipts.match(delivered("C0A8-xyz", PHONE)).orElseThrow().recipient())
                .isEqualTo(recipient);
    }

    @Test
    void aRepeatedReceiptIsForNobody() {
        expect("1234567", PHONE);
        Receipt receipt = delivered("1234567", PHONE);
        receipts.done(receipts.match(receipt).orElseThrow());
        assertThat(receipts.match(receipt)).isEmpty();
        assertThat(receipts.unclaimed(Duration.ZERO)).isEmpty();
    }

    @Test
    void aReceiptNobodyWaitsForIsHandedOutOnce() {
        Receipt receipt = delivered("1234567", PHONE);
        receipts.match(receipt);
        assertThat(receipts.unclaimed(Duration.ofHours(1))).isEmpty();
        assertThat(receipts.unclaimed(Duration.ZERO)).containsExactly(receipt);
        assertThat(receipts.unclaimed(Duration.ZERO)).isEmpty();
    }

    @Test
    void aMessageInDoubtIsFoundByItsNumberTheOldestFirst() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        receipts.doubt(new Expected(null, PHONE, ACME, second, false, NOON.plusSeconds(60)));
        receipts.doubt(new Expected(null, PHONE, ACME, first, false, NOON));
        assertThat(receipts.matchInDoubt(delivered("9", OTHER_PHONE), NOON.plusSeconds(90)))
                .isEmpty();
        assertThat(receipts.matchInDoubt(delivered("9", null), NOON.plusSeconds(90)))
                .isEmpty();
        Expected found = receipts.matchInDoubt(delivered("9", "82" + PHONE.substring(1)), NOON.plusSeconds(90))
                .orElseThrow();
        assertThat(found.recipient()).isEqualTo(first);
        receipts.done(found);
        assertThat(receipts.matchInDoubt(delivered("9", PHONE), NOON.plusSeconds(90))
                        .orElseThrow()
                        .recipient())
                .isEqualTo(second);
    }
}
