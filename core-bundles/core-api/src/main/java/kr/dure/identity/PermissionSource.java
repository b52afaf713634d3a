package kr.dure.identity;

import java.util.List;
import kr.dure.product.AppDescription;

/** Permissions of a kernel bundle for the rights editor; apps name theirs in their {@link AppDescription}. */
public interface PermissionSource {
    List<AppDescription.Permission> permissions();
}
