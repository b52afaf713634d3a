package kr.dure.carrier;

/** Connects to carriers that speak one protocol; register it as a service. */
public interface CarrierProvider {
    /** The scheme of the addresses it serves, e.g. {@code smpp}. */
    String protocol();

    /**
     * Begins to connect, in the background, and connects again whenever the connection is lost.
     *
     * @param listener called for this connection only
     */
    Carrier open(CarrierRoute route, CarrierListener listener);
}
