package kr.dure.persistence.internal;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import kr.dure.persistence.Ids;
import org.osgi.service.component.annotations.Component;

/** New ids. */
@Component
public final class KernelIds implements Ids {
    @Override
    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
