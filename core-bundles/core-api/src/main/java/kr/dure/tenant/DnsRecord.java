package kr.dure.tenant;

import kr.dure.product.Text;

/**
 * A DNS record that a domain needs.
 *
 * @param type {@code A}, {@code MX} or {@code TXT}
 * @param name the owner name, without a trailing dot
 * @param value as a registrar's form takes it
 * @param state whether it was there at the last check
 * @param remark what the check saw, for people, or null before the first check
 */
public record DnsRecord(String type, String name, String value, State state, Text remark) {
    /** What the last check saw. */
    public enum State {
        UNCHECKED,
        FOUND,
        MISSING,
        /** Something else stands there, e.g. the mail exchanger of another mail system (S4). */
        OTHER,
        /** The name server gave no answer; the next check may. */
        UNANSWERED
    }
}
