package kr.dure.addons.internal;

/** Where an operation says how far it is. */
@FunctionalInterface
interface Steps {
    /** Nobody is told. */
    Steps SILENT = (percent, message) -> {};

    /**
     * @param percent 0 to 100
     * @param message one sentence in English
     */
    void report(int percent, String message);
}
