package kr.dure.sms.internal;

/**
 * How much a company lets its people send.
 *
 * @param perDay the most recipients a day (Asia/Seoul); null: no limit
 * @param approvalAbove messages with more recipients wait for an administrator's approval; null: none does
 */
public record SendingLimits(Integer perDay, Integer approvalAbove) {}
