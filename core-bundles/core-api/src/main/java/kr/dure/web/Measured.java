package kr.dure.web;

import java.util.List;

/** Figures for the operator's monitoring, shown at {@code /metrics}. Register one per component that has some. */
public interface Measured {
    /** The figures now; quick and without side effects. The same names at every call. */
    List<Figure> figures();

    /**
     * One figure.
     *
     * @param name in the style of Prometheus, without the product's prefix: {@code sms_queue_messages}
     * @param help what it says, one sentence in English
     * @param label what tells it from others of the same name, e.g. a route; null: there is one
     * @param value NaN when it is not known
     */
    record Figure(String name, String help, String label, double value) {}
}
