package kr.dure.sms.internal.smpp;

import java.util.Map;
import java.util.Optional;
import kr.dure.carrier.Carrier.Outcome;
import kr.dure.carrier.Result;
import org.jsmpp.bean.MessageState;
import org.jsmpp.util.DeliveryReceiptState;

/** What SMPP's and Korean carriers' codes mean (SMPP 3.4, 5.1.3 and 5.2.28; carriers' result lists). */
final class SmppCodes {
    private static final int ESME_RMSGQFUL = 0x14;
    private static final int ESME_RTHROTTLED = 0x58;

    /** Refusals by command_status; what is not here is the carrier's fault. */
    private static final Map<Integer, Result> REFUSALS = Map.of(
            0x01, Result.LENGTH,
            0x0A, Result.SENDER_UNREGISTERED,
            0x0B, Result.INVALID_NUMBER,
            0x45, Result.CARRIER_FAULT,
            0x61, Result.FORMAT,
            0x62, Result.FORMAT,
            0x67, Result.REFUSED);

    /** The err of a receipt, as most Korean carriers use it. */
    private static final Map<Integer, Result> ERRORS = Map.ofEntries(
            Map.entry(3, Result.SPAM),
            Map.entry(10, Result.QUOTA),
            Map.entry(11, Result.INVALID_NUMBER),
            Map.entry(31, Result.SHADOW),
            Map.entry(34, Result.INVALID_NUMBER),
            Map.entry(35, Result.POWER_OFF),
            Map.entry(36, Result.SHADOW),
            Map.entry(40, Result.SENDER_RULE),
            Map.entry(41, Result.SENDER_FORGED),
            Map.entry(50, Result.SENDER_UNREGISTERED),
            Map.entry(55, Result.EXPIRED));

    private SmppCodes() {}

    /** A negative answer to a submission: throttled and full are over soon, everything else is final. */
    static Outcome refusal(int status) {
        String code = String.format("SMPP 0x%02X", status);
        return status == ESME_RTHROTTLED || status == ESME_RMSGQFUL
                ? new Outcome.Later(code)
                : new Outcome.Refused(REFUSALS.getOrDefault(status, Result.CARRIER_FAULT), code);
    }

    /** A message's end as a receipt has it; empty for news on the way. */
    static Optional<Result> end(DeliveryReceiptState state, String error) {
        return switch (state) {
            case DELIVRD -> Optional.of(Result.DELIVERED);
            case EXPIRED -> Optional.of(Result.EXPIRED);
            case DELETED -> Optional.of(refined(error, Result.CARRIER_FAULT));
            case UNDELIV -> Optional.of(refined(error, Result.CARRIER_FAULT));
            case REJECTD -> Optional.of(refined(error, Result.REFUSED));
            default -> Optional.empty();
        };
    }

    /** The same as query_sm answers it. */
    static Optional<Result> end(MessageState state, byte error) {
        return switch (state) {
            case DELIVERED -> end(DeliveryReceiptState.DELIVRD, null);
            case EXPIRED -> end(DeliveryReceiptState.EXPIRED, null);
            case DELETED -> end(DeliveryReceiptState.DELETED, Integer.toString(error));
            case UNDELIVERABLE -> end(DeliveryReceiptState.UNDELIV, Integer.toString(error));
            case REJECTED -> end(DeliveryReceiptState.REJECTD, Integer.toString(error));
            default -> Optional.empty();
        };
    }

    private static Result refined(String error, Result otherwise) {
        return error != null && error.matches("[0-9]{1,4}")
                ? ERRORS.getOrDefault(Integer.parseInt(error), otherwise)
                : otherwise;
    }
}
