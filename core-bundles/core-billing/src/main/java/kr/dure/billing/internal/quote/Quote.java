package kr.dure.billing.internal.quote;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.billing.internal.pricing.Line;

/**
 * A quote.
 *
 * @param number null while its prospect has not confirmed his address
 * @param validUntil the last day on which it can be ordered
 * @param products product ids in the order of the price list
 * @param seats registered seats, or the most accounts of a product bought alone
 * @param lines one month, every line as on an invoice
 * @param total won a month, VAT included
 * @param serviceRequests what its order asked the service centre for
 * @param companyId the company that a prospect's order becomes, from when it was begun; otherwise null
 */
public record Quote(
        UUID id,
        String number,
        State state,
        LocalDate quotedOn,
        LocalDate validUntil,
        QuoteRequest.Customer customer,
        Locale language,
        String note,
        String payment,
        int term,
        boolean autoDebit,
        List<String> products,
        long seats,
        List<Line> lines,
        long supply,
        long vat,
        long total,
        String sentTo,
        Instant sentAt,
        Instant orderedAt,
        List<UUID> serviceRequests,
        UUID companyId,
        int version) {
    public Quote {
        products = List.copyOf(products);
        lines = List.copyOf(lines);
        serviceRequests = List.copyOf(serviceRequests);
    }

    private static final int MONTHS = 12;

    /** How far it is. */
    public enum State {
        UNCONFIRMED,
        DRAFT,
        SENT,
        ACCEPTED,
        /** Its last day is over and it was not ordered. */
        EXPIRED,
        ORDERED
    }

    State state(LocalDate today) {
        return state != State.ORDERED && today.isAfter(validUntil) ? State.EXPIRED : state;
    }

    /** How many months are paid ahead; 0 when paid month by month. */
    int prepaidMonths() {
        return payment.equals("prepaid") ? term * MONTHS : 0;
    }

    /** Won before VAT for the whole term, when paid ahead; otherwise of a month. */
    long supplyInAll() {
        return Math.multiplyExact(supply, Math.max(1, prepaidMonths()));
    }

    long vatInAll() {
        return prepaidMonths() == 0 ? vat : supplyInAll() / 10;
    }

    View view(LocalDate today, Locale locale) {
        return new View(
                id,
                number,
                state(today).name(),
                quotedOn,
                validUntil,
                customer,
                note,
                payment,
                term,
                autoDebit,
                products,
                seats,
                lines.stream().map(line -> line.in(locale)).toList(),
                supply,
                vat,
                total,
                prepaidMonths(),
                Math.addExact(supplyInAll(), vatInAll()),
                sentTo,
                sentAt,
                orderedAt,
                serviceRequests,
                signUp(),
                version);
    }

    /** What a prospect's sign-up takes from the order, in the form of {@code POST /api/public/signups}. */
    private SignUp signUp() {
        return state != State.ORDERED || !serviceRequests.isEmpty() || companyId != null
                ? null
                : new SignUp(
                        new SignUp.Company(customer.company(), customer.businessNumber()),
                        new SignUp.Contact(customer.contact(), customer.email(), customer.phone()),
                        products,
                        seats,
                        term,
                        payment,
                        autoDebit);
    }

    /** The part of a sign-up that the quote knows; host and administrator are the company's to choose. */
    public record SignUp(
            Company company,
            Contact contact,
            List<String> products,
            long seats,
            int term,
            String payment,
            boolean autoDebit) {
        public record Company(String name, String businessNumber) {}

        public record Contact(String name, String email, String phone) {}
    }

    /**
     * A quote in one language.
     *
     * @param payable won in all, VAT included: of the term when paid ahead, otherwise of a month
     */
    public record View(
            UUID id,
            String number,
            String state,
            LocalDate quotedOn,
            LocalDate validUntil,
            QuoteRequest.Customer customer,
            String note,
            String payment,
            int term,
            boolean autoDebit,
            List<String> products,
            long seats,
            List<Line.View> lines,
            long supply,
            long vat,
            long total,
            int prepaidMonths,
            long payable,
            String sentTo,
            Instant sentAt,
            Instant orderedAt,
            List<UUID> serviceRequests,
            SignUp signUp,
            int version) {}
}
