package kr.dure.approval.internal.setting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import kr.dure.approval.internal.ETags;
import kr.dure.approval.internal.Json;
import kr.dure.approval.internal.line.LinePolicy;
import kr.dure.identity.Organisation;
import kr.dure.identity.Person;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How the company wants its lines to go, and who takes documents for departments. */
@Component(service = SettingService.class)
public final class SettingService {
    private static final int MOST_HOURS = 8_784;
    private static final int MOST_DEPARTMENTS = 2_000;

    private final Tx tx;
    private final Organisation organisation;

    /** The settings with the version of their row. */
    public record Versioned(LinePolicy policy, int version) {}

    /** Officers of a department (문서담당). */
    public record Officers(UUID departmentId, List<UUID> accountIds) {}

    /** All officers of the company; the version is another one after any change. */
    public record AllOfficers(List<Officers> officers, int version) {
        private static final int VERSIONS = 1_000_000_000;

        static AllOfficers of(List<Officers> officers) {
            return new AllOfficers(officers, Math.floorMod(Json.write(officers).hashCode(), VERSIONS));
        }
    }

    @Activate
    public SettingService(@Reference(target = "(unit=kr.dure.approval)") Tx tx, @Reference Organisation organisation) {
        this.tx = tx;
        this.organisation = organisation;
    }

    /** What holds now. */
    public LinePolicy policy() {
        return get().policy();
    }

    public Versioned get() {
        return tx.read(session -> {
            SettingEntity setting = session.entities().find(SettingEntity.class, SettingEntity.ID);
            return setting == null
                    ? new Versioned(LinePolicy.DEFAULT, 0)
                    : new Versioned(setting.policy(), setting.version());
        });
    }

    /** Holds for documents submitted from now on. */
    public Versioned put(LinePolicy policy, int expected) {
        new Check(policy).done();
        return tx.write(session -> {
            SettingEntity setting = session.entities().find(SettingEntity.class, SettingEntity.ID);
            ETags.require(expected, setting == null ? 0 : setting.version());
            if (setting == null) {
                setting = new SettingEntity(policy);
                session.entities().persist(setting);
            } else {
                session.audit("approval.settings.changed", null, null, java.util.Map.of("policy", Json.write(policy)));
                setting.put(policy);
            }
            session.entities().flush();
            return new Versioned(setting.policy(), setting.version());
        });
    }

    /** Who takes documents for a department: those named, otherwise its head. */
    public Set<UUID> officers(UUID department) {
        Set<UUID> officers = new HashSet<>(tx.read(session -> named(session, department)));
        if (officers.isEmpty()) {
            organisation.head(department, organisation.today()).map(Person::id).ifPresent(officers::add);
        }
        return officers;
    }

    /** Departments somebody takes documents for. */
    public Set<UUID> departmentsOf(UUID account) {
        Set<UUID> departments = new HashSet<>();
        tx.read(session -> ids(session.entities()
                        .createNativeQuery("SELECT CAST(department_id AS text) FROM officer WHERE account_id = ?1")
                        .setParameter(1, account)
                        .getResultList()))
                .forEach(departments::add);
        organisation.posts(account, organisation.today()).stream()
                .filter(post -> post.head())
                .map(post -> post.departmentId())
                .filter(department -> officers(department).contains(account))
                .forEach(departments::add);
        return departments;
    }

    public AllOfficers allOfficers() {
        return tx.read(SettingService::allOfficers);
    }

    private static AllOfficers allOfficers(Session session) {
        TreeMap<UUID, List<UUID>> all = new TreeMap<>();
        for (Object row : session.entities()
                .createNativeQuery(
                        "SELECT CAST(department_id AS text), CAST(account_id AS text) FROM officer ORDER BY 1, 2")
                .getResultList()) {
            Object[] values = (Object[]) row;
            all.computeIfAbsent(UUID.fromString((String) values[0]), id -> new ArrayList<>())
                    .add(UUID.fromString((String) values[1]));
        }
        List<Officers> officers = new ArrayList<>();
        all.forEach((department, accounts) -> officers.add(new Officers(department, accounts)));
        return AllOfficers.of(officers);
    }

    /**
     * Replaces all.
     *
     * @throws kr.dure.web.Problem 412 when somebody else has changed them since {@code expected}
     */
    public AllOfficers putOfficers(List<Officers> officers, int expected) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                officers != null && officers.size() <= MOST_DEPARTMENTS, "items", "목록이 필요합니다.", "A list is required.");
        checks.done();
        for (int i = 0; i < officers.size(); i++) {
            Officers one = officers.get(i);
            boolean there = one != null
                    && one.departmentId() != null
                    && organisation
                            .department(one.departmentId(), organisation.today())
                            .isPresent();
            checks.check(there, "items[" + i + "].departmentId", "그런 부서가 없습니다.", "There is no such department.");
            boolean people = one != null
                    && one.accountIds() != null
                    && one.accountIds().stream()
                            .allMatch(
                                    id -> id != null && organisation.person(id).isPresent());
            checks.check(people, "items[" + i + "].accountIds", "그런 사람이 없습니다.", "There is no such person.");
        }
        checks.done();
        return tx.write(session -> {
            // One after the other, so that whoever comes second sees what the first one saved.
            session.entities()
                    .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtext('approval.officers'),"
                            + " hashtext(current_setting('dure.tenant'))) AS text)")
                    .getResultList();
            ETags.require(expected, allOfficers(session).version());
            session.entities().createNativeQuery("DELETE FROM officer").executeUpdate();
            for (Officers one : officers) {
                for (UUID account : one.accountIds()) {
                    session.entities()
                            .createNativeQuery("INSERT INTO officer (department_id, account_id) VALUES (?1, ?2)"
                                    + " ON CONFLICT DO NOTHING")
                            .setParameter(1, one.departmentId())
                            .setParameter(2, account)
                            .executeUpdate();
                }
            }
            session.audit("approval.officers.changed", null, null);
            return allOfficers(session);
        });
    }

    private static List<UUID> named(Session session, UUID department) {
        return ids(session.entities()
                .createNativeQuery("SELECT CAST(account_id AS text) FROM officer WHERE department_id = ?1")
                .setParameter(1, department)
                .getResultList());
    }

    private static List<UUID> ids(List<?> rows) {
        return rows.stream().map(row -> UUID.fromString((String) row)).toList();
    }

    /** Whether settings can hold. */
    private record Check(LinePolicy policy) {
        void done() {
            Invalid.Checks checks = new Invalid.Checks();
            checks.check(policy != null, "", "설정이 필요합니다.", "The settings are required.");
            checks.done();
            checks.range(policy.laterApprovalHours(), "laterApprovalHours", 1, MOST_HOURS);
            checks.check(
                    policy.laterApproval() != null, "laterApproval", "후결의 뜻이 필요합니다.", "laterApproval is required.");
            checks.check(policy.disagreement() != null, "disagreement", "반대의 처리가 필요합니다.", "disagreement is required.");
            checks.check(
                    policy.referenceFrom() != null, "referenceFrom", "참조 시점이 필요합니다.", "referenceFrom is required.");
            checks.check(
                    policy.withdrawUntil() != null, "withdrawUntil", "회수 시점이 필요합니다.", "withdrawUntil is required.");
            checks.done();
        }
    }
}
