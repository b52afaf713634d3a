package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.identity.Person;
import kr.dure.identity.internal.organisation.table.Table;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes departments and people over from a file, from a day on: all of it or nothing. */
@Component(service = ImportService.class)
public final class ImportService {
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /**
     * @param faulty the lines with mistakes, each with what is wrong in a further column, to be mended
     */
    record Outcome(ImportReport report, List<Table> faulty) {}

    /** What a file would do. */
    private record Plan(DepartmentPlan departments, PeoplePlan people, ImportErrors errors, List<ImportSheet> sheets) {}

    @Activate
    public ImportService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Problem 422 {@code import-errors} when a real run finds a mistake; nothing is written then */
    Outcome run(ImportRequest request) {
        LocalDate on = Days.effective(request.on(), "effectiveOn", clock);
        if (request.dryRun()) {
            return tx.read(session -> outcome(plan(session, request, on), true, on));
        }
        return tx.write(session -> {
            OrganisationLock.take(session);
            Plan plan = plan(session, request, on);
            if (!plan.errors().isEmpty()) {
                throw refused(plan.errors());
            }
            write(session, plan, on);
            Outcome outcome = outcome(plan, false, on);
            session.audit("identity.organisation.imported", null, null, facts(outcome.report()));
            return outcome;
        });
    }

    private Plan plan(Session session, ImportRequest request, LocalDate on) {
        new Sql(session).expectMany();
        ImportErrors errors = new ImportErrors();
        DepartmentRepository repository = new DepartmentRepository(session);
        DepartmentPlan departments = new DepartmentPlan(repository.chart(on), repository.all(), on, ids::next, errors);
        PersonRepository people = new PersonRepository(session);
        PeoplePlan persons = new PeoplePlan(
                new PeoplePlan.Snapshot(
                        people.all(),
                        people.logins(),
                        new PostRepository(session).from(on),
                        new TitleRepository(session, TitleKind.POSITION).list(),
                        new TitleRepository(session, TitleKind.DUTY).list()),
                departments,
                on,
                ids::next,
                errors);
        List<ImportSheet> sheets = new ArrayList<>();
        if (request.departments() != null) {
            ImportSheet sheet = new ImportSheet(ImportSheet.DEPARTMENTS, request.departments(), errors);
            sheets.add(sheet);
            if (errors.isEmpty()) {
                departments.apply(sheet, request.closeMissing());
            }
        }
        if (request.people() != null) {
            int mistakes = errors.size();
            ImportSheet sheet = new ImportSheet(ImportSheet.PEOPLE, request.people(), errors);
            sheets.add(sheet);
            if (errors.size() == mistakes) {
                persons.apply(sheet);
            }
        }
        departments.refuseInUse(persons.namesByDepartment());
        return new Plan(departments, persons, errors, sheets);
    }

    private void write(Session session, Plan plan, LocalDate on) {
        LocalDate today = Days.today(clock);
        DepartmentPlan departments = plan.departments();
        PeoplePlan people = plan.people();
        DepartmentRepository repository = new DepartmentRepository(session);
        repository.add(departments.added().values());
        repository.update(departments.changed());
        repository.write(departments.chart());
        for (TitleKind kind : TitleKind.values()) {
            new TitleRepository(session, kind).add(people.newTitles(kind));
        }
        PersonRepository persons = new PersonRepository(session);
        persons.insert(people.added().values());
        persons.update(people.changed().values());
        List<Posting> removed = new ArrayList<>();
        List<Posting> added = new ArrayList<>();
        Map<UUID, Set<LocalDate>> days = new LinkedHashMap<>();
        for (Career career : people.moved()) {
            removed.addAll(career.removed());
            added.addAll(career.added());
            days.put(career.person(), career.changedDays());
        }
        for (UUID left : people.left()) {
            LocalDate day = person(people, left).leftOn();
            Set<LocalDate> and = new HashSet<>(days.getOrDefault(left, Set.of()));
            and.removeIf(other -> other.isBefore(day) && !other.isAfter(today));
            and.add(day);
            days.put(left, and);
        }
        new PostRepository(session).write(removed, added);
        persons.touch(days.keySet().stream()
                .filter(id ->
                        !people.added().containsKey(id) && !people.changed().containsKey(id))
                .toList());
        people.added().values().forEach(person -> session.publish(new PersonAdded(person.id(), person.name())));
        people.renamed().forEach(person -> session.publish(new PersonRenamed(person.id(), person.name())));
        Announcements announcements = new Announcements(session, today);
        announcements.departments(departments.chart().changedDays());
        announcements.people(days);
        audit(session, departments, people, on);
    }

    private static Person person(PeoplePlan people, UUID id) {
        Person added = people.added().get(id);
        return added == null ? people.changed().get(id) : added;
    }

    private static void audit(Session session, DepartmentPlan departments, PeoplePlan people, LocalDate on) {
        departments.chart().changedDays().keySet().forEach(id -> {
            Map<String, Object> before = departments.before(id).map(Facts::of).orElse(null);
            Map<String, Object> after =
                    departments.chart().at(id, on).map(Facts::of).orElseGet(() -> Facts.of("closedOn", on));
            after.put("from", on);
            String what = departments.closed().containsKey(id) ? "closed" : before == null ? "added" : "changed";
            session.audit("identity.department." + what, id.toString(), before, after);
        });
        for (TitleKind kind : TitleKind.values()) {
            people.newTitles(kind)
                    .forEach(title -> session.audit(
                            TitleService.action(kind, "added"),
                            title.id().toString(),
                            null,
                            TitleService.values(title)));
        }
        people.added()
                .forEach((id, person) ->
                        session.audit("identity.person.added", id.toString(), null, PersonService.facts(person)));
        people.changed()
                .forEach((id, person) -> session.audit(
                        "identity.person.changed",
                        id.toString(),
                        PersonService.facts(people.before().get(id)),
                        PersonService.facts(person)));
        people.moved()
                .forEach(career -> session.audit(
                        "identity.person.transferred",
                        career.person().toString(),
                        Facts.of(
                                "posts",
                                career.removed().stream().map(Facts::of).toList()),
                        Facts.of("posts", career.added().stream().map(Facts::of).toList())));
    }

    private static Outcome outcome(Plan plan, boolean dryRun, LocalDate on) {
        DepartmentPlan departments = plan.departments();
        PeoplePlan people = plan.people();
        int transferred = (int) people.moved().stream()
                .filter(career -> !people.added().containsKey(career.person()))
                .count();
        ImportReport report = new ImportReport(
                dryRun,
                on,
                departments.added().size() + people.added().size(),
                departments.moved(),
                departments.renamed(),
                departments.reordered(),
                departments.closed().size(),
                people.changed().size(),
                transferred,
                people.left().size(),
                people.newTitles(TitleKind.POSITION).size(),
                people.newTitles(TitleKind.DUTY).size(),
                departments.unchanged() + people.unchanged(),
                plan.errors().shown(Clients.language()));
        return new Outcome(report, faulty(plan));
    }

    private static List<Table> faulty(Plan plan) {
        return plan.sheets().stream()
                .map(sheet -> faulty(sheet, plan.errors().of(sheet.kind())))
                .toList();
    }

    /** A sheet's lines with mistakes; what concerns no line stands in lines of its own. */
    private static Table faulty(ImportSheet sheet, List<ImportErrors.Found> errors) {
        boolean korean = !Clients.language().getLanguage().equals("en");
        List<String> headers = new ArrayList<>(sheet.table().headers());
        headers.add(korean ? "오류" : "error");
        Map<Integer, Table.Line> byRow = new LinkedHashMap<>();
        sheet.lines().forEach(line -> byRow.put(line.row(), line));
        List<Table.Line> lines = new ArrayList<>();
        for (ImportErrors.Found error : errors) {
            if (error.row() == null || !byRow.containsKey(error.row())) {
                lines.add(faulty(new Table.Line(0, List.of()), headers.size(), message(error)));
            }
        }
        for (Integer row : new TreeSet<>(byRow.keySet())) {
            List<String> messages = errors.stream()
                    .filter(error -> row.equals(error.row()))
                    .map(ImportService::message)
                    .toList();
            if (!messages.isEmpty()) {
                lines.add(faulty(byRow.get(row), headers.size(), String.join("; ", messages)));
            }
        }
        String name = korean ? sheet.kind().equals(ImportSheet.PEOPLE) ? "사원" : "부서" : sheet.kind();
        return new Table(name, headers, lines);
    }

    private static Table.Line faulty(Table.Line line, int width, String message) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < width - 1; i++) {
            cells.add(line.cell(i));
        }
        cells.add(message);
        return new Table.Line(line.row(), cells);
    }

    private static String message(ImportErrors.Found error) {
        return error.field() + ": " + error.message().in(Clients.language());
    }

    private static Problem refused(ImportErrors errors) {
        return new Problem(
                        422,
                        "import-errors",
                        new Text("파일에 오류가 있습니다", "The file has mistakes"),
                        new Text(
                                "오류가 " + errors.size() + "개 있어 아무것도 바꾸지 않았습니다.",
                                "There are " + errors.size() + " mistakes; nothing was changed."))
                .with(
                        "errors",
                        errors.shown(Clients.language()).stream()
                                .map(error -> Facts.of(
                                        "sheet", error.sheet(),
                                        "row", error.row(),
                                        "field", error.field(),
                                        "message", error.message()))
                                .toList());
    }

    private static Map<String, Object> facts(ImportReport report) {
        return Facts.of(
                "effectiveOn", report.effectiveOn(),
                "created", report.created(),
                "moved", report.moved(),
                "renamed", report.renamed(),
                "reordered", report.reordered(),
                "closed", report.closed(),
                "changed", report.changed(),
                "transferred", report.transferred(),
                "left", report.left(),
                "positionsAdded", report.positionsAdded(),
                "dutiesAdded", report.dutiesAdded());
    }
}
