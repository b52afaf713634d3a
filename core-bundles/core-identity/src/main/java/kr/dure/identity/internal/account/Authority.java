package kr.dure.identity.internal.account;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.web.Forbidden;

/** Nobody gives away, or gets hold of, more than he has himself. */
final class Authority {
    private Authority() {}

    /** @throws Forbidden unless the caller holds every one of {@code permissions} */
    static void requireAll(Collection<String> permissions) {
        Caller caller = Callers.current();
        for (String permission : permissions) {
            if (!caller.may(permission)) {
                throw new Forbidden(
                        "자신에게 없는 권한(" + permission + ")은 줄 수 없습니다.",
                        "You cannot give a permission that you do not have: " + permission + ".");
            }
        }
    }

    /**
     * An operator who acts with the tenant's consent makes nothing that would let him in when it has ended.
     *
     * @throws Forbidden when the caller is one
     */
    static void refuseOperator() {
        if (Callers.current().actingOperator() != null) {
            throw new Forbidden(
                    "운영자는 고객사의 계정, 비밀번호, 인증 수단, 토큰을 만들거나 바꿀 수 없습니다.",
                    "An operator can neither make nor change a customer's accounts, passwords, second factors or tokens.");
        }
    }

    static void requireAdministrator() {
        if (!Callers.current().administrator()) {
            throw new Forbidden("관리자만 할 수 있는 일입니다.", "Only an administrator may do this.");
        }
    }

    /** @throws Forbidden when whoever took over {@code account} would hold more than the caller does */
    static void requireOver(Session session, AccountEntity account) {
        Caller caller = Callers.current();
        if (caller.administrator() || caller.accountId().equals(account.id())) {
            return;
        }
        Set<String> held = new HashSet<>(account.permissions());
        held.addAll(new RoleRepository(session).permissionsOf(account.id()));
        if (account.administrator() || !held.stream().allMatch(caller::may)) {
            throw new Forbidden(
                    "자신보다 권한이 많은 계정은 바꿀 수 없습니다.", "You cannot change an account that may do more than you.");
        }
    }
}
