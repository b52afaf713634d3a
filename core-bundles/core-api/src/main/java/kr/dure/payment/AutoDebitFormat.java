package kr.dure.payment;

import java.time.LocalDate;
import java.util.List;
import kr.dure.product.Text;

/**
 * A format of the files by which auto-debit (자동이체) is ordered and answered; 0..n. core-billing brings one, a bank with
 * another brings an add-on.
 */
public interface AutoDebitFormat {
    /** What the operator chooses it by: {@code cms}. */
    String id();

    /** What it is called. */
    Text name();

    /**
     * The file that orders a collection.
     *
     * @throws kr.dure.web.Problem 409 or 422 when something it needs is not set or does not fit
     */
    byte[] write(Collection collection);

    /**
     * The answer to a collection, one result for each of its items.
     *
     * @throws kr.dure.web.Invalid 422 naming {@code file} and the record that is at fault
     */
    List<Result> read(byte[] file);

    /**
     * What is to be collected.
     *
     * @param collectOn the day on which the accounts are debited
     * @param items in the order of their sequence
     */
    record Collection(LocalDate collectOn, List<Item> items) {
        public Collection {
            items = List.copyOf(items);
        }
    }

    /**
     * One debit.
     *
     * @param sequence from 1 within the collection
     * @param payer the payer's reference, ASCII, at most 20 characters
     * @param bankCode of the payer's bank, three digits
     * @param account digits only
     * @param holderNumber the account holder's business number (10 digits) or date of birth (6 digits)
     * @param amount won, more than 0
     * @param text what the payer's passbook shows, as far as it fits
     */
    record Item(
            int sequence,
            String payer,
            String bankCode,
            String account,
            String holderNumber,
            long amount,
            String text) {}

    /**
     * How one debit ended.
     *
     * @param amount won that were ordered
     * @param paid whether all of it was debited
     * @param failure the bank's code where not, otherwise null
     */
    record Result(int sequence, String payer, long amount, boolean paid, String failure) {}
}
