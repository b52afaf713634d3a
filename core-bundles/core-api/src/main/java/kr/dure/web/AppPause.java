package kr.dure.web;

import java.util.Set;
import kr.dure.product.Text;

/**
 * Holds the requests to an app while it is exchanged, so that its users wait instead of seeing it away. For the add-on
 * manager only. Implemented by core-web; it concerns this node.
 */
public interface AppPause {
    /**
     * From now on requests below {@code bases} wait, each for 2 s at most; then they are answered 503 with
     * {@code Retry-After}. Returns when the requests that had begun are answered, or after 2 s.
     *
     * @param bases e.g. {@code /api/sms}
     */
    Held hold(Set<String> bases);

    /** From now on requests below {@code bases} are answered 503 with the reason, until it is closed. */
    Held turnOff(Set<String> bases, Text why);

    /** Lets the waiting requests go on when it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
