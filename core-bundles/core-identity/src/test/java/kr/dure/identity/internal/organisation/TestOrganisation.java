package kr.dure.identity.internal.organisation;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Organisation;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.job.JobRun;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.TenantState;

/** The organisation's services, put together for tests, and what tests do with them. */
public final class TestOrganisation {
    private final Tx tx;
    private final TestIdentity.MovedClock clock;
    final DepartmentService departments;
    final PersonService people;
    final TitleService titles;
    final ImportService imports;
    final ExportService exports;
    final OrganisationImpl organisation;

    public TestOrganisation(Tx tx, TestIdentity.MovedClock clock) {
        this.tx = tx;
        KernelIds ids = new KernelIds();
        this.clock = clock;
        departments = new DepartmentService(tx, ids, clock);
        people = new PersonService(tx, ids, clock);
        titles = new TitleService(tx, ids);
        imports = new ImportService(tx, ids, clock);
        exports = new ExportService(tx, clock);
        organisation = new OrganisationImpl(tx, clock);
    }

    public PersonDirectory people() {
        return new PersonDirectory(people);
    }

    /** Makes it noon in Korea on that day. */
    void makeIt(LocalDate day) {
        clock.advance(Duration.between(
                clock.instant(),
                day.atTime(12, 0).atZone(ZoneId.of("Asia/Seoul")).toInstant()));
    }

    /** The nightly run, in an installation with this company alone. */
    void nightlyRun(Tenant company) {
        new DueChanges(tx, new OneCompany(company), clock).run(new JobRun("test", "", clock.instant(), 0));
    }

    private record OneCompany(Tenant company) implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return Optional.of(company).filter(tenant -> tenant.id().equals(id));
        }

        @Override
        public Tenant operator() {
            return new Tenant(new UUID(0, 1), "Operator", "admin.test", TenantState.OPEN, true);
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return after == null ? List.of(company) : List.of();
        }
    }

    /** What other bundles ask. */
    public Organisation organisation() {
        return organisation;
    }

    /** A department from today on. */
    public UUID department(String code, UUID parent) {
        return department(code, parent, null);
    }

    UUID department(String code, UUID parent, LocalDate from) {
        return departments
                .add(new DepartmentService.NewDepartment(code, code, parent, null, from))
                .department()
                .id();
    }

    void move(UUID department, UUID parent, LocalDate from) {
        departments.change(
                department,
                new DepartmentService.DepartmentChange(null, parent == null ? "" : parent.toString(), null, from),
                null);
    }

    void rename(UUID department, String name, LocalDate from) {
        departments.change(department, new DepartmentService.DepartmentChange(name, null, null, from), null);
    }

    /** Somebody without a login, in a department from today on. */
    UUID person(String name, UUID department) {
        return people.add(new PersonService.NewPerson(null, name, null, null, null, null, department, null, null, null))
                .person()
                .id();
    }

    UUID post(UUID person, UUID department, boolean main, LocalDate from, LocalDate to) {
        return people
                .post(person, new PersonService.NewPost(department, null, null, main, from, to), null)
                .person()
                .posts()
                .stream()
                .filter(post -> post.departmentId().equals(department))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
