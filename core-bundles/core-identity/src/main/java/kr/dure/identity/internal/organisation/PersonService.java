package kr.dure.identity.internal.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Person;
import kr.dure.identity.Post;
import kr.dure.identity.internal.ETags;
import kr.dure.identity.internal.organisation.PersonView.Known;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** People, and the posts they hold from a day on. */
@Component(service = PersonService.class)
public final class PersonService {
    static final int MAX_NAME = 100;
    static final int MAX_NUMBER = 40;
    static final int MAX_PHONE = 30;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /** A person with the number of its version, for {@code ETag}. */
    record Versioned(PersonView person, int version) {}

    /**
     * @param accountId of the account the person logs in with, or null for one without a login
     * @param departmentId of the main post, or null for none yet
     * @param from the post's first day; where it is absent, today or the day the person joins, whichever is later
     */
    public record NewPerson(
            UUID accountId,
            String name,
            String employeeNumber,
            String workPhone,
            String mobile,
            LocalDate joinedOn,
            UUID departmentId,
            UUID positionId,
            UUID dutyId,
            LocalDate from) {}

    /** What to change; null leaves a field as it is, an empty text removes it. */
    public record PersonChange(
            String name, String employeeNumber, String workPhone, String mobile, LocalDate joinedOn) {}

    /**
     * @param main absent: yes; the main post then ends for this one
     * @param from first day, today where it is absent
     * @param to the first day without it; only for a concurrent post
     */
    public record NewPost(
            UUID departmentId, UUID positionId, UUID dutyId, Boolean main, LocalDate from, LocalDate to) {}

    @Activate
    public PersonService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param department null: everybody; a person is found where any post is */
    Page<PersonView> list(String name, UUID department, boolean deep, LocalDate at, UUID after, int limit) {
        LocalDate day = Days.orToday(at, clock);
        String part = name == null || name.isBlank() ? null : name.strip();
        return tx.read(session -> {
            DepartmentRepository departments = new DepartmentRepository(session);
            List<UUID> where = null;
            if (department != null) {
                departments.get(department);
                where = deep ? departments.subtree(department, day) : List.of(department);
            }
            List<Known> people = new PersonRepository(session).search(day, part, where, after, limit + 1);
            Page<Known> page =
                    Page.of(people, limit, known -> known.person().id().toString());
            return new Page<>(views(session, page.items(), day), page.next());
        });
    }

    private static List<PersonView> views(Session session, List<Known> people, LocalDate day) {
        Map<UUID, List<Post>> posts = new PostRepository(session)
                .on(people.stream().map(known -> known.person().id()).toList(), day).stream()
                        .collect(Collectors.groupingBy(Post::personId));
        return people.stream()
                .map(known -> PersonView.of(
                        known,
                        inConfidence(known.person().id()),
                        posts.getOrDefault(known.person().id(), List.of())))
                .toList();
    }

    /** What is private is for the person and for those who keep the organisation. */
    private static boolean inConfidence(UUID person) {
        Caller caller = Callers.current();
        return caller.may(OrganisationPermissions.CHANGE) || caller.accountId().equals(person);
    }

    Versioned get(UUID id, LocalDate at) {
        LocalDate day = Days.orToday(at, clock);
        return tx.read(session -> get(session, id, day));
    }

    private static Versioned get(Session session, UUID id, LocalDate day) {
        PersonRepository people = new PersonRepository(session);
        Known known = people.known(id);
        return new Versioned(views(session, List.of(known), day).get(0), people.version(id));
    }

    /** All posts, the latest first. */
    List<Post> history(UUID id) {
        return tx.read(session -> {
            new PersonRepository(session).get(id);
            return new PostRepository(session).history(id);
        });
    }

    Versioned add(NewPerson given) {
        Invalid.Checks checks = new Invalid.Checks();
        if (given.accountId() == null) {
            checks.text(given.name(), "name", MAX_NAME);
        }
        check(checks, given.name(), given.employeeNumber(), given.workPhone(), given.mobile());
        checks.check(
                given.departmentId() != null || given.positionId() == null && given.dutyId() == null,
                "departmentId",
                "직위나 직책을 주려면 부서가 필요합니다.",
                "A position or duty needs a department.");
        checks.done();
        Days.near(given.joinedOn(), "joinedOn", clock);
        LocalDate today = Days.today(clock);
        LocalDate earliest = given.joinedOn() == null ? today : Days.later(today, given.joinedOn());
        LocalDate from = given.from() == null ? earliest : Days.effective(given.from(), "from", clock);
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonRepository people = new PersonRepository(session);
            UUID id = given.accountId() == null ? ids.next() : given.accountId();
            String name = nameOf(people, given);
            if (people.find(id).isPresent()) {
                throw new Conflict("이 계정의 사람이 이미 있습니다.", "The person of this account is there already.");
            }
            PersonEntity person = new PersonEntity(id, name);
            useNumber(people, person, given.employeeNumber());
            person.reachAt(orNull(given.workPhone()), orNull(given.mobile()));
            person.join(given.joinedOn());
            people.add(person);
            session.publish(new PersonAdded(id, name));
            session.audit("identity.person.added", id.toString(), null, Facts.of("name", name, "from", from));
            if (given.departmentId() != null) {
                NewPost post = new NewPost(given.departmentId(), given.positionId(), given.dutyId(), true, from, null);
                place(session, person, post, from);
            }
            return get(session, id, from);
        });
    }

    private static String nameOf(PersonRepository people, NewPerson given) {
        if (given.accountId() == null) {
            return given.name().strip();
        }
        String known = people.login(given.accountId())
                .orElseThrow(() -> new Invalid("accountId", "그런 계정이 없습니다.", "There is no such account."))
                .name();
        return given.name() == null ? known : given.name().strip();
    }

    Versioned change(UUID id, PersonChange change, Integer expectedVersion) {
        Invalid.Checks checks = new Invalid.Checks();
        check(checks, change.name(), change.employeeNumber(), change.workPhone(), change.mobile());
        checks.done();
        Days.near(change.joinedOn(), "joinedOn", clock);
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonRepository people = new PersonRepository(session);
            PersonEntity person = people.get(id);
            ETags.require(expectedVersion, person.version());
            Map<String, Object> before = facts(person.toPerson());
            if (change.name() != null && !change.name().strip().equals(person.name())) {
                person.rename(change.name().strip());
                session.publish(new PersonRenamed(id, person.name()));
            }
            if (change.employeeNumber() != null) {
                useNumber(people, person, change.employeeNumber());
            }
            Person is = person.toPerson();
            person.reachAt(
                    change.workPhone() == null ? is.workPhone() : orNull(change.workPhone()),
                    change.mobile() == null ? is.mobile() : orNull(change.mobile()));
            if (change.joinedOn() != null) {
                refuseJoiningLate(session, person, change.joinedOn());
                person.join(change.joinedOn());
            }
            session.entities().flush();
            session.audit("identity.person.changed", id.toString(), before, facts(person.toPerson()));
            return get(session, id, Days.today(clock));
        });
    }

    private static void refuseJoiningLate(Session session, PersonEntity person, LocalDate joinedOn) {
        boolean late = person.leftOn() != null && !person.leftOn().isAfter(joinedOn)
                || new PostRepository(session)
                        .of(person.id()).stream().anyMatch(post -> post.from().isBefore(joinedOn));
        if (late) {
            throw new Invalid(
                    "joinedOn",
                    "이미 그 전에 맡은 자리가 있거나 퇴직한 날보다 늦습니다.",
                    "There are posts before that day, or it is after the leaving.");
        }
    }

    /** Gives a post from a day on. */
    Versioned post(UUID id, NewPost given, Integer expectedVersion) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(given.departmentId() != null, "departmentId", "부서가 필요합니다.", "A department is required.");
        boolean main = !Boolean.FALSE.equals(given.main());
        checks.check(
                !main || given.to() == null,
                "to",
                "본직은 다음 발령이나 퇴직까지 이어집니다. 끝은 따로 정해 주세요.",
                "A main post lasts until the next one; end it explicitly.");
        checks.done();
        LocalDate from = Days.effective(given.from(), "from", clock);
        if (given.to() != null && !given.to().isAfter(from)) {
            throw new Invalid("to", "시작한 날보다 뒤여야 합니다.", "This must be after the first day.");
        }
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonEntity person = new PersonRepository(session).get(id);
            ETags.require(expectedVersion, person.version());
            place(session, person, given, from);
            return get(session, id, from);
        });
    }

    private void place(Session session, PersonEntity person, NewPost given, LocalDate from) {
        checkTitle(session, TitleKind.POSITION, given.positionId(), "positionId");
        checkTitle(session, TitleKind.DUTY, given.dutyId(), "dutyId");
        if (person.joinedOn() != null && from.isBefore(person.joinedOn())) {
            throw new Invalid("from", "입사일보다 빠릅니다.", "This is before the day of joining.");
        }
        if (!Days.endsAfter(person.leftOn(), from)) {
            throw new Conflict("그날에는 퇴직한 사람입니다.", "The person has left by that day.");
        }
        Career career = career(session, person);
        Place place = new Place(given.departmentId(), given.positionId(), given.dutyId());
        if (Boolean.FALSE.equals(given.main())) {
            career.concur(from, given.to(), place);
        } else {
            career.appoint(from, place);
        }
        write(session, career, from, "departmentId");
    }

    /** Ends a post; {@code on} is the first day without it. */
    Versioned end(UUID id, UUID post, LocalDate on, Integer expectedVersion) {
        LocalDate day = Days.effective(on, "on", clock);
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonEntity person = new PersonRepository(session).get(id);
            ETags.require(expectedVersion, person.version());
            Career career = career(session, person);
            Posting posting = career.find(post).orElseThrow(PersonService::noPost);
            if (!posting.from().isBefore(day)) {
                throw new Conflict("그날에는 아직 시작하지 않은 자리입니다.", "The post does not begin before that day.");
            }
            if (!Days.endsAfter(posting.to(), day) && !day.equals(posting.to())) {
                throw new Conflict(
                        "이미 " + posting.to() + "에 끝나는 자리입니다.", "The post ends on " + posting.to() + " already.");
            }
            career.end(posting, day);
            write(session, career, day, "on");
            return get(session, id, day);
        });
    }

    /** Takes a planned post back. */
    Versioned cancel(UUID id, UUID post, Integer expectedVersion) {
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonEntity person = new PersonRepository(session).get(id);
            ETags.require(expectedVersion, person.version());
            Career career = career(session, person);
            Posting posting = career.find(post).orElseThrow(PersonService::noPost);
            if (!posting.from().isAfter(Days.today(clock))) {
                throw new Conflict("이미 시작한 자리입니다. 끝나는 날을 정해 주세요.", "The post has begun. End it instead.");
            }
            career.cancel(posting);
            write(session, career, posting.from(), "departmentId");
            return get(session, id, posting.from());
        });
    }

    /**
     * Notes that a person leaves; the posts end with it.
     *
     * @param on the first day without the person; may lie in the past, because such things are often told late
     */
    Versioned leave(UUID id, LocalDate on, Integer expectedVersion) {
        LocalDate day = Days.near(Days.orToday(on, clock), "on", clock);
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonEntity person = new PersonRepository(session).get(id);
            ETags.require(expectedVersion, person.version());
            if (person.joinedOn() != null && !day.isAfter(person.joinedOn())) {
                throw new Invalid("on", "입사일보다 뒤여야 합니다.", "This must be after the day of joining.");
            }
            leave(session, person, day);
            return get(session, id, day);
        });
    }

    private void leave(Session session, PersonEntity person, LocalDate day) {
        LocalDate before = person.leftOn();
        if (day.equals(before)) {
            return;
        }
        if (before != null && before.isBefore(day) && !before.isAfter(Days.today(clock))) {
            throw new Conflict(before + "에 이미 퇴직한 사람입니다.", "The person left on " + before + " already.");
        }
        Career career = career(session, person);
        career.leave(day);
        person.leave(day);
        session.entities().flush();
        new PostRepository(session).write(career.removed(), career.added());
        Set<LocalDate> days = new HashSet<>(career.changedDays());
        days.removeIf(changed -> changed.isBefore(day));
        days.add(day);
        new Announcements(session, Days.today(clock)).people(Map.of(person.id(), days));
        session.audit(
                "identity.person.left", person.id().toString(), Facts.of("leftOn", before), Facts.of("leftOn", day));
    }

    /** Takes a leaving back; posts that ended with it are given anew. */
    Versioned stay(UUID id, Integer expectedVersion) {
        return tx.write(session -> {
            OrganisationLock.take(session);
            PersonEntity person = new PersonRepository(session).get(id);
            ETags.require(expectedVersion, person.version());
            LocalDate before = person.leftOn();
            if (before == null) {
                throw new NotFound("퇴직이 정해지지 않은 사람입니다.", "No leaving is noted.");
            }
            person.leave(null);
            session.entities().flush();
            session.audit(
                    "identity.person.leaving-cancelled",
                    id.toString(),
                    Facts.of("leftOn", before),
                    Facts.of("leftOn", null));
            return get(session, id, Days.today(clock));
        });
    }

    /** For {@link PersonDirectory}: sees to it that the account has a person of this name, in this department. */
    void ensure(UUID account, String name, UUID department) {
        LocalDate today = Days.today(clock);
        tx.run(session -> {
            OrganisationLock.take(session);
            PersonRepository people = new PersonRepository(session);
            PersonEntity person = people.find(account).orElse(null);
            if (person == null) {
                person = new PersonEntity(account, name);
                people.add(person);
                session.publish(new PersonAdded(account, name));
                session.audit("identity.person.added", account.toString(), null, Facts.of("name", name));
            } else if (!person.name().equals(name)) {
                session.audit(
                        "identity.person.changed",
                        account.toString(),
                        Facts.of("name", person.name()),
                        Facts.of("name", name));
                person.rename(name);
                session.publish(new PersonRenamed(account, name));
                session.entities().flush();
            }
            if (department != null) {
                Optional<Posting> main = career(session, person).main(today);
                if (main.isEmpty() || !main.get().in(department)) {
                    NewPost post = new NewPost(
                            department,
                            main.map(held -> held.place().position()).orElse(null),
                            null,
                            true,
                            today,
                            null);
                    place(session, person, post, today);
                }
            }
        });
    }

    /** For {@link PersonDirectory}: without effect for an account without a person, and for one who has left. */
    void leave(UUID account) {
        LocalDate on = Days.today(clock);
        tx.run(session -> {
            OrganisationLock.take(session);
            new PersonRepository(session)
                    .find(account)
                    .filter(person -> Days.endsAfter(person.leftOn(), on))
                    .ifPresent(person -> leave(session, person, on));
        });
    }

    private Career career(Session session, PersonEntity person) {
        return new Career(person.id(), person.leftOn(), new PostRepository(session).of(person.id()), ids::next);
    }

    private void write(Session session, Career career, LocalDate from, String field) {
        Optional<Text> fault = career.fault(from);
        if (fault.isPresent()) {
            throw new Conflict(fault.get().ko(), fault.get().en());
        }
        List<Posting> added = career.added();
        if (added.isEmpty() && career.removed().isEmpty()) {
            return;
        }
        Chart chart = new DepartmentRepository(session).chart(from);
        for (Posting post : added) {
            if (Days.endsAfter(post.to(), from)
                    && !chart.covers(post.place().department(), Days.later(post.from(), from), post.to())) {
                throw new Invalid(field, "그 기간에 계속 있는 부서가 아닙니다.", "The department does not exist all that time.");
            }
        }
        new PostRepository(session).write(career.removed(), added);
        new PersonRepository(session).touch(List.of(career.person()));
        new Announcements(session, Days.today(clock)).people(Map.of(career.person(), career.changedDays()));
        session.audit(
                "identity.person.transferred",
                career.person().toString(),
                Facts.of("posts", career.removed().stream().map(Facts::of).toList()),
                Facts.of("posts", added.stream().map(Facts::of).toList()));
    }

    private static void checkTitle(Session session, TitleKind kind, UUID id, String field) {
        if (id != null && !new TitleRepository(session, kind).exists(id)) {
            throw new Invalid(field, "그런 " + kind.name.ko() + "이(가) 없습니다.", "There is no such " + kind.name.en() + ".");
        }
    }

    private static void useNumber(PersonRepository people, PersonEntity person, String number) {
        String stripped = orNull(number);
        if (stripped != null && people.hasNumber(stripped, person.id())) {
            throw new Conflict("다른 사람의 사번입니다.", "Somebody else has this employee number.");
        }
        person.number(stripped);
    }

    private static void check(
            Invalid.Checks checks, String name, String employeeNumber, String workPhone, String mobile) {
        if (name != null) {
            checks.text(name, "name", MAX_NAME);
        }
        checkLength(checks, employeeNumber, "employeeNumber", MAX_NUMBER);
        checkPhone(checks, workPhone, "workPhone");
        checkPhone(checks, mobile, "mobile");
    }

    private static void checkLength(Invalid.Checks checks, String value, String field, int max) {
        if (value != null && !value.isBlank()) {
            checks.text(value, field, max);
        }
    }

    private static void checkPhone(Invalid.Checks checks, String value, String field) {
        checks.check(
                value == null || value.isBlank() || isPhone(value.strip()),
                field,
                "전화번호는 숫자와 + - ( ) . 로 이루어집니다.",
                "A phone number has digits and + - ( ) . only.");
    }

    static boolean isPhone(String value) {
        return value.length() <= MAX_PHONE && value.matches("[+]?[0-9][0-9 ().-]*|\\([0-9][0-9 ().-]*");
    }

    private static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    static Map<String, Object> facts(Person person) {
        return Facts.of(
                "name", person.name(),
                "employeeNumber", person.employeeNumber(),
                "workPhone", person.workPhone(),
                "mobile", person.mobile(),
                "joinedOn", person.joinedOn(),
                "leftOn", person.leftOn());
    }

    private static NotFound noPost() {
        return new NotFound("그런 자리가 없습니다.", "There is no such post.");
    }
}
