package kr.dure.billing.internal.pricing;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kr.dure.product.Text;

/**
 * The discount for auto-debit of a month that had no right to it (B3): its debit has failed, or something was unpaid when
 * the month closed, as a statement showed that was loaded later. The month's invoice stays as it is; the discount is
 * charged again by an {@code adjustment} on the next one, with VAT, because a discount lowered the supply amount. It is no
 * part of what the next month's 1 % is taken of.
 *
 * @param receivable the id of the month's invoice
 * @param month the usage month that had it
 * @param invoice the number of its invoice
 * @param won before VAT, more than 0
 * @param why why it is taken back
 */
public record LostDiscount(UUID receivable, YearMonth month, String invoice, long won, Why why) {
    /** Why a discount is taken back. */
    public enum Why {
        /** The bank refused the debit. */
        DEBIT_FAILED,
        /** An earlier invoice was due and unpaid when the month closed. */
        UNPAID
    }

    private static final String LATE_FEE = "late-fee";

    /** What the month costs together with the discounts that were lost. */
    public static PriceAnswer charge(PriceAnswer answer, List<LostDiscount> lost) {
        if (lost.isEmpty()) {
            return answer;
        }
        List<Line> lines = new ArrayList<>(answer.lines());
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).code().equals(LATE_FEE)) {
            end--;
        }
        int days = answer.month().lengthOfMonth();
        lines.addAll(end, lost.stream().map(one -> one.line(days)).toList());
        long supply = lost.stream().mapToLong(LostDiscount::won).reduce(answer.supply(), Math::addExact);
        long vat = PricePolicy.vat(supply);
        return new PriceAnswer(
                answer.month(),
                lines,
                supply,
                vat,
                answer.lateFee(),
                Math.addExact(Math.addExact(supply, vat), answer.lateFee()),
                answer.movements());
    }

    private Line line(int days) {
        return new Line(
                "adjustment",
                new Text(month + " 자동이체 할인 취소", "Discount for auto-debit of " + month + " taken back"),
                1,
                won,
                days,
                days,
                won,
                "B3",
                null,
                explanation());
    }

    private Text explanation() {
        String discount = LineTexts.won(won);
        return switch (why) {
            case DEBIT_FAILED ->
                new Text(
                        "청구서 " + invoice + "의 자동이체 출금이 실패하여 그때 할인한 " + discount + "원을 다시 더합니다.",
                        "The debit of invoice " + invoice + " failed, so the discount of " + discount
                                + " won that it was given is charged again.");
            case UNPAID ->
                new Text(
                        "납기가 지난 청구서가 " + month.atEndOfMonth() + "까지 입금되지 않아, 청구서 " + invoice + "에서 할인한 " + discount
                                + "원을 다시 더합니다.",
                        "An invoice that was due was not paid by " + month.atEndOfMonth() + ", so the discount of "
                                + discount + " won that invoice " + invoice + " was given is charged again.");
        };
    }
}
