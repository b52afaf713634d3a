package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneNumberTest {
    @Test
    void aMobileNumberIsReadWithHyphensSpacesOrCountryCode() {
        for (String typed : List.of("01012345678", "010-1234-5678", " 010 1234 5678 ", "+82 10-1234-5678")) {
            assertThat(PhoneNumber.mobile(typed)).as(typed).contains("01012345678");
        }
    }

    @Test
    void anOldMobileNumberMayHaveTenDigitsButOneOf010MayNot() {
        assertThat(PhoneNumber.mobile("011-123-4567")).contains("0111234567");
        assertThat(PhoneNumber.mobile("010-123-4567")).isEmpty();
    }

    @Test
    void whatIsNoMobileNumberReceivesNothing() {
        for (String typed : List.of("", "02-123-4567", "0101234567a", "010123456789", "012-1234-5678", "１０")) {
            assertThat(PhoneNumber.mobile(typed)).as(typed).isEmpty();
        }
        assertThat(PhoneNumber.mobile(null)).isEmpty();
        assertThat(PhoneNumber.mobile("010-1234-5678         ")).isEmpty();
    }

    @Test
    void areaMobileInternetFreeAndNationWideNumbersMaySend() {
        for (String typed : List.of(
                "02-123-4567",
                "02-1234-5678",
                "031-123-4567",
                "064-1234-5678",
                "010-1234-5678",
                "070-1234-5678",
                "080-123-4567",
                "1588-1234",
                "1661-1234",
                "1899-1234")) {
            assertThat(PhoneNumber.sender(typed)).as(typed).contains(typed.replace("-", ""));
        }
    }

    @Test
    void personalForwardedAndForeignNumbersMayNotSend() {
        for (String typed : List.of(
                "030-1234-5678",
                "050-1234-5678",
                "0505-123-4567",
                "112",
                "1234-5678",
                "035-123-4567",
                "+1 212 555 0100",
                "010-123-4567")) {
            assertThat(PhoneNumber.sender(typed)).as(typed).isEmpty();
        }
        assertThat(PhoneNumber.sender(null)).isEmpty();
    }
}
