package kr.dure.notification.internal;

/** What became of one try to hand a mail over. */
sealed interface Outcome {
    /** The mail server has taken it. */
    record Accepted() implements Outcome {}

    /**
     * It may work later.
     *
     * @param tried whether a mail server was asked at all
     */
    record Later(String reason, boolean tried) implements Outcome {}

    /**
     * It will not work, however often it is tried.
     *
     * @param address whether it is the address: nothing else will reach it either
     */
    record Refused(String reason, boolean address) implements Outcome {}
}
