package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.identity.internal.ETags;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Departments: founded, renamed, moved, merged and closed on a day, today or later. */
@Component(service = DepartmentService.class)
public final class DepartmentService {
    static final int MAX_CODE = 40;
    static final int MAX_NAME = 100;
    static final int MAX_ORDER = 1_000_000;

    /** As many departments go into one answer of the tree. */
    static final int MAX_NODES = 2_000;

    /** As many names tell what stands in the way of a closing. */
    private static final int MAX_NAMED = 20;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /** A department with the number of its version, for {@code ETag}. */
    record Versioned(DepartmentView department, int version) {}

    /**
     * @param code any text without spaces around it, unique among the departments that exist
     * @param parentId null: at the top
     * @param from first day, today where it is absent
     */
    public record NewDepartment(String code, String name, UUID parentId, Integer order, LocalDate from) {}

    /**
     * What to change; null leaves a field as it is.
     *
     * @param parentId an id, or empty for the top
     * @param from the day from which it holds, today where it is absent
     */
    public record DepartmentChange(String name, String parentId, Integer order, LocalDate from) {}

    /**
     * One stretch of a department's history.
     *
     * @param to first day on which it no longer holds, or null
     * @param planned whether it begins after today
     */
    public record Stretch(LocalDate from, LocalDate to, String name, UUID parentId, int order, boolean planned) {}

    @Activate
    public DepartmentService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    Page<DepartmentView> list(LocalDate at, UUID after, int limit) {
        LocalDate day = Days.orToday(at, clock);
        List<DepartmentView> all = tx.read(session -> new DepartmentRepository(session).on(day));
        return Pages.after(new DepartmentTree(all).flat(null), after, limit, DepartmentView::id);
    }

    /** @param under the department whose inside is asked for, or null for the company */
    List<DepartmentTree.Node> tree(LocalDate at, UUID under) {
        LocalDate day = Days.orToday(at, clock);
        return tx.read(session -> {
            DepartmentRepository departments = new DepartmentRepository(session);
            if (under != null) {
                departments.get(under);
            }
            DepartmentTree tree = new DepartmentTree(departments.on(day));
            if (tree.flat(under).size() > MAX_NODES) {
                throw new Conflict(
                        "부서가 " + MAX_NODES + "개를 넘습니다. under로 한 부서 아래만 묻거나 목록을 써 주세요.",
                        "There are more than " + MAX_NODES
                                + " departments. Ask for one with under, or for the list by pages.");
            }
            return tree.nodes(under);
        });
    }

    /** As it is on a day; before its founding as it will be then, after its closing as it was last. */
    Versioned get(UUID id, LocalDate at) {
        LocalDate day = Days.orToday(at, clock);
        return tx.read(session -> get(session, id, day));
    }

    private static Versioned get(Session session, UUID id, LocalDate day) {
        DepartmentRepository departments = new DepartmentRepository(session);
        DepartmentRow row = departments.get(id);
        LocalDate shown = Days.later(day, row.foundedOn());
        if (row.closedOn() != null && !shown.isBefore(row.closedOn())) {
            shown = row.closedOn().minusDays(1);
        }
        List<DepartmentView> path = departments.path(id, shown);
        DepartmentView last = path.get(path.size() - 1);
        return new Versioned(
                last.withPath(path.stream().map(DepartmentView::name).toList()), row.version());
    }

    List<Stretch> history(UUID id) {
        LocalDate today = Days.today(clock);
        return tx.read(session -> {
            DepartmentRepository departments = new DepartmentRepository(session);
            departments.get(id);
            return departments.history(id).stream()
                    .map(v -> new Stretch(
                            v.from(),
                            v.to(),
                            v.name(),
                            v.parent(),
                            v.order(),
                            v.from().isAfter(today)))
                    .toList();
        });
    }

    Versioned add(NewDepartment given) {
        Invalid.Checks checks = new Invalid.Checks();
        checkCode(checks, given.code());
        checks.text(given.name(), "name", MAX_NAME);
        checkOrder(checks, given.order());
        checks.done();
        LocalDate from = Days.effective(given.from(), "from", clock);
        String code = given.code().strip();
        return tx.write(session -> {
            OrganisationLock.take(session);
            DepartmentRepository departments = new DepartmentRepository(session);
            refuseTakenCode(departments, code, from);
            Chart chart = departments.chart(from);
            checkParent(chart, given.parentId(), from);
            UUID id = ids.next();
            chart.found(id, from, given.parentId(), given.name().strip(), given.order() == null ? 0 : given.order());
            refuseFaults(chart, from);
            departments.add(List.of(new DepartmentRow(id, code, from, null, 1)));
            write(session, chart);
            session.audit(
                    "identity.department.added",
                    id.toString(),
                    null,
                    Facts.of("code", code, "name", given.name().strip(), "parentId", given.parentId(), "from", from));
            return get(session, id, from);
        });
    }

    /** Changes what is given from a day on; what is planned for later stays, as far as it says something of its own. */
    Versioned change(UUID id, DepartmentChange change, Integer expectedVersion) {
        Invalid.Checks checks = new Invalid.Checks();
        if (change.name() != null) {
            checks.text(change.name(), "name", MAX_NAME);
        }
        checkOrder(checks, change.order());
        UUID parent = readParent(checks, change.parentId());
        checks.done();
        LocalDate from = Days.effective(change.from(), "from", clock);
        return tx.write(session -> {
            OrganisationLock.take(session);
            DepartmentRepository departments = new DepartmentRepository(session);
            DepartmentRow row = departments.get(id);
            ETags.require(expectedVersion, row.version());
            Chart chart = departments.chart(from);
            DepartmentVersion before = chart.at(id, from).orElseThrow(() -> notThen(from));
            if (change.name() != null) {
                chart.rename(id, from, change.name().strip());
            }
            if (change.parentId() != null) {
                checkParent(chart, parent, from);
                chart.move(id, from, parent);
            }
            if (change.order() != null) {
                chart.reorder(id, from, change.order());
            }
            refuseFaults(chart, from);
            if (!chart.added().isEmpty() || !chart.removed().isEmpty()) {
                departments.update(List.of(row));
                write(session, chart);
                Map<String, Object> after = Facts.of(chart.at(id, from).orElseThrow());
                after.put("from", from);
                session.audit("identity.department.changed", id.toString(), Facts.of(before), after);
            }
            return get(session, id, from);
        });
    }

    /**
     * Closes a department from a day on. What it holds then must be gone, or goes into another.
     *
     * @param on the first day without it
     * @param into takes over its people and the departments below it (부서 통합), or null
     */
    void close(UUID id, LocalDate on, UUID into, Integer expectedVersion) {
        LocalDate day = Days.effective(on, "on", clock);
        if (id.equals(into)) {
            throw new Invalid("into", "다른 부서를 골라 주세요.", "Name another department.");
        }
        tx.run(session -> {
            OrganisationLock.take(session);
            DepartmentRepository departments = new DepartmentRepository(session);
            DepartmentRow row = departments.get(id);
            ETags.require(expectedVersion, row.version());
            refuseClosed(row, day);
            Chart chart = departments.chart(day);
            PostRepository posts = new PostRepository(session);
            Map<UUID, Career> careers = careers(session, posts.from(id, day));
            if (into != null) {
                merge(chart, careers.values(), id, into, day);
            }
            refuseInUse(session, chart, careers, id, day);
            chart.close(id, day);
            refuseFaults(chart, day);
            departments.update(Stream.concat(
                            Stream.of(new DepartmentRow(id, row.code(), row.foundedOn(), day, 0)),
                            touched(departments, chart, id).stream())
                    .toList());
            write(session, chart);
            writeCareers(session, careers.values());
            session.audit(
                    "identity.department.closed",
                    id.toString(),
                    null,
                    Facts.of("code", row.code(), "on", day, "into", into));
        });
    }

    private void merge(Chart chart, Collection<Career> careers, UUID id, UUID into, LocalDate day) {
        if (!chart.covers(into, day, null)) {
            throw new Invalid(
                    "into",
                    "그날부터 계속 있는 부서를 골라 주세요.",
                    "Name a department that exists from that day on and is not to be closed.");
        }
        UUID above = chart.at(id, day).map(DepartmentVersion::parent).orElse(null);
        if (isBelow(chart, into, id, day)) {
            chart.move(into, day, above);
        }
        for (UUID child : chart.childrenFrom(id, day)) {
            for (DepartmentVersion version : chart.of(child)) {
                if (id.equals(version.parent()) && Days.endsAfter(version.to(), day)) {
                    LocalDate from = Days.later(version.from(), day);
                    // What takes over from below takes the place above.
                    chart.move(child, from, child.equals(into) ? above : into);
                }
            }
        }
        careers.forEach(career -> career.merge(id, into, day));
    }

    private static boolean isBelow(Chart chart, UUID department, UUID top, LocalDate day) {
        Optional<DepartmentVersion> at = chart.at(department, day);
        while (at.isPresent()) {
            UUID parent = at.get().parent();
            if (top.equals(parent)) {
                return true;
            }
            at = parent == null ? Optional.empty() : chart.at(parent, day);
        }
        return false;
    }

    /** Takes back what is planned for a day: a change, a closing, or the founding. */
    void cancel(UUID id, LocalDate on, Integer expectedVersion) {
        if (!on.isAfter(Days.today(clock))) {
            throw new Conflict("이미 시행된 변경은 취소할 수 없습니다.", "What is in force already cannot be taken back.");
        }
        tx.run(session -> {
            OrganisationLock.take(session);
            DepartmentRepository departments = new DepartmentRepository(session);
            DepartmentRow row = departments.get(id);
            ETags.require(expectedVersion, row.version());
            Chart chart = departments.chart(on);
            Map<UUID, Set<LocalDate>> days = new HashMap<>();
            if (row.foundedOn().equals(on)) {
                if (!chart.childrenFrom(id, on).isEmpty() || new PostRepository(session).knows(id)) {
                    throw new Conflict(
                            "이 부서에 계획된 하위 부서나 발령이 있습니다. 먼저 취소해 주세요.",
                            "Departments or posts are planned in it. Take them back first.");
                }
                chart.remove(id);
                departments.write(chart);
                departments.remove(id);
            } else if (on.equals(row.closedOn())) {
                if (departments
                        .findByCode(row.code(), on)
                        .filter(other -> !other.id().equals(id))
                        .isPresent()) {
                    throw new Conflict("같은 코드의 부서가 그 뒤에 있습니다.", "Another department has the same code after that day.");
                }
                chart.reopen(id);
                refuseFaults(chart, on);
                departments.update(List.of(new DepartmentRow(id, row.code(), row.foundedOn(), null, 0)));
                write(session, chart);
            } else if (chart.of(id).stream().anyMatch(v -> v.from().equals(on)) && chart.cancel(id, on)) {
                refuseFaults(chart, on);
                departments.update(List.of(row));
                write(session, chart);
            } else {
                throw new NotFound("그날 계획된 변경이 없습니다.", "Nothing is planned for that day.");
            }
            session.audit("identity.department.change-cancelled", id.toString(), null, Facts.of("on", on));
        });
    }

    private void write(Session session, Chart chart) {
        new DepartmentRepository(session).write(chart);
        new Announcements(session, Days.today(clock)).departments(chart.changedDays());
    }

    private void writeCareers(Session session, Collection<Career> careers) {
        Map<UUID, Set<LocalDate>> days = new LinkedHashMap<>();
        List<Posting> removed = new ArrayList<>();
        List<Posting> added = new ArrayList<>();
        for (Career career : careers) {
            removed.addAll(career.removed());
            added.addAll(career.added());
            if (!career.changedDays().isEmpty()) {
                days.put(career.person(), career.changedDays());
            }
        }
        new PostRepository(session).write(removed, added);
        new PersonRepository(session).touch(days.keySet());
        new Announcements(session, Days.today(clock)).people(days);
    }

    private Map<UUID, Career> careers(Session session, List<Posting> posts) {
        Map<UUID, List<Posting>> byPerson = posts.stream().collect(Collectors.groupingBy(Posting::person));
        Map<UUID, LocalDate> left = new PersonRepository(session).leavings(byPerson.keySet());
        return byPerson.entrySet().stream()
                .map(entry -> new Career(entry.getKey(), left.get(entry.getKey()), entry.getValue(), ids::next))
                .collect(Collectors.toMap(Career::person, Function.identity()));
    }

    /** The other departments whose versions change. */
    private static List<DepartmentRow> touched(DepartmentRepository departments, Chart chart, UUID except) {
        return chart.changedDays().keySet().stream()
                .filter(id -> !id.equals(except))
                .map(departments::get)
                .toList();
    }

    private static void refuseInUse(Session session, Chart chart, Map<UUID, Career> careers, UUID id, LocalDate day) {
        List<UUID> children = List.copyOf(chart.childrenFrom(id, day));
        List<UUID> people = careers.values().stream()
                .filter(career ->
                        career.posts().stream().anyMatch(post -> post.in(id) && Days.endsAfter(post.to(), day)))
                .map(Career::person)
                .toList();
        if (children.isEmpty() && people.isEmpty()) {
            return;
        }
        Map<UUID, String> names = new PersonRepository(session)
                .names(people.stream().limit(MAX_NAMED).toList());
        throw new Problem(
                        409,
                        "department-in-use",
                        new Text("부서가 비어 있지 않습니다", "The department is not empty"),
                        new Text(
                                "그날 이후에 하위 부서 " + children.size() + "개와 구성원 " + people.size()
                                        + "명이 있습니다. 먼저 옮기거나 into로 통합할 부서를 정해 주세요.",
                                "On that day or later it holds " + children.size() + " departments and " + people.size()
                                        + " people. Move them first, or name with into who takes them over."))
                .with(
                        "departments",
                        children.stream()
                                .limit(MAX_NAMED)
                                .map(child -> Map.of(
                                        "id",
                                        child,
                                        "name",
                                        chart.of(child)
                                                .get(chart.of(child).size() - 1)
                                                .name()))
                                .toList())
                .with("departmentCount", children.size())
                .with(
                        "people",
                        names.entrySet().stream()
                                .sorted(Map.Entry.comparingByValue())
                                .map(person -> Map.of("id", person.getKey(), "name", person.getValue()))
                                .toList())
                .with("personCount", people.size());
    }

    private static void refuseClosed(DepartmentRow row, LocalDate day) {
        if (!row.foundedOn().isBefore(day)) {
            throw new Conflict(
                    "그날에는 아직 없는 부서입니다. 오늘 만든 부서는 내일부터 닫을 수 있고, 계획된 신설은 취소할 수 있습니다.",
                    "It is not there before that day. What was founded today can be closed from tomorrow; a planned"
                            + " founding can be cancelled.");
        }
        if (row.closedOn() != null && !row.closedOn().isAfter(day)) {
            throw new Conflict("그날에는 이미 닫힌 부서입니다.", "It is closed by then already.");
        }
    }

    private static Conflict notThen(LocalDate day) {
        return new Conflict(day + "에는 없는 부서입니다.", "The department does not exist on " + day + ".");
    }

    private static void refuseTakenCode(DepartmentRepository departments, String code, LocalDate from) {
        if (departments.findByCode(code, from).isPresent()) {
            throw new Conflict("같은 코드의 부서가 있거나 계획되어 있습니다.", "There is, or will be, a department with this code.");
        }
    }

    private static void checkParent(Chart chart, UUID parent, LocalDate day) {
        if (parent != null && chart.at(parent, day).isEmpty()) {
            throw new Invalid("parentId", "그날에는 없는 부서입니다.", "There is no such department on that day.");
        }
    }

    /** @throws Conflict when the tree would be wrong on some day */
    private static void refuseFaults(Chart chart, LocalDate from) {
        for (Chart.Fault fault : chart.faults(from)) {
            String name = chart.at(fault.department(), fault.day())
                    .map(DepartmentVersion::name)
                    .orElse("");
            Text text = text(fault, name);
            throw new Conflict(text.ko(), text.en());
        }
    }

    static Text text(Chart.Fault fault, String name) {
        return switch (fault.reason()) {
            case CYCLE ->
                new Text(
                        fault.day() + "에 '" + name + "' 부서가 자기 아래에 놓입니다.",
                        "On " + fault.day() + " the department '" + name + "' would stand below itself.");
            case NO_PARENT ->
                new Text(
                        fault.day() + "에 '" + name + "' 부서의 상위 부서가 없습니다.",
                        "On " + fault.day() + " there is no department above '" + name + "'.");
            case TOO_DEEP ->
                new Text(
                        "'" + name + "' 부서가 " + Chart.MAX_DEPTH + "단계보다 깊습니다.",
                        "The department '" + name + "' stands more than " + Chart.MAX_DEPTH + " levels deep.");
        };
    }

    private static void checkCode(Invalid.Checks checks, String code) {
        checks.text(code, "code", MAX_CODE);
    }

    private static void checkOrder(Invalid.Checks checks, Integer order) {
        if (order != null) {
            checks.range(order, "order", 0, MAX_ORDER);
        }
    }

    private static UUID readParent(Invalid.Checks checks, String parent) {
        if (parent == null || parent.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(parent);
        } catch (IllegalArgumentException e) {
            checks.check(false, "parentId", "부서의 id이거나, 맨 위면 빈 값입니다.", "An id, or empty for the top.");
            return null;
        }
    }
}
