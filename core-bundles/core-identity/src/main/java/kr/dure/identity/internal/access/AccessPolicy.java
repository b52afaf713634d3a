package kr.dure.identity.internal.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * From where a tenant's people may come in (L3).
 *
 * @param enabled whether anything is refused at all
 * @param allowed addresses and ranges, IPv4 and IPv6
 * @param exemptAccountIds who may come in from anywhere
 */
public record AccessPolicy(boolean enabled, List<String> allowed, Set<UUID> exemptAccountIds) {
    static final AccessPolicy NONE = new AccessPolicy(false, List.of(), Set.of());

    public AccessPolicy {
        // Not copyOf: what comes in over HTTP may hold nulls, which a check then names.
        allowed = Collections.unmodifiableList(new ArrayList<>(allowed));
        exemptAccountIds = exemptAccountIds.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}
