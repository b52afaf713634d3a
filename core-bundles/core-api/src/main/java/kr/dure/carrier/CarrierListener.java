package kr.dure.carrier;

/** What a carrier calls back. */
public interface CarrierListener {
    /** Messages can be handed over (again). */
    void connected();

    /** A receipt came. It is acknowledged to the carrier when this method returns, and not when it throws. */
    void received(Carrier.Receipt receipt);
}
