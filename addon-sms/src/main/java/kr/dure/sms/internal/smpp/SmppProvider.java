package kr.dure.sms.internal.smpp;

import kr.dure.carrier.Carrier;
import kr.dure.carrier.CarrierListener;
import kr.dure.carrier.CarrierProvider;
import kr.dure.carrier.CarrierRoute;
import org.osgi.service.component.annotations.Component;

/** Carriers that speak SMPP 3.4. */
@Component
public final class SmppProvider implements CarrierProvider {
    @Override
    public String protocol() {
        return "smpp";
    }

    @Override
    public Carrier open(CarrierRoute route, CarrierListener listener) {
        return new SmppCarrier(route, listener);
    }
}
