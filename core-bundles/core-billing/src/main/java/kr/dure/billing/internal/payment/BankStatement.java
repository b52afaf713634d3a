package kr.dure.billing.internal.payment;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.billing.internal.payment.StatementColumns.Meaning;
import kr.dure.document.Cell;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetReader.Row;
import kr.dure.web.Invalid;

/** Reads a bank's statement, whatever its columns are called, as far as money came in. */
final class BankStatement {
    private static final int MAX_ROWS_BEFORE_HEADINGS = 30;
    private static final long MAX_AMOUNT = 1_000_000_000_000L;
    private static final int MAX_TEXT = 200;
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})[-./년]?\\s*(\\d{1,2})[-./월]?\\s*(\\d{1,2})일?(?:[\\sT]+(\\d{1,2}:\\d{2}(?::\\d{2})?))?");
    private static final Pattern AMOUNT = Pattern.compile("[₩\\\\]?\\s*([0-9]{1,3}(,[0-9]{3})*|[0-9]+)(\\.0+)?\\s*원?");
    private static final Pattern SUM = Pattern.compile("합\\s*계|총\\s*계|소\\s*계|total", Pattern.CASE_INSENSITIVE);

    private final List<StatementLine> lines = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private BankStatement() {}

    /** @throws Invalid naming {@code file} and the row that is at fault */
    static List<StatementLine> read(SheetReader sheet) {
        BankStatement statement = new BankStatement();
        if (sheet.nextSheet()) {
            statement.readRows(sheet);
        }
        return statement.lines;
    }

    private void readRows(SheetReader sheet) {
        Optional<StatementColumns> columns = Optional.empty();
        Row row = sheet.nextRow();
        for (int i = 0; row != null && columns.isEmpty() && i < MAX_ROWS_BEFORE_HEADINGS; i++) {
            columns = StatementColumns.of(row);
            row = sheet.nextRow();
        }
        StatementColumns known = columns.orElseThrow(
                () -> new Invalid(
                        "file",
                        "거래일자와 입금액 열을 찾을 수 없습니다. 은행에서 내려받은 거래내역을 그대로 올려 주세요.",
                        "There are no columns for the date and the amount that came in. Upload the statement as the bank gives it."));
        while (row != null) {
            add(row, known);
            row = sheet.nextRow();
        }
    }

    private void add(Row row, StatementColumns columns) {
        long amount = amount(row, columns);
        if (amount == 0) {
            return;
        }
        Cell day = cell(row, columns, Meaning.DATE);
        String time = text(row, columns, Meaning.TIME);
        LocalDate date;
        if (day instanceof Cell.Day whole) {
            date = whole.value();
        } else if (day instanceof Cell.Moment moment) {
            date = moment.value().toLocalDate();
            time = time.isEmpty() ? moment.value().toLocalTime().toString() : time;
        } else {
            Matcher matcher = DATE.matcher(day.text());
            date = matcher.matches() ? date(matcher) : null;
            time = time.isEmpty() && date != null && matcher.group(4) != null ? matcher.group(4) : time;
        }
        if (date == null
                && row.cells().stream()
                        .anyMatch(cell -> SUM.matcher(cell.text()).find())) {
            return;
        }
        if (date == null) {
            throw fault(row, "거래일자를 읽을 수 없습니다: " + day.text(), "cannot read the date: " + day.text());
        }
        String depositor = text(row, columns, Meaning.DEPOSITOR);
        String memo = (text(row, columns, Meaning.MEMO) + " " + text(row, columns, Meaning.SUMMARY)).strip();
        String told = text(row, columns, Meaning.BALANCE) + "|" + text(row, columns, Meaning.NUMBER);
        String content = String.join("|", date.toString(), time, String.valueOf(amount), depositor, memo, told);
        int before = seen.merge(content, 1, Integer::sum) - 1;
        boolean apart = told.length() > 1;
        if (before > 0 && apart) {
            // With a balance or a number of its own it is the same line once more.
            return;
        }
        lines.add(new StatementLine(
                date, time.isEmpty() ? null : time, amount, depositor, memo, hash(content + "#" + before), before > 0));
    }

    private static long amount(Row row, StatementColumns columns) {
        boolean deposits = columns.index(Meaning.DEPOSIT) >= 0;
        if (!deposits && !text(row, columns, Meaning.DIRECTION).contains("입금")) {
            return 0;
        }
        Cell cell = cell(row, columns, deposits ? Meaning.DEPOSIT : Meaning.AMOUNT);
        String written = cell.text().strip();
        if (written.isEmpty() || written.equals("-")) {
            return 0;
        }
        try {
            BigDecimal value;
            if (cell instanceof Cell.Amount number) {
                value = number.value();
            } else {
                Matcher matcher = AMOUNT.matcher(written);
                if (!matcher.matches()) {
                    throw fault(row, "입금액을 읽을 수 없습니다: " + written, "cannot read the amount: " + written);
                }
                value = new BigDecimal(matcher.group(1).replace(",", ""));
            }
            long won = value.longValueExact();
            if (won < 0 || won > MAX_AMOUNT) {
                throw fault(row, "입금액이 범위를 벗어났습니다: " + written, "the amount is out of range: " + written);
            }
            return won;
        } catch (ArithmeticException e) {
            throw fault(row, "입금액이 원 단위가 아닙니다: " + written, "the amount is no whole won: " + written);
        }
    }

    private static LocalDate date(Matcher matcher) {
        try {
            return LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Cell cell(Row row, StatementColumns columns, Meaning meaning) {
        int index = columns.index(meaning);
        return index < 0 ? Cell.EMPTY : row.cell(index);
    }

    private static String text(Row row, StatementColumns columns, Meaning meaning) {
        String text = Normalizer.normalize(cell(row, columns, meaning).text(), Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    private static Invalid fault(Row row, String ko, String en) {
        return new Invalid("file", row.number() + "행: " + ko, "row " + row.number() + ": " + en);
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
