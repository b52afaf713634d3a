package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.identity.Person;
import kr.dure.identity.internal.organisation.PersonRepository.Login;
import kr.dure.identity.internal.organisation.PersonView.Known;
import kr.dure.identity.internal.organisation.table.Table.Line;
import kr.dure.product.Text;

/**
 * What the people of a file make of posts from a day on. A line is a person's main post; further lines with 겸직 are the
 * concurrent ones. A column that the file has says how things shall be, also by an empty cell; one that it leaves out
 * says nothing. Empty names, codes and days say nothing either.
 */
final class PeoplePlan {
    private static final int MAX_TITLE = 50;

    private final DepartmentPlan departments;
    private final LocalDate on;
    private final Supplier<UUID> ids;
    private final ImportErrors errors;
    private final Map<UUID, Person> people = new HashMap<>();
    private final Map<String, UUID> byNumber = new HashMap<>();
    private final Map<String, Login> logins = new HashMap<>();
    private final Map<UUID, List<Posting>> postings = new HashMap<>();
    private final Map<TitleKind, Map<String, Title>> titles = new EnumMap<>(TitleKind.class);
    private final Map<TitleKind, List<Title>> newTitles = new EnumMap<>(TitleKind.class);
    private final Map<UUID, Career> careers = new LinkedHashMap<>();
    private final Map<UUID, Person> added = new LinkedHashMap<>();
    private final Map<UUID, Person> changed = new LinkedHashMap<>();
    private final List<Person> renamed = new ArrayList<>();
    private final Set<UUID> left = new HashSet<>();
    private final Map<UUID, Integer> lineOf = new HashMap<>();

    /** What is known before. */
    record Snapshot(
            List<Known> people,
            List<Login> logins,
            List<Posting> postings,
            List<Title> positions,
            List<Title> duties) {}

    /** A person's lines. */
    private static final class Group {
        Line main;
        final List<Line> concurrent = new ArrayList<>();

        Line first() {
            return main == null ? concurrent.get(0) : main;
        }
    }

    PeoplePlan(Snapshot known, DepartmentPlan departments, LocalDate on, Supplier<UUID> ids, ImportErrors errors) {
        this.departments = departments;
        this.on = on;
        this.ids = ids;
        this.errors = errors;
        for (Known one : known.people()) {
            people.put(one.person().id(), one.person());
            if (one.person().employeeNumber() != null) {
                byNumber.put(one.person().employeeNumber(), one.person().id());
            }
        }
        known.logins().forEach(login -> logins.put(login.loginId().toLowerCase(Locale.ROOT), login));
        known.postings()
                .forEach(posting -> postings.computeIfAbsent(posting.person(), id -> new ArrayList<>())
                        .add(posting));
        titles.put(TitleKind.POSITION, byName(known.positions()));
        titles.put(TitleKind.DUTY, byName(known.duties()));
        newTitles.put(TitleKind.POSITION, new ArrayList<>());
        newTitles.put(TitleKind.DUTY, new ArrayList<>());
    }

    private static Map<String, Title> byName(List<Title> titles) {
        Map<String, Title> byName = new LinkedHashMap<>();
        titles.forEach(title -> byName.put(title.name(), title));
        return byName;
    }

    void apply(ImportSheet sheet) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Line line : sheet.lines()) {
            String key = key(sheet, line);
            if (key == null) {
                errors.add(
                        ImportColumn.NUMBER,
                        line.row(),
                        "사번이나 아이디가 필요합니다.",
                        "An employee number or a login id is required.");
                continue;
            }
            Optional<Boolean> concurrent = ImportCells.yesOrNo(sheet.cell(line, ImportColumn.CONCURRENT));
            Group group = groups.computeIfAbsent(key, k -> new Group());
            if (concurrent.isEmpty()) {
                errors.add(
                        ImportColumn.CONCURRENT,
                        line.row(),
                        "겸직이면 Y, 아니면 비워 둡니다.",
                        "Y for a concurrent post, else empty.");
            } else if (concurrent.get()) {
                group.concurrent.add(line);
            } else if (group.main == null) {
                group.main = line;
            } else {
                errors.add(
                        ImportColumn.NUMBER,
                        line.row(),
                        group.main.row() + "행에 이미 나온 사람입니다. 겸직이면 겸직 열에 Y를 적어 주세요.",
                        "This person stands in row " + group.main.row() + " already. Mark a concurrent post with Y.");
            }
        }
        groups.values().stream()
                .filter(group -> group.main != null || !group.concurrent.isEmpty())
                .forEach(group -> read(sheet, group));
    }

    private static String key(ImportSheet sheet, Line line) {
        for (ImportColumn column : List.of(ImportColumn.ID, ImportColumn.NUMBER, ImportColumn.LOGIN)) {
            String value = sheet.cell(line, column);
            if (!value.isEmpty()) {
                return column + " " + value.toLowerCase(Locale.ROOT);
            }
        }
        return null;
    }

    private void read(ImportSheet sheet, Group group) {
        Line line = group.first();
        UUID id = identify(sheet, line);
        if (id == null) {
            return;
        }
        if (lineOf.putIfAbsent(id, line.row()) != null) {
            errors.add(
                    ImportColumn.NUMBER,
                    line.row(),
                    lineOf.get(id) + "행에 이미 나온 사람입니다.",
                    "This person stands in row " + lineOf.get(id) + " already.");
            return;
        }
        String number = sheet.cell(line, ImportColumn.NUMBER);
        if (!number.isEmpty() && !id.equals(byNumber.computeIfAbsent(number, unused -> id))) {
            errors.add(ImportColumn.NUMBER, line.row(), "다른 사람의 사번입니다.", "Somebody else has this employee number.");
            return;
        }
        Person before = people.get(id);
        Person person = details(sheet, line, id, before, group.main != null);
        if (person == null) {
            return;
        }
        LocalDate start = person.joinedOn() == null ? on : Days.later(on, person.joinedOn());
        boolean gone = !Days.endsAfter(person.leftOn(), start);
        boolean goneBefore = before != null && !Days.endsAfter(before.leftOn(), start);
        if (goneBefore
                && Objects.equals(before.leftOn(), person.leftOn())
                && sheet.cell(line, ImportColumn.LEFT).isEmpty()) {
            errors.add(
                    ImportColumn.NUMBER,
                    line.row(),
                    before.leftOn() + "에 퇴직한 사람입니다.",
                    "This person left on " + before.leftOn() + ".");
            return;
        }
        Career career =
                new Career(id, before == null ? null : before.leftOn(), postings.getOrDefault(id, List.of()), ids);
        if (!gone && !goneBefore) {
            places(sheet, group, career, start);
        }
        if (person.leftOn() != null && (before == null || !person.leftOn().equals(before.leftOn()))) {
            career.leave(person.leftOn());
            left.add(id);
        }
        Optional<Text> fault = career.fault(on);
        if (fault.isPresent()) {
            errors.add(sheet.kind(), line.row(), ImportColumn.CONCURRENT.field, fault.get());
        }
        careers.put(id, career);
        if (before == null) {
            added.put(id, person);
        } else if (!before.equals(person)) {
            changed.put(id, person);
            if (!before.name().equals(person.name())) {
                renamed.add(person);
            }
        }
    }

    /** Whom a line means: somebody known, or a new id; null when it contradicts itself. */
    private UUID identify(ImportSheet sheet, Line line) {
        String number = sheet.cell(line, ImportColumn.NUMBER);
        String loginId = sheet.cell(line, ImportColumn.LOGIN);
        String id = sheet.cell(line, ImportColumn.ID);
        if (number.length() > PersonService.MAX_NUMBER || ImportCells.isError(number)) {
            errors.add(
                    ImportColumn.NUMBER,
                    line.row(),
                    "사번은 " + PersonService.MAX_NUMBER + "자까지입니다.",
                    "An employee number has at most " + PersonService.MAX_NUMBER + " characters.");
            return null;
        }
        UUID known = number.isEmpty() ? null : byNumber.get(number);
        if (!id.isEmpty()) {
            UUID person = idOf(id);
            if (!people.containsKey(person) || known != null && !known.equals(person)) {
                errors.add(
                        ImportColumn.ID,
                        line.row(),
                        "그런 사람이 없거나 사번이 다른 사람의 것입니다.",
                        "There is no such person, or the number is somebody else's.");
                return null;
            }
            known = person;
        }
        if (loginId.isEmpty()) {
            return known == null ? ids.get() : known;
        }
        Login login = logins.get(loginId.toLowerCase(Locale.ROOT));
        if (login == null) {
            errors.add(
                    ImportColumn.LOGIN,
                    line.row(),
                    "'" + loginId + "' 계정이 없습니다. 계정은 관리자가 먼저 만들어야 합니다.",
                    "There is no account '" + loginId + "'. The administrator creates accounts first.");
            return null;
        }
        if (known != null && !known.equals(login.id())) {
            errors.add(
                    ImportColumn.LOGIN,
                    line.row(),
                    "사번 '" + number + "'은(는) 이 계정이 아닌 사람의 것입니다.",
                    "The employee number '" + number + "' belongs to a person without this account.");
            return null;
        }
        return login.id();
    }

    /** Null for what is no id. */
    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** @param states whether the line is a main one, which says how a person is to be reached */
    private Person details(ImportSheet sheet, Line line, UUID id, Person before, boolean states) {
        int mistakes = errors.size();
        String name = sheet.cell(line, ImportColumn.NAME);
        if (name.length() > PersonService.MAX_NAME || ImportCells.isError(name)) {
            errors.add(
                    ImportColumn.NAME,
                    line.row(),
                    "이름은 " + PersonService.MAX_NAME + "자까지입니다.",
                    "A name has at most " + PersonService.MAX_NAME + " characters.");
        }
        if (name.isEmpty()) {
            name = before != null
                    ? before.name()
                    : Optional.ofNullable(logins.get(
                                    sheet.cell(line, ImportColumn.LOGIN).toLowerCase(Locale.ROOT)))
                            .map(Login::name)
                            .orElse("");
        }
        if (name.isEmpty()) {
            errors.add(ImportColumn.NAME, line.row(), "이름이 필요합니다.", "A name is required.");
        }
        if (before == null && !states) {
            errors.add(
                    ImportColumn.CONCURRENT,
                    line.row(),
                    "겸직만 있고 본직이 없는 새 사람입니다.",
                    "A new person needs a line for the main post.");
        }
        String number = sheet.cell(line, ImportColumn.NUMBER);
        Person person = new Person(
                id,
                name,
                number.isEmpty() ? before == null ? null : before.employeeNumber() : number,
                phone(sheet, line, ImportColumn.WORK_PHONE, states, before == null ? null : before.workPhone()),
                phone(sheet, line, ImportColumn.MOBILE, states, before == null ? null : before.mobile()),
                day(sheet, line, ImportColumn.JOINED, before == null ? null : before.joinedOn()),
                day(sheet, line, ImportColumn.LEFT, before == null ? null : before.leftOn()));
        if (person.joinedOn() != null && !Days.endsAfter(person.leftOn(), person.joinedOn())) {
            errors.add(ImportColumn.LEFT, line.row(), "입사일보다 뒤여야 합니다.", "This must be after the day of joining.");
        }
        return errors.size() == mistakes ? person : null;
    }

    private String phone(ImportSheet sheet, Line line, ImportColumn column, boolean states, String before) {
        if (!sheet.has(column) || !states) {
            return before;
        }
        String cell = ImportCells.phone(sheet.cell(line, column));
        if (!cell.isEmpty() && !PersonService.isPhone(cell)) {
            errors.add(
                    column,
                    line.row(),
                    "전화번호는 숫자와 + - ( ) . 로 이루어집니다.",
                    "A phone number has digits and + - ( ) . only.");
        }
        return cell.isEmpty() ? null : cell;
    }

    private LocalDate day(ImportSheet sheet, Line line, ImportColumn column, LocalDate before) {
        String cell = sheet.cell(line, column);
        if (cell.isEmpty()) {
            return before;
        }
        Optional<LocalDate> day = ImportCells.day(cell, sheet.table().dayZero())
                .filter(some -> some.getYear() >= 1900 && !some.isAfter(on.plusYears(50)));
        if (day.isEmpty()) {
            errors.add(column, line.row(), "날짜가 아닙니다. 예: 2026-12-01", "This is no day. Write it as 2026-12-01.");
        }
        return day.orElse(before);
    }

    private void places(ImportSheet sheet, Group group, Career career, LocalDate start) {
        if (group.main != null) {
            Place was = career.main(start).map(Posting::place).orElse(null);
            Place place = place(sheet, group.main, was);
            if (place != null && !place.equals(was)) {
                career.appoint(start, place);
                check(career, group.main, start);
            }
        }
        if (!sheet.has(ImportColumn.CONCURRENT)) {
            return;
        }
        Map<UUID, Line> wanted = new LinkedHashMap<>();
        for (Line line : group.concurrent) {
            UUID department = department(sheet, line);
            if (department == null) {
                if (sheet.cell(line, ImportColumn.DEPARTMENT).isEmpty()) {
                    errors.add(ImportColumn.DEPARTMENT, line.row(), "겸직할 부서가 필요합니다.", "A department is required.");
                }
            } else if (wanted.putIfAbsent(department, line) != null) {
                errors.add(
                        ImportColumn.DEPARTMENT,
                        line.row(),
                        wanted.get(department).row() + "행과 같은 부서입니다.",
                        "The department is that of row "
                                + wanted.get(department).row() + ".");
            }
        }
        for (Posting held : career.concurrent(start)) {
            if (!wanted.containsKey(held.place().department())) {
                career.stop(held, start);
            }
        }
        wanted.forEach((department, line) -> {
            Place was = career.concurrent(start).stream()
                    .filter(post -> post.in(department))
                    .map(Posting::place)
                    .findFirst()
                    .orElse(null);
            Place place = place(sheet, line, was);
            if (place != null && !place.equals(was)) {
                career.concur(start, null, place);
                check(career, line, start);
            }
        });
    }

    /** The department of a line; null for none, and for one that is not there, which is noted. */
    private UUID department(ImportSheet sheet, Line line) {
        String code = sheet.cell(line, ImportColumn.DEPARTMENT);
        UUID department = code.isEmpty() ? null : departments.find(code);
        if (department == null && !code.isEmpty()) {
            errors.add(
                    ImportColumn.DEPARTMENT,
                    line.row(),
                    "'" + code + "' 코드의 부서가 없습니다.",
                    "There is no department with the code '" + code + "'.");
        }
        return department;
    }

    /** What a line says, in the light of the post held now; null for no post, or a mistake that is noted. */
    private Place place(ImportSheet sheet, Line line, Place was) {
        UUID department = department(sheet, line);
        if (department == null) {
            if (!sheet.cell(line, ImportColumn.DEPARTMENT).isEmpty()) {
                return null;
            }
            if (was == null) {
                if (!sheet.cell(line, ImportColumn.POSITION).isEmpty()
                        || !sheet.cell(line, ImportColumn.DUTY).isEmpty()) {
                    errors.add(
                            ImportColumn.DEPARTMENT,
                            line.row(),
                            "직위나 직책을 주려면 부서가 필요합니다.",
                            "A position or duty needs a department.");
                }
                return null;
            }
            department = was.department();
        }
        return new Place(
                department,
                title(sheet, line, ImportColumn.POSITION, TitleKind.POSITION, was == null ? null : was.position()),
                title(
                        sheet,
                        line,
                        ImportColumn.DUTY,
                        TitleKind.DUTY,
                        was == null || !was.department().equals(department) ? null : was.duty()));
    }

    private UUID title(ImportSheet sheet, Line line, ImportColumn column, TitleKind kind, UUID was) {
        if (!sheet.has(column)) {
            return was;
        }
        String name = sheet.cell(line, column);
        if (name.isEmpty()) {
            return null;
        }
        if (name.length() > MAX_TITLE || ImportCells.isError(name)) {
            errors.add(column, line.row(), MAX_TITLE + "자까지입니다.", "At most " + MAX_TITLE + " characters.");
            return was;
        }
        return titles.get(kind)
                .computeIfAbsent(name, added -> {
                    List<Title> all = List.copyOf(titles.get(kind).values());
                    Title title = new Title(
                            ids.get(), added, TitleService.nextOrder(all), kind == TitleKind.DUTY && leads(added));
                    newTitles.get(kind).add(title);
                    return title;
                })
                .id();
    }

    /** 팀장, 본부장, 실장 … lead; whoever sees it otherwise changes the duty. */
    private static boolean leads(String duty) {
        return duty.endsWith("장") || duty.toLowerCase(Locale.ROOT).matches(".*\\b(head|lead|leader|director)");
    }

    private void check(Career career, Line line, LocalDate start) {
        for (Posting post : career.added()) {
            if (Days.endsAfter(post.to(), start)
                    && !departments
                            .chart()
                            .covers(post.place().department(), Days.later(post.from(), start), post.to())) {
                errors.add(
                        ImportColumn.DEPARTMENT,
                        line.row(),
                        "'" + departments.code(post.place().department()) + "' 부서는 닫힐 예정입니다.",
                        "The department '" + departments.code(post.place().department()) + "' is to be closed.");
                return;
            }
        }
    }

    /** Who has a post on the day of the import or later, by department. */
    Map<UUID, Set<String>> namesByDepartment() {
        Map<UUID, Set<String>> names = new HashMap<>();
        Set<UUID> all = new HashSet<>(postings.keySet());
        all.addAll(careers.keySet());
        for (UUID id : all) {
            Career career = careers.get(id);
            for (Posting post : career == null ? postings.get(id) : career.posts()) {
                if (Days.endsAfter(post.to(), on)) {
                    Person person = added.containsKey(id) ? added.get(id) : people.get(id);
                    names.computeIfAbsent(post.place().department(), d -> new HashSet<>())
                            .add(person.name()
                                    + (person.employeeNumber() == null ? "" : "(" + person.employeeNumber() + ")"));
                }
            }
        }
        return names;
    }

    /** By id, before the import. */
    Map<UUID, Person> before() {
        return people;
    }

    Map<UUID, Person> added() {
        return added;
    }

    /** Those of {@link #changed()} who are called otherwise. */
    List<Person> renamed() {
        return renamed;
    }

    Map<UUID, Person> changed() {
        return changed;
    }

    /** Those whose posts change. */
    List<Career> moved() {
        return careers.values().stream()
                .filter(career -> !career.changedDays().isEmpty())
                .toList();
    }

    Set<UUID> left() {
        return left;
    }

    List<Title> newTitles(TitleKind kind) {
        return newTitles.get(kind);
    }

    int unchanged() {
        Set<UUID> touched = new HashSet<>(added.keySet());
        touched.addAll(changed.keySet());
        moved().forEach(career -> touched.add(career.person()));
        return (int)
                careers.keySet().stream().filter(id -> !touched.contains(id)).count();
    }
}
