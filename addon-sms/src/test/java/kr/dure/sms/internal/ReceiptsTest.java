package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import kr.dure.sms.internal.Carrier.Receipt;
import kr.dure.sms.internal.Receipts.Expected;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final Tenant ACME = new Tenant(UUID.randomUUID(), "acme", "acme", TenantState.OPEN, false);
    private static final String PHONE = "01012345678";
    private static final String OTHER_PHONE = "01099998888";

    private final Receipts receipts = new Receipts();

    private static Receipt delivered(String id, String phone) {
        return new Receipt(id, phone, true, null);
    }

    private UUID expect(String id, String phone) {
        UUID recipient = UUID.randomUUID();
        assertThat(receipts.expect(id, phone, ACME, recipient)).isEmpty();
        return recipient;
    }

    @Test
    void aReceiptAfterTheAnswerFindsItsMessage() {
        UUID recipient = expect("1234567", PHONE);
        assertThat(receipts.match(delivered("1234567", PHONE)))
                .contains(new Expected("1234567", PHONE, ACME, recipient));
    }

    @Test
    void aReceiptBeforeTheAnswerIsKeptForItsMessageOnce() {
        Receipt receipt = delivered("1234567", PHONE);
        assertThat(receipts.match(receipt)).isEmpty();
        UUID recipient = UUID.randomUUID();
        assertThat(receipts.expect("1234567", PHONE, ACME, recipient)).contains(receipt);
        assertThat(receipts.match(receipt).orElseThrow().recipient()).isEqualTo(recipient);
        assertThat(receipts.expect("1234567", PHONE, ACME, recipient)).isEmpty();
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
        assertThat(receipts.expect("1000001", PHONE, ACME, UUID.randomUUID())).contains(receipt);
    }

    @Test
    void aReceiptIsNotTakenForAnotherPhonesMessageWhoseIdReadsLikeItInTheOtherNotation() {
        expect("10", PHONE);
        Receipt early = delivered("16", OTHER_PHONE);
        assertThat(receipts.match(early)).isEmpty();
        assertThat(receipts.expect("22", PHONE, ACME, UUID.randomUUID())).isEmpty();
        assertThat(receipts.expect("16", OTHER_PHONE, ACME, UUID.randomUUID())).contains(early);
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
}
