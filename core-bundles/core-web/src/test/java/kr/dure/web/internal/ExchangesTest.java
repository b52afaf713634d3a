package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kr.dure.product.Text;
import kr.dure.web.AppPause.Held;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class ExchangesTest {
    private static final Set<String> SMS = Set.of("/api/sms");

    @Test
    void aRequestWaitsUntilTheExchangeIsOver() throws Exception {
        Exchanges exchanges = new Exchanges(Duration.ofSeconds(30));
        Held held = exchanges.hold(SMS);
        assertThat(exchanges.holds("/api/sms")).isTrue();
        CompletableFuture<Void> request = CompletableFuture.runAsync(() -> {
            exchanges.enter("/api/sms");
            exchanges.leave("/api/sms");
        });
        exchanges.enter("/api/mail"); // others go in
        exchanges.leave("/api/mail");
        assertThat(request).isNotDone();
        held.close();
        request.get(10, TimeUnit.SECONDS);
        assertThat(exchanges.holds("/api/sms")).isFalse();
    }

    @Test
    void anExchangeBeginsWhenTheRequestsInsideAreAnswered() throws Exception {
        Exchanges exchanges = new Exchanges(Duration.ofSeconds(30));
        exchanges.enter("/api/sms");
        CompletableFuture<Held> exchange = CompletableFuture.supplyAsync(() -> exchanges.hold(SMS));
        while (!exchanges.holds("/api/sms")) {
            Thread.onSpinWait();
        }
        assertThat(exchange).isNotDone();
        exchanges.leave("/api/sms");
        exchange.get(10, TimeUnit.SECONDS).close();
    }

    @Test
    void anExchangeThatTakesTooLongSaysWhenToComeAgain() {
        Exchanges exchanges = new Exchanges(Duration.ofMillis(20));
        try (Held held = exchanges.hold(SMS)) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> exchanges.enter("/api/sms"))
                    .satisfies(problem -> {
                        assertThat(problem.status()).isEqualTo(503);
                        assertThat(problem.members()).containsEntry("retryAfter", 2);
                    });
        }
        assertThatCode(() -> exchanges.enter("/api/sms")).doesNotThrowAnyException();
    }

    @Test
    void anExchangeDoesNotWaitForeverForARequestThatDoesNotEnd() {
        Exchanges exchanges = new Exchanges(Duration.ofMillis(20));
        exchanges.enter("/api/sms");
        try (Held held = exchanges.hold(SMS)) {
            assertThat(exchanges.holds("/api/sms")).isTrue();
        }
    }

    @Test
    void anAppThatIsOffSaysWhy() {
        Exchanges exchanges = new Exchanges(Duration.ofSeconds(30));
        Held off = exchanges.turnOff(SMS, new Text("고장", "It burns."));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> exchanges.enter("/api/sms"))
                .satisfies(problem -> assertThat(problem.text().en()).isEqualTo("It burns."));
        off.close();
        assertThatCode(() -> exchanges.enter("/api/sms")).doesNotThrowAnyException();
    }
}
