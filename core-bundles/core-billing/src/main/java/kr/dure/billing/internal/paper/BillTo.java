package kr.dure.billing.internal.paper;

import java.util.List;

/**
 * What a company wants on its invoices beside its name and business number (공급받는자).
 *
 * @param subNumber of the place of business (종사업장번호), four digits or empty
 * @param email where tax invoices go; empty: to the contact
 * @param email2 a second one, or empty
 * @param depositors names under which it pays by transfer, at most 20
 * @param version for {@code ETag}; 0: nothing was set yet
 */
public record BillTo(
        String subNumber,
        String representative,
        String address,
        String businessType,
        String businessItem,
        String email,
        String email2,
        List<String> depositors,
        Integer version) {
    static final BillTo NONE = new BillTo("", "", "", "", "", "", "", List.of(), 0);
}
