package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import kr.dure.carrier.CarrierRoute;
import org.junit.jupiter.api.Test;

class RouteSettingsTest {
    @Test
    void aRouteIsReadFromAUrl() {
        RouteSettings settings = RouteSettings.parse(" smpp://dure:p%40ss:word@smsc.example:2776 ");
        assertThat(settings.route())
                .isEqualTo(new CarrierRoute(
                        "default",
                        "smsc.example",
                        2776,
                        "dure",
                        "p@ss:word",
                        Optional.empty(),
                        Optional.empty(),
                        RouteSettings.DEFAULT_WINDOW));
        assertThat(settings.longMessages()).isFalse();
    }

    @Test
    void aUrlCanSayThatTheRouteTakesLongMessages() {
        assertThat(RouteSettings.parse("smpp://dure:secret@host?lms=true").longMessages())
                .isTrue();
    }

    @Test
    void thePortIsTheOneOfSmppUnlessNamed() {
        assertThat(RouteSettings.parse("smpp://dure:secret@127.0.0.1").route().port())
                .isEqualTo(2775);
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
                    .isThrownBy(() -> RouteSettings.parse(url))
                    .withMessageNotContaining("s3")
                    .withNoCause();
        }
    }

    @Test
    void aRouteInALogNamesNoPassword() {
        assertThat(RouteSettings.parse("smpp://dure:s3cret@host").toString())
                .contains("dure@host:2775")
                .doesNotContain("s3cret");
    }
}
