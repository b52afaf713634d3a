package kr.dure.storage.internal.export;

/** How far an export or an import is. */
public enum TransferState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    /** Taken back before it was done. */
    CANCELLED,
    /** It was done, and its archive is deleted. */
    EXPIRED;

    boolean open() {
        return this == QUEUED || this == RUNNING;
    }
}
