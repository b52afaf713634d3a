package kr.dure.billing.internal.paper;

/**
 * Who issues the invoices (공급자).
 *
 * @param businessNumber ten digits, valid by check digit
 * @param subNumber of the place of business (종사업장번호), four digits or empty
 * @param representative the name (대표자)
 * @param businessType 업태
 * @param businessItem 종목
 * @param account to which companies transfer, as it is printed
 * @param version for {@code ETag}; 0: nothing was set yet
 */
public record Supplier(
        String name,
        String businessNumber,
        String subNumber,
        String representative,
        String address,
        String businessType,
        String businessItem,
        String phone,
        String fax,
        String email,
        String bank,
        String account,
        String accountHolder,
        Integer version) {
    /** Before the operator set anything. */
    static final Supplier NONE = new Supplier("", "", "", "", "", "", "", "", "", "", "", "", "", 0);
}
