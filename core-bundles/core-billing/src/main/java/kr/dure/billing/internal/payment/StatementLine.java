package kr.dure.billing.internal.payment;

import java.time.LocalDate;

/**
 * Money that came in, as a line of a bank statement says it.
 *
 * @param date when it came (Asia/Seoul)
 * @param time as the bank wrote it, or null
 * @param amount won, more than 0
 * @param depositor who sent it, as the bank shows it; may be empty
 * @param memo what else the line says; may be empty
 * @param key tells it from every other line of every statement; the same line of another download has the same
 * @param repeated whether an equal line stands before it in the file and nothing tells the two apart
 */
record StatementLine(
        LocalDate date, String time, long amount, String depositor, String memo, String key, boolean repeated) {}
