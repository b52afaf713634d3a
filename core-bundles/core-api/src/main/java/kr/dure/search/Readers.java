package kr.dure.search;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who finds a document: whoever fits one of these. What somebody is – account, departments, permissions – is asked when
 * he searches, so who moves to another department or loses a role finds other things at once, and nothing is indexed
 * anew.
 *
 * @param everyone everybody of the tenant who is logged in
 * @param accounts these accounts
 * @param departments who has a post today, main or concurrent, in one of these departments
 * @param departmentTrees who has a post today in one of these departments or anywhere below it
 * @param permissions who holds one of these permissions, e.g. {@code sms.send}; administrators hold all that a tenant's
 *     roles can give
 */
public record Readers(
        boolean everyone,
        Set<UUID> accounts,
        Set<UUID> departments,
        Set<UUID> departmentTrees,
        Set<String> permissions) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,99}");

    /** @throws IllegalArgumentException for a permission of the operator's: a tenant's documents are not his to read */
    public Readers {
        accounts = Set.copyOf(accounts);
        departments = Set.copyOf(departments);
        departmentTrees = Set.copyOf(departmentTrees);
        permissions = Set.copyOf(permissions);
        for (String permission : permissions) {
            if (!NAME.matcher(permission).matches() || permission.startsWith("operator.")) {
                throw new IllegalArgumentException("Not a permission of a tenant: " + permission);
            }
        }
    }

    /** Everybody of the tenant who is logged in. */
    public static Readers all() {
        return new Readers(true, Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** Nobody; {@link #and} adds to it. */
    public static Readers nobody() {
        return new Readers(false, Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** These accounts. */
    public static Readers accounts(Collection<UUID> accounts) {
        return new Readers(false, Set.copyOf(accounts), Set.of(), Set.of(), Set.of());
    }

    /** This account. */
    public static Readers account(UUID account) {
        return accounts(Set.of(account));
    }

    /** Who has a post in this department itself. */
    public static Readers department(UUID department) {
        return new Readers(false, Set.of(), Set.of(department), Set.of(), Set.of());
    }

    /** Who has a post in this department or below it. */
    public static Readers departmentTree(UUID department) {
        return new Readers(false, Set.of(), Set.of(), Set.of(department), Set.of());
    }

    /** Who holds this permission. */
    public static Readers permission(String permission) {
        return new Readers(false, Set.of(), Set.of(), Set.of(), Set.of(permission));
    }

    /** Those and these. */
    public Readers and(Readers others) {
        return new Readers(
                everyone || others.everyone,
                union(accounts, others.accounts),
                union(departments, others.departments),
                union(departmentTrees, others.departmentTrees),
                union(permissions, others.permissions));
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
