package kr.dure.billing.internal.pricing;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.product.Text;

/**
 * What was unpaid of an invoice when its month to pay was over, by the days on which money came in; the late fee is charged
 * on it, once.
 *
 * @param receivable the id of the invoice
 * @param number its number
 * @param due its last day to pay
 * @param won unpaid, VAT included and without a late fee inside it; more than 0
 */
public record LateFee(UUID receivable, String number, LocalDate due, long won) {
    private static final String CODE = "late-fee";

    /** The answer, whose late fee names the invoices that it is charged on. */
    public static PriceAnswer explain(PriceAnswer answer, List<LateFee> late) {
        if (late.isEmpty()) {
            return answer;
        }
        List<Line> lines = answer.lines().stream()
                .map(line -> line.code().equals(CODE) ? explained(line, late) : line)
                .toList();
        return new PriceAnswer(
                answer.month(),
                lines,
                answer.supply(),
                answer.vat(),
                answer.lateFee(),
                answer.total(),
                answer.movements());
    }

    private static Line explained(Line line, List<LateFee> late) {
        String ko = late.stream()
                .map(one -> one.number + " (납기 " + one.due + ", 미납 " + LineTexts.won(one.won) + "원)")
                .collect(Collectors.joining(", "));
        String en = late.stream()
                .map(one -> one.number + " (due " + one.due + ", unpaid " + LineTexts.won(one.won) + " won)")
                .collect(Collectors.joining(", "));
        return line.explained(new Text(
                "납기까지 입금되지 않은 청구서 " + ko + ": " + line.explanation().ko(),
                "Invoices not paid in time, " + en + ": " + line.explanation().en()));
    }
}
