package kr.dure.billing.internal.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.web.Problem.FieldError;

/**
 * The data of an electronic tax invoice (전자세금계산서) for one invoice or credit note.
 *
 * @param kind {@code 01} for an ordinary one, {@code 02} for an amended one (수정)
 * @param writtenOn the date of the supply (작성일자): the last day of the usage month
 * @param amendment why it amends another (수정사유: 2, change of the supply amount), or empty
 * @param original the number of the invoice that it amends, or empty
 * @param supply won, below 0 for an amended one
 * @param items at most four, as the form has room for; more lines are joined in the fourth
 * @param faults what is missing or wrong
 */
public record TaxInvoice(
        UUID tenantId,
        String number,
        String kind,
        LocalDate writtenOn,
        String amendment,
        String original,
        Supplier supplier,
        Buyer buyer,
        long supply,
        long vat,
        List<Item> items,
        String remark,
        List<FieldError> faults) {
    public TaxInvoice {
        items = List.copyOf(items);
        faults = List.copyOf(faults);
    }

    /** Who is supplied (공급받는자). */
    public record Buyer(
            String businessNumber,
            String subNumber,
            String name,
            String representative,
            String address,
            String businessType,
            String businessItem,
            String email,
            String email2) {}

    /**
     * A line (품목).
     *
     * @param day of the month
     * @param quantity null where several lines were joined
     */
    public record Item(int day, String name, Long quantity, Long unitPrice, long supply, long vat, String remark) {}
}
