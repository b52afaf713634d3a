package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.dure.identity.Post;
import kr.dure.persistence.Session;

/**
 * Tells what has changed when it comes into force: at once for today, by {@link DueChanges} on its day for what is
 * planned. What was planned and taken back again is not told.
 */
final class Announcements {
    private static final String DEPARTMENT = "DEPARTMENT";
    private static final String PERSON = "PERSON";
    private static final int MANY = 100;

    private final Session session;
    private final LocalDate today;
    private final Sql sql;
    private final DepartmentRepository departments;
    private final PostRepository posts;
    private final PersonRepository people;

    private record Due(LocalDate day, String kind, UUID subject) {}

    /** A post as far as it matters to others. */
    private record Held(Place place, boolean main) {
        static Held of(Post post) {
            return new Held(new Place(post.departmentId(), post.positionId(), post.dutyId()), post.main());
        }
    }

    Announcements(Session session, LocalDate today) {
        this.session = session;
        this.today = today;
        this.sql = new Sql(session);
        this.departments = new DepartmentRepository(session);
        this.posts = new PostRepository(session);
        this.people = new PersonRepository(session);
    }

    /** @param days for each department the days on which it changes; written already */
    void departments(Map<UUID, Set<LocalDate>> days) {
        note(DEPARTMENT, days).forEach((day, subjects) -> tellDepartments(day, subjects, false));
    }

    /** @param days for each person the days on which posts begin or end, or the person leaves; written already */
    void people(Map<UUID, Set<LocalDate>> days) {
        note(PERSON, days).forEach((day, subjects) -> tellPeople(day, subjects, false));
    }

    /** Tells what has come into force up to today; without effect the second time. */
    void tellDue() {
        List<Due> due = sql.rows(
                "SELECT c.effective_on, c.kind, c.subject_id FROM organisation_change c WHERE c.effective_on <= ?1"
                        + " ORDER BY c.effective_on, c.kind, c.subject_id",
                row -> new Due(row.day(0), row.text(1), row.id(2)),
                today);
        if (due.size() > MANY) {
            sql.expectMany();
        }
        Map<LocalDate, Map<String, List<UUID>>> days = due.stream()
                .collect(Collectors.groupingBy(
                        Due::day,
                        TreeMap::new,
                        Collectors.groupingBy(Due::kind, Collectors.mapping(Due::subject, Collectors.toList()))));
        days.forEach((day, kinds) -> {
            tellDepartments(day, kinds.getOrDefault(DEPARTMENT, List.of()), true);
            tellPeople(day, kinds.getOrDefault(PERSON, List.of()), true);
        });
        sql.run("DELETE FROM organisation_change WHERE effective_on <= ?1", today);
    }

    /** Notes what is planned and returns what is to be told now: of several days up to today the last. */
    private Map<LocalDate, List<UUID>> note(String kind, Map<UUID, Set<LocalDate>> days) {
        Map<LocalDate, List<UUID>> now = new TreeMap<>();
        List<Due> planned = new ArrayList<>();
        days.forEach((subject, all) -> {
            all.stream()
                    .filter(day -> !day.isAfter(today))
                    .max(LocalDate::compareTo)
                    .ifPresent(day ->
                            now.computeIfAbsent(day, d -> new ArrayList<>()).add(subject));
            all.stream().filter(day -> day.isAfter(today)).forEach(day -> planned.add(new Due(day, kind, subject)));
        });
        if (!planned.isEmpty()) {
            sql.run(
                    "INSERT INTO organisation_change (effective_on, kind, subject_id)"
                            + " SELECT * FROM unnest(CAST(?1 AS date[]), CAST(?2 AS text[]), CAST(?3 AS uuid[]))"
                            + " ON CONFLICT DO NOTHING",
                    SqlArray.of(planned, Due::day),
                    SqlArray.of(planned, Due::kind),
                    SqlArray.of(planned, Due::subject));
        }
        return now;
    }

    /** @param compare whether to tell only what differs from the day before */
    private void tellDepartments(LocalDate day, Collection<UUID> subjects, boolean compare) {
        if (subjects.isEmpty()) {
            return;
        }
        Map<UUID, DepartmentView> before = byId(departments.on(subjects, day.minusDays(1)));
        Map<UUID, DepartmentView> after = byId(departments.on(subjects, day));
        for (UUID id : subjects) {
            DepartmentView was = before.get(id);
            DepartmentView is = after.get(id);
            if (is == null && was == null || compare && is != null && same(is, was)) {
                continue;
            }
            DepartmentView shown = is == null ? was : is;
            session.publish(new DepartmentChanged(id, day, shown.code(), shown.name(), shown.parentId(), is == null));
        }
    }

    private static boolean same(DepartmentView is, DepartmentView was) {
        return was != null
                && is.name().equals(was.name())
                && is.order() == was.order()
                && Objects.equals(is.parentId(), was.parentId());
    }

    private static Map<UUID, DepartmentView> byId(List<DepartmentView> views) {
        return views.stream().collect(Collectors.toMap(DepartmentView::id, Function.identity()));
    }

    private void tellPeople(LocalDate day, Collection<UUID> subjects, boolean compare) {
        if (subjects.isEmpty()) {
            return;
        }
        Map<UUID, LocalDate> left = people.leavings(subjects);
        Map<UUID, Set<Held>> before = held(subjects, day.minusDays(1));
        Map<UUID, Set<Held>> after = held(subjects, day);
        for (UUID id : subjects) {
            if (day.equals(left.get(id))) {
                session.publish(new PersonLeft(id, day));
                continue;
            }
            Set<Held> is = after.getOrDefault(id, Set.of());
            if (compare && is.equals(before.getOrDefault(id, Set.of()))) {
                continue;
            }
            UUID department = null;
            List<UUID> concurrent = new ArrayList<>();
            for (Held held : is) {
                if (held.main()) {
                    department = held.place().department();
                } else {
                    concurrent.add(held.place().department());
                }
            }
            session.publish(new PersonTransferred(id, day, department, concurrent));
        }
    }

    private Map<UUID, Set<Held>> held(Collection<UUID> subjects, LocalDate day) {
        Map<UUID, Set<Held>> held = new HashMap<>();
        posts.on(subjects, day)
                .forEach(post -> held.computeIfAbsent(post.personId(), id -> new LinkedHashSet<>())
                        .add(Held.of(post)));
        return held;
    }

    /** Puts the days of several changes of the same subjects together. */
    static Map<UUID, Set<LocalDate>> both(Map<UUID, Set<LocalDate>> one, Map<UUID, Set<LocalDate>> other) {
        Map<UUID, Set<LocalDate>> all = new LinkedHashMap<>(one);
        other.forEach((id, days) -> all.merge(id, days, (a, b) -> {
            Set<LocalDate> together = new HashSet<>(a);
            together.addAll(b);
            return together;
        }));
        return all;
    }
}
