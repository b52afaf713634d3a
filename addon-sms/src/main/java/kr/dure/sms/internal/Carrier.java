package kr.dure.sms.internal;

/** A connection to who carries messages. */
interface Carrier extends AutoCloseable {
    /** Begins to connect, and to connect again whenever the connection is lost. */
    void open();

    /** Whether messages can be handed over now. */
    boolean connected();

    /** Hands over one message and waits for the answer. Safe to call from several threads. */
    Outcome submit(String from, String to, String text);

    @Override
    void close();

    /** What became of a handing over. */
    sealed interface Outcome {
        /** @param id the carrier's name for the message; its receipts carry it */
        record Accepted(String id) implements Outcome {}

        /** Refused for good. */
        record Refused(String reason) implements Outcome {}

        /** Surely not taken, but may be taken later. */
        record Later(String reason) implements Outcome {}

        /** Nobody can tell whether it was taken. */
        record Unclear(String reason) implements Outcome {}
    }

    /**
     * The carrier's word on a message's end.
     *
     * @param id as in {@link Outcome.Accepted}, in whatever notation the carrier uses for receipts
     * @param phone the number the message went to, with or without country code; null when the carrier does not say
     * @param reason the carrier's code when it was not delivered
     */
    record Receipt(String id, String phone, boolean delivered, String reason) {
        /** The digits that are the same with and without country code. */
        private static final int LOCAL_DIGITS = 8;

        /** Whether the phone is not another one than {@code number}. */
        boolean mayConcern(String number) {
            return phone == null || phone.isBlank() || local(phone).equals(local(number));
        }

        private static String local(String number) {
            return number.substring(Math.max(0, number.length() - LOCAL_DIGITS));
        }
    }

    /** What a carrier calls back. */
    interface Listener {
        /** Messages can be handed over (again). */
        void connected();

        /** A receipt came. It is acknowledged to the carrier when this method returns, and not when it throws. */
        void received(Receipt receipt);
    }
}
