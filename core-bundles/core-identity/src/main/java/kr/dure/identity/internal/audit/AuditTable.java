package kr.dure.identity.internal.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;

/**
 * The log as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets want). A cell that a spreadsheet would take
 * for a formula begins with an apostrophe.
 */
final class AuditTable {
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";
    private static final List<String> KOREAN =
            List.of("시각", "로그인 ID", "대행 운영자", "접속 주소", "행위", "대상", "내용", "변경 전", "변경 후", "ID");
    private static final List<String> ENGLISH = List.of(
            "time", "login id", "acting operator", "address", "action", "subject", "detail", "before", "after", "id");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);

    AuditTable() {
        boolean english = Clients.find()
                .map(Client::language)
                .filter(language -> language.getLanguage().equals(Locale.ENGLISH.getLanguage()))
                .isPresent();
        bytes.writeBytes("\uFEFF".getBytes(StandardCharsets.UTF_8));
        line(english ? ENGLISH : KOREAN);
    }

    void add(AuditRepository.Row row) {
        // Not List.of: cells may be null.
        line(Arrays.asList(
                row.at().atZone(AuditFilter.SEOUL).toOffsetDateTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                row.loginId(),
                row.operator(),
                row.address(),
                row.action(),
                row.subject(),
                row.detail(),
                row.before(),
                row.after(),
                row.id().toString()));
    }

    private void line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "" : ",").append(quoted(cell));
        }
        bytes.writeBytes(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String cell) {
        String text = cell == null ? "" : cell;
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    int size() {
        return bytes.size();
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
