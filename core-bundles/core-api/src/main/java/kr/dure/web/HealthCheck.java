package kr.dure.web;

/** One part of the answer of {@code GET /api/health}. Register one per thing that can be unwell. */
public interface HealthCheck {
    /** The component's name in the answer, e.g. {@code database}. */
    String name();

    /** Looks now; quick and without side effects. */
    Health check();

    /**
     * How a component is.
     *
     * @param status worst of all components decides the answer
     * @param reason why it is not {@link Status#UP}, without secrets; null when it is
     */
    record Health(Status status, String reason) {
        public static final Health UP = new Health(Status.UP, null);
    }

    /** From well to unusable. */
    enum Status {
        UP,
        /** Works, but somebody should look. */
        DEGRADED,
        /** The server as a whole cannot do its work. */
        DOWN
    }
}
