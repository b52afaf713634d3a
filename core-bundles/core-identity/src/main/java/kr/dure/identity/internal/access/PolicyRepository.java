package kr.dure.identity.internal.access;

import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.internal.ETags;
import kr.dure.identity.internal.access.LoginPolicy.SecondFactorDemand;
import kr.dure.persistence.Session;

/** The two policies of the current tenant, one row each; no row means the default. */
final class PolicyRepository {
    private final Session session;

    PolicyRepository(Session session) {
        this.session = session;
    }

    /** A policy with the number of its version, for {@code ETag}; 0 before it was first changed. */
    record Versioned<T>(T policy, int version) {}

    Versioned<LoginPolicy> login() {
        return row("SELECT min_password_length, idle_minutes, absolute_hours, second_factor, raise_seats_on_import,"
                        + " version FROM identity.login_policy")
                .map(row -> new Versioned<>(
                        new LoginPolicy(
                                (Integer) row[0],
                                (Integer) row[1],
                                (Integer) row[2],
                                SecondFactorDemand.valueOf((String) row[3]),
                                (Boolean) row[4]),
                        (Integer) row[5]))
                .orElse(new Versioned<>(LoginPolicy.DEFAULT, 0));
    }

    void save(LoginPolicy policy, int expected) {
        upsert(
                "INSERT INTO identity.login_policy AS p (min_password_length, idle_minutes, absolute_hours,"
                        + " second_factor, raise_seats_on_import, version) VALUES (?2, ?3, ?4, ?5, ?6, ?1 + 1)"
                        + " ON CONFLICT (tenant_id) DO UPDATE SET min_password_length = excluded.min_password_length,"
                        + " idle_minutes = excluded.idle_minutes, absolute_hours = excluded.absolute_hours,"
                        + " second_factor = excluded.second_factor,"
                        + " raise_seats_on_import = excluded.raise_seats_on_import, version = excluded.version"
                        + " WHERE p.version = ?1",
                expected,
                policy.minPasswordLength(),
                policy.idleMinutes(),
                policy.absoluteHours(),
                policy.secondFactor().name(),
                policy.raiseSeatsOnImport());
    }

    Versioned<AccessPolicy> access() {
        return row("SELECT enabled, allowed, exempt, version FROM identity.access_policy")
                .map(row -> new Versioned<>(
                        new AccessPolicy(
                                (Boolean) row[0],
                                words((String) row[1]),
                                words((String) row[2]).stream()
                                        .map(UUID::fromString)
                                        .collect(Collectors.toSet())),
                        (Integer) row[3]))
                .orElse(new Versioned<>(AccessPolicy.NONE, 0));
    }

    void save(AccessPolicy policy, int expected) {
        upsert(
                "INSERT INTO identity.access_policy AS p (enabled, allowed, exempt, version)"
                        + " VALUES (?2, ?3, ?4, ?1 + 1)"
                        + " ON CONFLICT (tenant_id) DO UPDATE SET enabled = excluded.enabled,"
                        + " allowed = excluded.allowed, exempt = excluded.exempt, version = excluded.version"
                        + " WHERE p.version = ?1",
                expected,
                policy.enabled(),
                String.join(" ", policy.allowed()),
                policy.exemptAccountIds().stream().map(UUID::toString).sorted().collect(Collectors.joining(" ")));
    }

    private Optional<Object[]> row(String sql) {
        List<?> rows = session.entities().createNativeQuery(sql).getResultList();
        return rows.stream().findFirst().map(Object[].class::cast);
    }

    private void upsert(String sql, int expected, Object... values) {
        Query query = session.entities().createNativeQuery(sql).setParameter(1, expected);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 2, values[i]);
        }
        if (query.executeUpdate() == 0) {
            throw ETags.stale();
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
