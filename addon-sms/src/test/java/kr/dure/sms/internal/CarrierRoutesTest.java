package kr.dure.sms.internal;

import static kr.dure.sms.internal.TestSms.await;
import static kr.dure.sms.internal.TestSms.notice;
import static kr.dure.sms.internal.TestSms.phones;
import static kr.dure.sms.internal.TestSms.route;
import static kr.dure.sms.internal.TestSms.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import kr.dure.carrier.Carrier.Receipt;
import kr.dure.carrier.Result;
import kr.dure.sms.internal.Message.State;
import kr.dure.sms.internal.RouteResource.NewRoute;
import kr.dure.tenant.Tenant;
import kr.dure.web.Invalid;
import org.jsmpp.bean.MessageState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several routes, and the truth about what a carrier may have taken. */
class CarrierRoutesTest {
    private static final String TO = "01012345678";

    private final TestSms sms = new TestSms();
    private final TestSmsc second = new TestSmsc();
    private Tenant acme;

    @BeforeEach
    void signUp() {
        acme = sms.companyWithNumber();
        sms.setUp("first", route(sms.smsc, 1, false));
        sms.setUp("second", route(second, 2, true));
    }

    @AfterEach
    void close() {
        sms.close();
        second.close();
        sql("DELETE FROM sms.route");
    }

    @Test
    void theFirstRouteCarriesAndTheSecondStandsInWhenItsLinkIsLost() {
        sms.awaitAll(acme, sms.send(acme, "one", TO), State.SENT);
        assertThat(sms.smsc.to(TO)).hasSize(1);
        sms.smsc.close();
        await(() -> !sms.sender.connected("first"), () -> "the link is still up");
        assertThat(sms.sender.check().reason()).contains("first").doesNotContain("second");
        sms.awaitAll(acme, sms.send(acme, "two", TO), State.SENT);
        assertThat(second.to(TO))
                .singleElement()
                .satisfies(sent -> assertThat(sent.text()).isEqualTo("two"));
        assertThat(sms.charged(acme)).hasSize(2);
    }

    @Test
    void aThrottledRouteIsRelievedByTheNextAndNothingIsChargedTwice() {
        sms.smsc.answer = submission -> {
            throw TestSmsc.refusal(0x58);
        };
        UUID id = sms.send(acme, notice("hello", phones(40))).id();
        sms.awaitAll(acme, id, State.SENT);
        assertThat(second.submissions()).hasSize(40);
        assertThat(sms.charged(acme)).hasSize(40);
    }

    @Test
    void aMessageWithoutAnswerIsNotSentByTheOtherRoute() {
        sms.smsc.answer = submission -> {
            sms.smsc.dropLinks();
            throw TestSmsc.refusal(0x58);
        };
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.UNKNOWN);
        sms.sendAllDue(acme);
        assertThat(second.to(TO)).isEmpty();
    }

    @Test
    void longMessagesTakeTheRouteThatIsMarkedForThem() {
        String text = "가".repeat(100);
        UUID id = sms.send(acme, text, TO);
        sms.awaitAll(acme, id, State.SENT);
        assertThat(second.to(TO))
                .singleElement()
                .satisfies(sent -> assertThat(sent.text()).isEqualTo(text));
        UUID both = sms.send(acme, "short", TO);
        sms.awaitAll(acme, both, State.SENT);
        assertThat(sms.smsc.to(TO)).hasSize(1);
        sms.asOperator(() -> {
            sms.routes.delete("second");
            return null;
        });
        await(() -> !sms.sender.hasRoute(true), () -> "the route is still there");
        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> sms.send(acme, text, TO));
    }

    @Test
    void aRouteHasItsCharsetAndDataCoding() {
        NewRoute korean = new NewRoute(
                "smpp", "127.0.0.1", sms.smsc.port, "dure", null, 1, "x-windows-949", 0x84, 10, 0, false, true);
        sms.setUp("first", korean);
        await(
                () -> {
                    UUID id = sms.send(acme, "똠방", TO);
                    sms.awaitAll(acme, id, State.SENT);
                    return sms.smsc.to(TO).stream().anyMatch(sent -> sent.dataCoding() == (byte) 0x84);
                },
                () -> "no message in CP949");
        assertThat(sms.smsc.to(TO))
                .filteredOn(sent -> sent.dataCoding() == (byte) 0x84)
                .allSatisfy(sent -> assertThat(sent.text()).isEqualTo("똠방"));
    }

    @Test
    void aRoutesPaceIsKept() {
        sms.asOperator(() -> {
            sms.routes.delete("second");
            NewRoute slow =
                    new NewRoute("smpp", "127.0.0.1", sms.smsc.port, "dure", null, 1, null, null, 50, 20, false, true);
            return sms.routes.put("first", slow.toRoute("first"), null);
        });
        await(
                () -> !sms.sender.connected("second")
                        && sms.sender
                                .link("first")
                                .filter(link -> link.settings().perSecond() == 20)
                                .isPresent(),
                () -> "routes not changed");
        long begin = System.nanoTime();
        UUID id = sms.send(acme, notice("pace", phones(60))).id();
        sms.awaitAll(acme, id, State.SENT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void faultsInARouteAreNamedAndItsPasswordIsNeverShown() {
        NewRoute wrong = new NewRoute("smpp", "", 0, "x", null, 0, "klingon", null, 0, -1, null, null);
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> sms.asOperator(() -> sms.routes.put("Bad", wrong.toRoute("Bad"), null)))
                .satisfies(invalid -> assertThat(invalid.errors())
                        .extracting(error -> error.field())
                        .containsExactly("name", "host", "port", "window", "perSecond", "charset", "dataCoding"));
        assertThat(sms.asOperator(() -> sms.routes.list()).toString())
                .contains("first", "second")
                .doesNotContain("secret");
    }

    @Test
    void aReceiptProvesThatAMessageInDoubtWasTaken() {
        sms.smsc.answer = submission -> {
            sms.smsc.dropLinks();
            throw TestSmsc.refusal(0x58);
        };
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.UNKNOWN);
        assertThat(sms.charged(acme)).isEmpty();
        await(() -> sms.sender.connected("first"), () -> "the link is not up");
        sms.smsc.receipt(sms.smsc.to(TO).get(0), "DELIVRD");
        sms.awaitAll(acme, id, State.DELIVERED);
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void aReceiptThatAnotherNodeGotIsKeptForTheOneThatWaits() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        String carrierId = sms.smsc.acceptedTo(TO).id();
        sms.asOperator(() -> sms.tx.write(session -> {
            new StrayReceipts(session)
                    .keep("first", List.of(new Receipt(carrierId, TO, Result.DELIVERED, null)), sms.clock.instant());
            return null;
        }));
        sms.awaitAll(acme, id, State.DELIVERED);
    }

    @Test
    void aMessageWithoutReceiptIsAskedAboutAfterAnHour() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        sms.smsc.state = MessageState.DELIVERED;
        sms.reconciliation.run(null);
        assertThat(sms.states(acme, id)).containsEntry(TO, State.SENT);
        sms.clock.set(sms.clock.instant().plus(Duration.ofMinutes(61)));
        sms.reconciliation.run(null);
        sms.awaitAll(acme, id, State.DELIVERED);
        assertThat(sms.charged(acme)).hasSize(1);
    }

    @Test
    void whatIsInDoubtForThreeDaysHasFailedAndCostsNothing() {
        sms.smsc.answer = submission -> {
            sms.smsc.dropLinks();
            throw TestSmsc.refusal(0x58);
        };
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.UNKNOWN);
        sms.clock.set(sms.clock.instant().plus(Duration.ofHours(71)));
        sms.reconciliation.run(null);
        assertThat(sms.states(acme, id)).containsEntry(TO, State.UNKNOWN);
        sms.clock.set(sms.clock.instant().plus(Duration.ofHours(2)));
        sms.reconciliation.run(null);
        Message.Recipient result = sms.result(acme, id, TO);
        assertThat(result.state()).isEqualTo(State.FAILED);
        assertThat(result.reason()).isEqualTo("unknown");
        assertThat(sms.charged(acme)).isEmpty();
    }

    @Test
    void whatALostNodeWasHandingOverIsInDoubtAfterAWhile() {
        UUID id = sms.send(acme, "hello", TO);
        sms.awaitAll(acme, id, State.SENT);
        sql("UPDATE sms.recipient SET state = 'SUBMITTING', carrier_id = NULL, node = 'lost' WHERE message_id = '" + id
                + "'");
        sms.reconciliation.run(null);
        assertThat(sms.states(acme, id)).containsEntry(TO, State.QUEUED);
        sms.clock.set(sms.clock.instant().plus(Duration.ofMinutes(6)));
        sms.reconciliation.run(null);
        assertThat(sms.states(acme, id)).containsEntry(TO, State.UNKNOWN);
        sms.sendAllDue(acme);
        assertThat(sms.smsc.to(TO)).hasSize(1);
    }
}
