package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SmppRouteTest {
    @Test
    void aRouteIsReadFromAUrl() {
        assertThat(SmppRoute.parse(" smpp://dure:p%40ss:word@smsc.example:2776 "))
                .isEqualTo(new SmppRoute("smsc.example", 2776, "dure", "p@ss:word"));
    }

    @Test
    void thePortIsTheOneOfSmppUnlessNamed() {
        assertThat(SmppRoute.parse("smpp://dure:secret@127.0.0.1").port()).isEqualTo(2775);
    }

    @Test
    void aBadUrlIsRefusedWithoutNamingTheSecret() {
        for (String url : List.of(
                "",
                "127.0.0.1:2775",
                "http://dure:s3cret@host",
                "smpp://host:2775",
                "smpp://s3cret@host",
                "smpp://dure:s3^cret@host:2775",
                "smpp://dure:s3cret@",
                "smpp://dure:s3cret@ho st")) {
            assertThatIllegalArgumentException()
                    .as(url)
                    .isThrownBy(() -> SmppRoute.parse(url))
                    .withMessageNotContaining("s3")
                    .withNoCause();
        }
    }

    @Test
    void aRouteInALogNamesNoPassword() {
        assertThat(SmppRoute.parse("smpp://dure:s3cret@host")).hasToString("smpp://dure@host:2775");
    }
}
