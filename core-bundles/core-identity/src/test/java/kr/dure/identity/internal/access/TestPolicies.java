package kr.dure.identity.internal.access;

import kr.dure.identity.internal.TestIdentity;
import kr.dure.tenant.Tenant;

/** Changes of policies, for tests in other packages. */
public final class TestPolicies {
    private TestPolicies() {}

    public static void change(TestIdentity identity, Tenant tenant, LoginPolicy policy) {
        identity.in(tenant, () -> identity.policies.change(policy, null));
    }

    public static void change(TestIdentity identity, Tenant tenant, AccessPolicy policy) {
        identity.in(tenant, () -> identity.policies.change(policy, null, true));
    }
}
