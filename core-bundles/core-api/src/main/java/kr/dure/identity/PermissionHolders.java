package kr.dure.identity;

import java.util.List;
import java.util.UUID;

/** Who may do something in the current tenant. Implemented by core-identity; joins the surrounding transaction. */
public interface PermissionHolders {
    /**
     * The accounts that hold a permission: administrators, and whoever was given it by a role or singly; those of people
     * who have left the company are not among them.
     *
     * @param permission e.g. {@code billing.manage}
     * @param limit the most to answer, 1 or more; the oldest accounts come first
     */
    List<UUID> of(String permission, int limit);
}
