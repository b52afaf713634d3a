package kr.dure.carrier;

import java.util.Optional;

/** A connection to who carries messages. */
public interface Carrier extends AutoCloseable {
    /** Whether messages can be handed over now. */
    boolean connected();

    /** Hands over one message and waits for the answer. Safe to call from several threads. */
    Outcome submit(Submission submission);

    /**
     * Asks what became of a message that was accepted.
     *
     * @param id as in {@link Outcome.Accepted}
     * @return empty when the carrier does not know its end (yet), or cannot be asked
     */
    Optional<Receipt> query(String id, String from);

    @Override
    void close();

    /**
     * One message to one number.
     *
     * @param subject of a long message, or null
     * @param longMessage whether it goes as LMS
     */
    record Submission(String from, String to, String subject, String text, boolean longMessage) {}

    /** What became of a handing over. */
    sealed interface Outcome {
        /** @param id the carrier's name for the message; its receipts carry it */
        record Accepted(String id) implements Outcome {}

        /**
         * Refused for good.
         *
         * @param code the carrier's own
         */
        record Refused(Result result, String code) implements Outcome {}

        /** Surely not taken, but may be taken later, or by another route. */
        record Later(String code) implements Outcome {}

        /** Nobody can tell whether it was taken. */
        record Unclear(String reason) implements Outcome {}
    }

    /**
     * The carrier's word on a message's end.
     *
     * @param id as in {@link Outcome.Accepted}, in whatever notation the carrier uses for receipts
     * @param phone the number the message went to, with or without country code; null when the carrier does not say
     * @param code the carrier's own, or null
     */
    record Receipt(String id, String phone, Result result, String code) {
        /** The digits that are the same with and without country code. */
        private static final int LOCAL_DIGITS = 8;

        /** Whether the message reached the phone. */
        public boolean delivered() {
            return result == Result.DELIVERED;
        }

        /** Whether the phone is not another one than {@code number}. */
        public boolean mayConcern(String number) {
            return phone == null || phone.isBlank() || concerns(number);
        }

        /** Whether the phone is {@code number}. */
        public boolean concerns(String number) {
            return phone != null && local(phone).equals(local(number));
        }

        private static String local(String number) {
            return number.substring(Math.max(0, number.length() - LOCAL_DIGITS));
        }
    }
}
