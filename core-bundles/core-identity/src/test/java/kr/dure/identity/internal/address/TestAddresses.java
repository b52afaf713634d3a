package kr.dure.identity.internal.address;

import java.util.List;
import java.util.UUID;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.address.MailAddress.Kind;
import kr.dure.tenant.Tenant;

/** Addresses, for tests in other packages too. */
public final class TestAddresses {
    private TestAddresses() {}

    public static MailAddress representative(
            TestIdentity identity, Tenant tenant, String address, String... receivers) {
        return add(identity, tenant, Kind.REPRESENTATIVE, address, null, receivers);
    }

    static MailAddress add(
            TestIdentity identity, Tenant tenant, Kind kind, String address, UUID account, String... receivers) {
        return identity.in(
                tenant,
                () -> identity.addresses
                        .add(new MailAddressService.NewAddress(kind, address, address, account, List.of(receivers)))
                        .address());
    }
}
