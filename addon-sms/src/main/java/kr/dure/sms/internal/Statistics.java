package kr.dure.sms.internal;

import java.time.YearMonth;
import java.util.List;
import kr.dure.carrier.Result;

/**
 * What became of a month's messages (Asia/Seoul).
 *
 * @param counts one for each length, state and result that occurs
 */
public record Statistics(YearMonth month, List<Count> counts) {
    /**
     * @param length SMS or LMS
     * @param result null until a carrier has answered
     */
    public record Count(String length, Message.State state, Result result, long messages) {}
}
