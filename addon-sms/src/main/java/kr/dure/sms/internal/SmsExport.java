package kr.dure.sms.internal;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.persistence.TenantTables.Table;
import kr.dure.storage.AppExport;
import kr.dure.web.Page;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sender numbers go into an export as a list to read only: an approval was given to the company that showed its proof
 * (전기통신사업법 §84-2), and whoever imports registers its own.
 */
@Component
public final class SmsExport implements AppExport {
    private static final Set<String> LEFT_OUT = Set.of("sender_number", "sender_number_proof");
    private static final int PAGE = 200;

    private final SenderNumberService numbers;

    @Activate
    public SmsExport(@Reference SenderNumberService numbers) {
        this.numbers = numbers;
    }

    @Override
    public String app() {
        return "sms";
    }

    @Override
    public boolean exports(Table table) {
        return !LEFT_OUT.contains(table.name());
    }

    @Override
    public void writeReadable(Forms forms) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("number", "state", "proof", "requestedAt", "decidedAt", "validUntil", "reason")
                .get();
        try (Writer out = new OutputStreamWriter(forms.open("sender-numbers.csv"), StandardCharsets.UTF_8);
                CSVPrinter csv = new CSVPrinter(out, format)) {
            UUID after = null;
            Page<SenderNumber> page;
            do {
                page = numbers.list(after, PAGE);
                for (SenderNumber one : page.items()) {
                    csv.printRecord(List.of(
                            one.number(),
                            one.state(),
                            text(one.proof()),
                            one.requestedAt(),
                            text(one.decidedAt()),
                            text(one.validUntil()),
                            text(one.reason())));
                    after = one.id();
                }
            } while (page.next() != null);
        }
    }

    /** A text that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String text(Object value) {
        String text = value == null ? "" : value.toString();
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
