package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Clients;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.identity.internal.organisation.PersonView.Known;
import kr.dure.identity.internal.organisation.table.Table;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The organisation in the columns of the import: what is exported, edited and imported comes back. */
@Component(service = ExportService.class)
public final class ExportService {
    private final Tx tx;
    private final Clock clock;

    @Activate
    public ExportService(@Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** The sheets without a line. */
    List<Table> template() {
        return List.of(
                table(ImportSheet.DEPARTMENTS, ImportColumn.of(ImportSheet.DEPARTMENTS), List.of()),
                table(ImportSheet.PEOPLE, peopleColumns(false), List.of()));
    }

    /** Everything of a day; noted in the audit log. */
    List<Table> export(LocalDate at) {
        LocalDate day = Days.orToday(at, clock);
        return tx.write(session -> {
            List<Table> tables = tables(session, day);
            session.audit("identity.organisation.exported", null, day.toString());
            return tables;
        });
    }

    private static List<Table> tables(Session session, LocalDate day) {
        List<DepartmentView> departments = new DepartmentTree(new DepartmentRepository(session).on(day)).flat(null);
        Map<UUID, String> codes = new HashMap<>();
        departments.forEach(department -> codes.put(department.id(), department.code()));
        List<Table.Line> departmentLines = new ArrayList<>();
        for (DepartmentView department : departments) {
            departmentLines.add(new Table.Line(
                    departmentLines.size() + 2,
                    List.of(
                            department.code(),
                            department.name(),
                            codes.getOrDefault(department.parentId(), ""),
                            String.valueOf(department.order()))));
        }
        List<Known> people = new PersonRepository(session).search(day, null, null, null, Integer.MAX_VALUE);
        boolean nameless = people.stream()
                .anyMatch(known -> known.loginId() == null && known.person().employeeNumber() == null);
        List<ImportColumn> columns = peopleColumns(nameless);
        Map<UUID, List<Post>> posts =
                new PostRepository(session).on(day).stream().collect(Collectors.groupingBy(Post::personId));
        List<Table.Line> peopleLines = new ArrayList<>();
        for (Known known : people) {
            List<Post> held = posts.getOrDefault(known.person().id(), List.of());
            if (held.isEmpty()) {
                peopleLines.add(line(peopleLines.size() + 2, columns, known, null, codes));
            }
            for (Post post : held) {
                peopleLines.add(line(peopleLines.size() + 2, columns, known, post, codes));
            }
        }
        return List.of(
                table(ImportSheet.DEPARTMENTS, ImportColumn.of(ImportSheet.DEPARTMENTS), departmentLines),
                table(ImportSheet.PEOPLE, columns, peopleLines));
    }

    /** @param withId whether somebody has neither number nor login to be known by */
    private static List<ImportColumn> peopleColumns(boolean withId) {
        return ImportColumn.of(ImportSheet.PEOPLE).stream()
                .filter(column -> withId || column != ImportColumn.ID)
                .toList();
    }

    private static Table.Line line(
            int row, List<ImportColumn> columns, Known known, Post post, Map<UUID, String> codes) {
        return new Table.Line(
                row,
                columns.stream()
                        .map(column -> cell(column, known, post, codes))
                        .map(value -> value == null ? "" : value.toString())
                        .toList());
    }

    private static Object cell(ImportColumn column, Known known, Post post, Map<UUID, String> codes) {
        Person person = known.person();
        return switch (column) {
            case NUMBER -> person.employeeNumber();
            case NAME -> person.name();
            case LOGIN -> known.loginId();
            case DEPARTMENT -> post == null ? null : codes.get(post.departmentId());
            case POSITION -> post == null ? null : post.position();
            case DUTY -> post == null ? null : post.duty();
            case CONCURRENT -> post == null || post.main() ? null : "Y";
            case JOINED -> person.joinedOn();
            case LEFT -> person.leftOn();
            case WORK_PHONE -> person.workPhone();
            case MOBILE -> person.mobile();
            case ID -> person.id();
            default -> throw new IllegalArgumentException(column + " is none of people.");
        };
    }

    private static Table table(String kind, List<ImportColumn> columns, List<Table.Line> lines) {
        Locale language = Clients.language();
        boolean korean = !language.getLanguage().equals("en");
        String name = korean ? kind.equals(ImportSheet.PEOPLE) ? "사원" : "부서" : kind;
        return new Table(
                name,
                columns.stream().map(column -> column.heading.in(language)).toList(),
                lines);
    }
}
