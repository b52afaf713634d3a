package kr.dure.metering;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What a company itself allows to be spent per meter and month. Implemented by core-billing, asked by whatever accepts
 * uses that cost money, in the transaction that accepts them.
 */
public interface SpendingCaps {
    /**
     * Admits further uses of the current tenant. Without a hard cap on their meters it costs one look.
     *
     * @param further how many uses are asked for now, 1 or more, by meter
     * @param pending how many were accepted before and are not counted yet, by meter; asked only where there is a cap, and
     *     only after everybody else who is being admitted under it has ended
     * @throws kr.dure.web.Problem 409 {@code spending-cap} when all of them together would cost more than the company
     *     allows; then nothing is to be accepted
     */
    void admit(Map<String, Long> further, Supplier<Map<String, Long>> pending);
}
