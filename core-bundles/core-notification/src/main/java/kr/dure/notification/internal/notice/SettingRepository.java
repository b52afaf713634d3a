package kr.dure.notification.internal.notice;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.notification.NoticeKind.Digest;
import kr.dure.persistence.Session;

/** What people and companies want, of the current tenant. */
final class SettingRepository {
    private final Session session;

    SettingRepository(Session session) {
        this.session = session;
    }

    private List<Object[]> rows(String sql, Object... parameters) {
        var query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        List<?> rows = query.getResultList();
        return rows.stream().map(Object[].class::cast).toList();
    }

    private int execute(String sql, Object... parameters) {
        var query = session.entities().createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.executeUpdate();
    }

    /** Of one kind, by account; who chose nothing is absent. */
    Map<UUID, Wish> wishes(String kind, Collection<UUID> accounts) {
        Map<UUID, Wish> wishes = new HashMap<>();
        rows(
                        "SELECT account_id, in_app, email, sms, digest FROM kind_preference"
                                + " WHERE kind = ?1 AND account_id IN (SELECT unnest(CAST(?2 AS uuid[])))",
                        kind,
                        SqlArray.of(accounts))
                .forEach(row -> wishes.put((UUID) row[0], wish(row)));
        return wishes;
    }

    /** Of one person, by kind. */
    Map<String, Wish> wishes(UUID account) {
        Map<String, Wish> wishes = new HashMap<>();
        rows("SELECT kind, in_app, email, sms, digest FROM kind_preference WHERE account_id = ?1", account)
                .forEach(row -> wishes.put((String) row[0], wish(row)));
        return wishes;
    }

    private static Wish wish(Object[] row) {
        return wish(row, 1);
    }

    private static Wish wish(Object[] row, int first) {
        return new Wish(
                (Boolean) row[first], (Boolean) row[first + 1], (Boolean) row[first + 2], digest(row[first + 3]));
    }

    /**
     * What counts for one kind of notice.
     *
     * @param persons by account; who chose nothing is absent
     * @param wishes by account; {@link Wish#NONE} of who chose nothing
     */
    record OfKind(Policy policy, boolean urgentOverrides, Map<UUID, PersonSetting> persons, Map<UUID, Wish> wishes) {}

    /** @param accounts at least one */
    OfKind ofKind(String kind, Collection<UUID> accounts) {
        List<Object[]> rows = rows(
                "SELECT a.id, s.language, s.quiet_from, s.quiet_to, s.quiet_days, s.digest_hour, s.version,"
                        + " w.in_app, w.email, w.sms, w.digest, p.in_app, p.email, p.sms, p.digest, p.in_app_locked,"
                        + " p.email_locked, p.sms_locked, coalesce(c.urgent_overrides, true)"
                        + " FROM unnest(CAST(?2 AS uuid[])) AS a (id)"
                        + " LEFT JOIN person_setting s ON s.account_id = a.id"
                        + " LEFT JOIN kind_preference w ON w.account_id = a.id AND w.kind = ?1"
                        + " LEFT JOIN kind_policy p ON p.kind = ?1"
                        + " LEFT JOIN notice_policy c ON true",
                kind,
                SqlArray.of(accounts));
        Map<UUID, PersonSetting> persons = new HashMap<>();
        Map<UUID, Wish> wishes = new HashMap<>();
        for (Object[] row : rows) {
            if (row[6] != null) {
                persons.put((UUID) row[0], setting(row));
            }
            wishes.put((UUID) row[0], wish(row, 7));
        }
        Object[] any = rows.get(0);
        return new OfKind(any[15] == null ? Policy.NONE : policy(any, 11), (Boolean) any[18], persons, wishes);
    }

    private static Digest digest(Object name) {
        return name == null ? null : Digest.valueOf((String) name);
    }

    private static String name(Digest digest) {
        return digest == null ? null : digest.name();
    }

    void wish(UUID account, String kind, Wish wish) {
        if (wish.equals(Wish.NONE)) {
            execute("DELETE FROM kind_preference WHERE account_id = ?1 AND kind = ?2", account, kind);
            return;
        }
        execute(
                "INSERT INTO kind_preference (account_id, kind, in_app, email, sms, digest) VALUES (?1, ?2,"
                        + " CAST(?3 AS boolean), CAST(?4 AS boolean), CAST(?5 AS boolean), CAST(?6 AS text))"
                        + " ON CONFLICT (tenant_id, account_id, kind) DO UPDATE SET in_app = excluded.in_app,"
                        + " email = excluded.email, sms = excluded.sms, digest = excluded.digest",
                account,
                kind,
                text(wish.inApp()),
                text(wish.email()),
                text(wish.sms()),
                name(wish.digest()));
    }

    /** The driver does not know of what type a null is; a text can be cast. */
    private static String text(Boolean value) {
        return value == null ? null : value.toString();
    }

    /** By account; who chose nothing is absent. */
    Map<UUID, PersonSetting> settings(Collection<UUID> accounts) {
        Map<UUID, PersonSetting> settings = new HashMap<>();
        rows(
                        "SELECT account_id, language, quiet_from, quiet_to, quiet_days, digest_hour, version"
                                + " FROM person_setting WHERE account_id IN (SELECT unnest(CAST(?1 AS uuid[])))",
                        SqlArray.of(accounts))
                .forEach(row -> settings.put((UUID) row[0], setting(row)));
        return settings;
    }

    private static PersonSetting setting(Object[] row) {
        QuietHours quiet = row[2] == null
                ? null
                : new QuietHours(
                        ((Number) row[2]).intValue(), ((Number) row[3]).intValue(), QuietHours.readDays((String)
                                row[4]));
        return new PersonSetting(
                row[1] == null ? null : Locale.forLanguageTag((String) row[1]),
                quiet,
                ((Number) row[5]).intValue(),
                ((Number) row[6]).intValue());
    }

    /** Whether nobody else changed it since {@code setting} had its version; it has the next one now. */
    boolean setting(UUID account, PersonSetting setting) {
        QuietHours quiet = setting.quiet();
        return execute(
                        "INSERT INTO person_setting (account_id, language, quiet_from, quiet_to, quiet_days, digest_hour,"
                                + " version) VALUES (?1, CAST(?2 AS text), CAST(?3 AS integer), CAST(?4 AS integer),"
                                + " CAST(?5 AS text), ?6, ?7 + 1)"
                                + " ON CONFLICT (tenant_id, account_id) DO UPDATE SET language = excluded.language,"
                                + " quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,"
                                + " quiet_days = excluded.quiet_days, digest_hour = excluded.digest_hour,"
                                + " version = excluded.version WHERE person_setting.version = ?7",
                        account,
                        setting.language() == null ? null : setting.language().getLanguage(),
                        quiet == null ? null : Integer.toString(quiet.from()),
                        quiet == null ? null : Integer.toString(quiet.to()),
                        quiet == null ? null : quiet.writeDays(),
                        setting.digestHour(),
                        setting.version())
                == 1;
    }

    /** By kind; what the company left as it is is absent. */
    Map<String, Policy> policies() {
        Map<String, Policy> policies = new HashMap<>();
        rows("SELECT kind, in_app, email, sms, digest, in_app_locked, email_locked, sms_locked FROM kind_policy")
                .forEach(row -> policies.put((String) row[0], policy(row, 1)));
        return policies;
    }

    private static Policy policy(Object[] row, int first) {
        return new Policy(
                (Boolean) row[first],
                (Boolean) row[first + 1],
                (Boolean) row[first + 2],
                digest(row[first + 3]),
                (Boolean) row[first + 4],
                (Boolean) row[first + 5],
                (Boolean) row[first + 6]);
    }

    void policy(String kind, Policy policy) {
        execute("DELETE FROM kind_policy WHERE kind = ?1", kind);
        if (!policy.equals(Policy.NONE)) {
            execute(
                    "INSERT INTO kind_policy (kind, in_app, email, sms, digest, in_app_locked, email_locked, sms_locked)"
                            + " VALUES (?1, CAST(?2 AS boolean), CAST(?3 AS boolean), CAST(?4 AS boolean),"
                            + " CAST(?5 AS text), ?6, ?7, ?8)",
                    kind,
                    text(policy.inApp()),
                    text(policy.email()),
                    text(policy.sms()),
                    name(policy.digest()),
                    policy.inAppLocked(),
                    policy.emailLocked(),
                    policy.smsLocked());
        }
    }

    /** @param version 0 as long as the company decided nothing */
    record Company(boolean urgentOverrides, int version) {}

    Company company() {
        return rows("SELECT urgent_overrides, version FROM notice_policy").stream()
                .map(row -> new Company((Boolean) row[0], ((Number) row[1]).intValue()))
                .findFirst()
                .orElse(new Company(true, 0));
    }

    /** Whether nobody else changed it since {@code company} had its version; it has the next one now. */
    boolean company(Company company) {
        return execute(
                        "INSERT INTO notice_policy (urgent_overrides, version) VALUES (?1, ?2 + 1)"
                                + " ON CONFLICT (tenant_id) DO UPDATE SET urgent_overrides = excluded.urgent_overrides,"
                                + " version = excluded.version WHERE notice_policy.version = ?2",
                        company.urgentOverrides(),
                        company.version())
                == 1;
    }

    /** Which of these addresses, in lower case, mail came back from. */
    Set<String> bounced(Collection<String> addresses) {
        if (addresses.isEmpty()) {
            return Set.of();
        }
        List<?> found = session.entities()
                .createNativeQuery("SELECT address FROM mail_bounce"
                        + " WHERE address IN (SELECT lower(unnest(CAST(?1 AS text[]))))")
                .setParameter(1, SqlArray.of(addresses))
                .getResultList();
        Set<String> bounced = new HashSet<>();
        found.forEach(address -> bounced.add((String) address));
        return bounced;
    }
}
