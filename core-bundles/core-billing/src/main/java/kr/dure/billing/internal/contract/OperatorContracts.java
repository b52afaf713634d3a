package kr.dure.billing.internal.contract;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.billing.internal.Customers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The contracts of all companies, for the operator. */
@Component(service = OperatorContracts.class)
public final class OperatorContracts {
    private final Customers customers;
    private final Contracts contracts;

    @Activate
    public OperatorContracts(@Reference Customers customers, @Reference Contracts contracts) {
        this.customers = customers;
        this.contracts = contracts;
    }

    List<Contract.WithEntries> list(UUID customer) {
        return customers.call(customer, contracts::list);
    }

    Contract agree(UUID customer, Contracts.NewContract request) {
        return customers.call(customer, () -> contracts.agree(request));
    }

    Contract terminate(UUID customer, UUID contract, LocalDate lastDay) {
        return customers.call(customer, () -> contracts.terminate(contract, lastDay));
    }
}
