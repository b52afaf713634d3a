package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import kr.dure.event.Received;
import kr.dure.persistence.TenantTables.Table;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.sms.internal.Message.State;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImportedDataTest {
    private static final String TO = "01012345678";

    private final TestSms sms = new TestSms();

    @AfterEach
    void close() {
        sms.close();
    }

    /** Moves the rows of one company to another, as an import writes them: everything but the tenant is the same. */
    private Tenant moved(Tenant from) {
        Tenant to = sms.company();
        for (String table : List.of("message", "recipient")) {
            TestSms.sql("CREATE TEMP TABLE moved AS SELECT * FROM sms." + table + " WHERE tenant_id = '" + from.id()
                    + "'; UPDATE moved SET tenant_id = '" + to.id() + "'; INSERT INTO sms." + table
                    + " SELECT * FROM moved; DROP TABLE moved");
        }
        return to;
    }

    private void tell(Tenant tenant, String... apps) {
        Tenants.run(
                tenant,
                () -> new ImportedData(sms.tx, sms.clock)
                        .handle(new Received(
                                UUID.randomUUID(),
                                "import",
                                sms.clock.instant(),
                                new ImportedData.Imported(UUID.randomUUID(), List.of(apps)))));
    }

    @Test
    void approvalsDoNotTravelButTheListOfNumbersCanBeRead() throws IOException {
        Tenant acme = sms.companyWithNumber();
        SmsExport export = new SmsExport(sms.numbers);
        assertThat(List.of("sender_number", "sender_number_proof", "message", "recipient", "opt_out"))
                .filteredOn(name -> export.exports(new Table("sms", name, List.of(), List.of())))
                .containsExactly("message", "recipient", "opt_out");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Tenants.call(acme, () -> {
            try {
                export.writeReadable(name -> {
                    assertThat(name).isEqualTo("sender-numbers.csv");
                    return out;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(TestSms.FROM + ",APPROVED,통신서비스 이용증명원,");
    }

    @Test
    void whatWasQueuedThereIsNotSentFromHere() {
        Tenant acme = sms.companyWithNumber();
        NewMessage tonight = new NewMessage(
                TestSms.FROM,
                List.of(TO),
                null,
                null,
                "18시입니다",
                null,
                Message.Kind.NOTICE,
                TestSms.seoul("2026-06-15T18:00").atOffset(ZoneOffset.UTC));
        UUID later = sms.send(acme, tonight).id();
        Tenant bravo = moved(acme);
        tell(bravo, "board");
        assertThat(sms.states(bravo, later)).containsValue(State.QUEUED);
        tell(bravo, "sms");
        Message.Recipient result = sms.message(bravo, later).results().get(0);
        assertThat(result.state()).isEqualTo(State.FAILED);
        assertThat(result.reason()).isEqualTo("imported");
        assertThat(sms.states(acme, later)).containsValue(State.QUEUED);
    }

    @Test
    void messagesAreFoundByThoseWhoMaySend() {
        Tenant acme = sms.companyWithNumber();
        UUID id = sms.send(acme, "내일 10시에   찾아뵙겠습니다", TO);
        assertThat(sms.index.documents).hasSize(1);
        SearchDocument found = sms.index.documents.get(0);
        assertThat(found.kind()).isEqualTo("sms.message");
        assertThat(found.id()).isEqualTo(id.toString());
        assertThat(found.title()).isEqualTo("내일 10시에 찾아뵙겠습니다");
        assertThat(found.text()).contains(TestSms.FROM).doesNotContain(TO);
        assertThat(found.readers()).isEqualTo(Readers.permission("sms.send"));
        List<SearchDocument> again = sms.as(acme, () -> new MessageDocuments(sms.tx).documents("sms.message", null, 10))
                .items();
        assertThat(again).extracting(SearchDocument::id).containsExactly(id.toString());
        assertThat(sms.as(sms.company(), () -> new MessageDocuments(sms.tx).documents("sms.message", null, 10))
                        .items())
                .isEmpty();
    }
}
