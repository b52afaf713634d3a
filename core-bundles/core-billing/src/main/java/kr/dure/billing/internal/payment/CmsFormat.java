package kr.dure.billing.internal.payment;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kr.dure.payment.AutoDebitFormat;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The fixed-width files of CMS auto-debit (출금이체 EB21 out, EB22 in): records of 150 bytes in CP949 without line ends, a
 * header, one record for each debit, a trailer with counts and sums. The layout stands in docs/payments.md.
 */
@Component
public final class CmsFormat implements AutoDebitFormat {
    static final int RECORD = 150;
    private static final Charset CP949 = Charset.forName("x-windows-949");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyMMdd");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMdd");
    private static final long MAX_AMOUNT = 9_999_999_999_999L;

    private final Optional<String> organisation;

    @Activate
    public CmsFormat() {
        this(System.getenv("DURE_CMS_ORGANISATION"));
    }

    CmsFormat(String organisation) {
        this.organisation = Optional.ofNullable(organisation).filter(code -> code.matches("[0-9]{10}"));
    }

    @Override
    public String id() {
        return "cms";
    }

    @Override
    public Text name() {
        return new Text("CMS 출금이체 (EB21/EB22)", "CMS auto-debit (EB21/EB22)");
    }

    private String organisation() {
        return organisation.orElseThrow(() -> new Conflict(
                "CMS 이용기관 코드가 설정되지 않았습니다(DURE_CMS_ORGANISATION, 숫자 10자리).",
                "The CMS organisation code is not set (DURE_CMS_ORGANISATION, ten digits)."));
    }

    @Override
    public byte[] write(Collection collection) {
        String code = organisation();
        String name = fileName("EB21", collection.collectOn());
        Record file = new Record();
        file.text("H", 1)
                .number(0, 8)
                .text(code, 10)
                .text(name, 8)
                .text(SHORT.format(collection.collectOn()), 6)
                .end();
        long sum = 0;
        for (Item item : collection.items()) {
            if (item.amount() > MAX_AMOUNT) {
                throw new Invalid("amount", "출금액이 너무 큽니다.", "An amount does not fit into the file.");
            }
            file.text("R", 1)
                    .number(item.sequence(), 8)
                    .text(code, 10)
                    .text(item.bankCode(), 7)
                    .text(item.account(), 16)
                    .number(item.amount(), 13)
                    .text(item.holderNumber(), 13)
                    .text("", 1)
                    .text("", 4)
                    .text(item.text(), 16)
                    .text(item.payer(), 20)
                    .text("1", 1)
                    .end();
            sum = Math.addExact(sum, item.amount());
        }
        file.text("T", 1)
                .text("99999999", 8)
                .text(code, 10)
                .text(name, 8)
                .number(collection.items().size(), 8)
                .number(collection.items().size(), 8)
                .number(sum, 13)
                .end();
        return file.bytes();
    }

    @Override
    public List<Result> read(byte[] file) {
        byte[] records = withoutLineEnds(file);
        check(
                records.length > 0 && records.length % RECORD == 0,
                1,
                "150바이트 레코드가 아닙니다.",
                "the records are not 150 bytes long");
        List<Result> results = new ArrayList<>();
        int count = records.length / RECORD;
        check(count >= 2, 1, "머리 또는 꼬리 레코드가 없습니다.", "the header or the trailer is missing");
        long sum = 0;
        for (int i = 0; i < count; i++) {
            Fields fields = new Fields(Arrays.copyOfRange(records, i * RECORD, (i + 1) * RECORD), i + 1);
            String kind = fields.text(1);
            if (i == 0) {
                check(kind.equals("H"), 1, "머리 레코드가 아닙니다.", "the header is missing");
                fields.number(8);
                check(
                        organisation().equals(fields.text(10)),
                        1,
                        "다른 이용기관의 파일입니다.",
                        "it is another organisation's file");
                check(fields.text(8).startsWith("EB22"), 1, "출금결과(EB22) 파일이 아닙니다.", "it is no result file (EB22)");
            } else if (i == count - 1) {
                check(kind.equals("T"), i + 1, "꼬리 레코드가 아닙니다.", "the trailer is missing");
                fields.text(8 + 10 + 8);
                check(fields.number(8) == results.size(), i + 1, "레코드 수가 맞지 않습니다.", "the count of records is wrong");
                fields.number(8);
                check(fields.number(13) == sum, i + 1, "금액 합계가 맞지 않습니다.", "the sum is wrong");
            } else {
                check(kind.equals("R"), i + 1, "출금결과 레코드가 아닙니다.", "it is no result");
                Result result = result(fields, i + 1);
                results.add(result);
                sum = Math.addExact(sum, result.amount());
            }
        }
        return results;
    }

    private static Result result(Fields fields, int record) {
        long sequence = fields.number(8);
        fields.text(10 + 7 + 16);
        long amount = fields.number(13);
        fields.text(13);
        String outcome = fields.text(1);
        String failure = fields.text(4);
        fields.text(16);
        String payer = fields.text(20);
        check(outcome.equals("Y") || outcome.equals("N"), record, "출금여부는 Y 또는 N입니다.", "the outcome is Y or N");
        check(outcome.equals("Y") || !failure.isEmpty(), record, "불능코드가 없습니다.", "the code of the failure is missing");
        return new Result(
                Math.toIntExact(sequence), payer, amount, outcome.equals("Y"), outcome.equals("Y") ? null : failure);
    }

    static String fileName(String kind, LocalDate day) {
        return kind + DAY.format(day);
    }

    private static byte[] withoutLineEnds(byte[] file) {
        byte[] kept = new byte[file.length];
        int length = 0;
        for (byte b : file) {
            if (b != '\r' && b != '\n' && b != 0x1A) {
                kept[length++] = b;
            }
        }
        return Arrays.copyOf(kept, length);
    }

    private static void check(boolean right, int record, String ko, String en) {
        if (!right) {
            throw new Invalid("file", record + "번째 레코드: " + ko, "record " + record + ": " + en + ".");
        }
    }

    /** Writes fields of a fixed number of bytes. */
    private static final class Record {
        private final java.io.ByteArrayOutputStream file = new java.io.ByteArrayOutputStream();
        private int used;

        /** Left-aligned; what does not fit is cut between characters. */
        Record text(String text, int width) {
            String cut = text;
            while (cut.getBytes(CP949).length > width) {
                cut = cut.substring(0, cut.length() - 1);
            }
            byte[] bytes = cut.getBytes(CP949);
            file.writeBytes(bytes);
            return fill(width - bytes.length, width);
        }

        Record number(long number, int width) {
            file.writeBytes(String.format("%0" + width + "d", number).getBytes(StandardCharsets.US_ASCII));
            return fill(0, width);
        }

        private Record fill(int blanks, int width) {
            file.writeBytes(" ".repeat(blanks).getBytes(StandardCharsets.US_ASCII));
            used += width;
            return this;
        }

        void end() {
            fill(RECORD - used, 0);
            used = 0;
        }

        byte[] bytes() {
            return file.toByteArray();
        }
    }

    /** Reads them. */
    private static final class Fields {
        private final byte[] record;
        private final int number;
        private int at;

        Fields(byte[] record, int number) {
            this.record = record;
            this.number = number;
        }

        String text(int width) {
            String text = new String(record, at, width, CP949).strip();
            at += width;
            return text;
        }

        long number(int width) {
            String digits = text(width);
            check(digits.matches("[0-9]{1,18}"), number, "숫자가 아닙니다: " + digits, "no number: " + digits);
            return Long.parseLong(digits);
        }
    }
}
