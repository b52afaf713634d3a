package kr.dure.identity.internal.account;

import java.util.Set;
import java.util.UUID;

/** A named set of permissions that is given to accounts, e.g. "personnel manager". */
public record Role(UUID id, String name, Set<String> permissions) {}
