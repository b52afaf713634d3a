package kr.dure.identity.internal.absence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kr.dure.identity.Absences;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Absences and their deputies. Entries are never overwritten: a change cancels one and makes another. */
@Component(service = {AbsenceService.class, Absences.class})
public final class AbsenceService implements Absences {
    private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final int MAX_REASON = 200;
    private static final int MAX_YEARS_AHEAD = 5;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /**
     * What to enter.
     *
     * @param personId null: the caller
     * @param fromNoon null like false
     * @param untilNoon null like false
     * @param deputyId null: nobody acts
     * @param scope an app's id; null: all of them
     */
    public record NewAbsence(
            UUID personId,
            LocalDate from,
            Boolean fromNoon,
            LocalDate to,
            Boolean untilNoon,
            UUID deputyId,
            String scope,
            String reason) {
        Stretch days() {
            return new Stretch(from, Boolean.TRUE.equals(fromNoon), to, Boolean.TRUE.equals(untilNoon));
        }
    }

    @Activate
    public AbsenceService(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Acting deputyFor(UUID account, LocalDate day, String scope) {
        return tx.read(session -> {
            Acting morning = acting(session, account, day.atStartOfDay(), scope, null);
            if (!morning.absent()) {
                return morning;
            }
            Acting afternoon = acting(session, account, day.atTime(12, 0), scope, null);
            return afternoon.absent() ? morning : afternoon;
        });
    }

    @Override
    public Acting deputyFor(UUID account, Instant at, String scope) {
        return tx.read(session -> acting(session, account, LocalDateTime.ofInstant(at, ZONE), scope, null));
    }

    @Override
    public Acting deputyFor(UUID account, Instant at, String scope, Instant asOf) {
        return tx.read(session -> acting(session, account, LocalDateTime.ofInstant(at, ZONE), scope, asOf));
    }

    private static Acting acting(Session session, UUID account, LocalDateTime at, String scope, Instant asOf) {
        AbsenceRepository absences = new AbsenceRepository(session);
        LocalDate day = at.toLocalDate();
        long half = Stretch.half(at);
        return new DeputyChain(
                        person -> holding(
                                asOf == null ? absences.standing(person, day, day) : absences.known(person, day, asOf),
                                half,
                                scope),
                        deputy -> absences.usable(deputy, day))
                .resolve(account);
    }

    /** The entry that holds in a half day: one for the app before one for everything. */
    private static Optional<DeputyChain.Entry> holding(List<AbsenceEntity> entries, long half, String scope) {
        return entries.stream()
                .filter(entry -> entry.days().covers(half))
                .filter(entry -> entry.scope() == null || entry.scope().equals(scope))
                .min(Comparator.comparing(entry -> entry.scope() == null))
                .map(entry -> new DeputyChain.Entry(entry.deputyId()));
    }

    /** Absences between two days; reasons only for the person and for those who keep the absences of others. */
    Page<Absence> list(UUID person, LocalDate from, LocalDate to, boolean cancelled, UUID after, int limit) {
        LocalDate first = from == null ? today() : from;
        LocalDate last = to == null ? first.plusYears(MAX_YEARS_AHEAD) : to;
        return tx.read(session -> Page.of(
                new AbsenceRepository(session)
                        .list(person, first, last, cancelled, after, limit + 1).stream()
                                .map(AbsenceService::shown)
                                .toList(),
                limit,
                absence -> absence.id().toString()));
    }

    Absence get(UUID id) {
        return tx.read(session -> shown(new AbsenceRepository(session).get(id)));
    }

    private static Absence shown(AbsenceEntity entry) {
        Caller caller = Callers.current();
        return entry.toAbsence(
                caller.may(AbsencePermissions.OTHERS) || caller.accountId().equals(entry.personId()));
    }

    Absence enter(NewAbsence given) {
        UUID person = given.personId() == null ? Callers.current().accountId() : given.personId();
        requireMayKeep(person);
        Stretch days = check(given, null);
        return tx.write(session -> {
            AbsenceRepository absences = new AbsenceRepository(session);
            absences.lock();
            return shown(add(session, absences, person, given, days, null));
        });
    }

    /** Cancels an entry and makes another in its place; days that have passed stay as they were. */
    Absence change(UUID id, NewAbsence given) {
        return tx.write(session -> {
            AbsenceRepository absences = new AbsenceRepository(session);
            absences.lock();
            AbsenceEntity entry = standing(absences, id);
            if (given.personId() != null && !given.personId().equals(entry.personId())) {
                throw new Invalid("personId", "부재한 사람은 바꿀 수 없습니다.", "An absence stays with its person.");
            }
            Stretch days = check(given, entry.days());
            if (entry.days().from().isBefore(today())
                    && (!Objects.equals(given.deputyId(), entry.deputyId())
                            || !Objects.equals(blankToNull(given.scope()), entry.scope()))) {
                throw new Invalid(
                        "deputyId",
                        "이미 시작된 부재의 대리인과 범위는 바꿀 수 없습니다. 취소한 뒤 오늘부터 새로 넣어 주세요.",
                        "Deputy and scope of an absence that has begun stay. Cancel the rest of it and enter a new one.");
            }
            cancel(session, entry);
            session.entities().flush();
            return shown(add(session, absences, entry.personId(), given, days, id));
        });
    }

    /**
     * Takes an absence back. Of one that has begun, the days before today stay as an entry of their own.
     *
     * @param past whether those go as well; only for those who keep the absences of others
     */
    void cancel(UUID id, boolean past) {
        tx.run(session -> {
            AbsenceRepository absences = new AbsenceRepository(session);
            absences.lock();
            AbsenceEntity entry = standing(absences, id);
            LocalDate today = today();
            Stretch days = entry.days();
            if (past && !Callers.current().may(AbsencePermissions.OTHERS)) {
                throw new Forbidden("지난 부재는 관리자만 취소할 수 있습니다.", "Only an administrator cancels past days.");
            }
            if (!past && days.to().isBefore(today)) {
                throw new Conflict("지난 부재는 바꾸지 않습니다.", "What has passed is not changed.");
            }
            cancel(session, entry);
            if (!past && days.from().isBefore(today)) {
                session.entities().flush();
                Stretch rest = new Stretch(days.from(), days.fromNoon(), today.minusDays(1), false);
                write(session, absences, entry.personId(), rest, entry.deputyId(), entry.scope(), entry.reason(), id);
            }
        });
    }

    private AbsenceEntity standing(AbsenceRepository absences, UUID id) {
        AbsenceEntity entry = absences.get(id);
        requireMayKeep(entry.personId());
        if (entry.cancelled()) {
            throw new Conflict("이미 취소되었거나 바뀐 부재입니다.", "This absence was cancelled or changed already.");
        }
        return entry;
    }

    private void cancel(Session session, AbsenceEntity entry) {
        entry.cancel(now(), Callers.current().loginId());
        session.publish(AbsenceCancelled.of(entry));
        session.audit("identity.absence.cancelled", entry.id().toString(), facts(entry), null);
    }

    private AbsenceEntity add(
            Session session, AbsenceRepository absences, UUID person, NewAbsence given, Stretch days, UUID replaces) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(absences.hasAccount(person), "personId", "그런 계정이 없습니다.", "There is no such account.");
        checks.check(
                given.deputyId() == null || absences.usable(given.deputyId(), days.from()),
                "deputyId",
                "대리인의 계정이 없거나, 퇴직했거나, 정지되어 있습니다.",
                "The deputy has no account, has left or is stopped.");
        checks.done();
        String scope = blankToNull(given.scope());
        for (AbsenceEntity other : absences.standing(person, days.from(), days.to())) {
            if (other.days().overlaps(days) && Objects.equals(other.scope(), scope)) {
                throw new Invalid(
                        "from",
                        "같은 범위의 부재가 " + other.days().from() + "부터 "
                                + other.days().to() + "까지 이미 있습니다.",
                        "An absence of the same scope is there already, from "
                                + other.days().from() + " to " + other.days().to() + ".");
            }
        }
        return write(session, absences, person, days, given.deputyId(), scope, blankToNull(given.reason()), replaces);
    }

    private AbsenceEntity write(
            Session session,
            AbsenceRepository absences,
            UUID person,
            Stretch days,
            UUID deputy,
            String scope,
            String reason,
            UUID replaces) {
        AbsenceEntity entry = new AbsenceEntity(
                ids.next(),
                person,
                days,
                deputy,
                scope,
                reason,
                replaces,
                now(),
                Callers.current().loginId());
        absences.add(entry);
        session.publish(AbsenceEntered.of(entry));
        session.audit("identity.absence.entered", entry.id().toString(), null, facts(entry));
        return entry;
    }

    /** @param before the days of the entry that is changed, or null */
    private Stretch check(NewAbsence given, Stretch before) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(given.from() != null, "from", "첫날이 필요합니다.", "The first day is required.");
        checks.check(given.to() != null, "to", "마지막 날이 필요합니다.", "The last day is required.");
        checks.check(
                given.scope() == null
                        || given.scope().isBlank()
                        || SCOPE.matcher(given.scope()).matches(),
                "scope",
                "앱의 이름이어야 합니다. 예: approval",
                "It must be an app's id, e.g. approval.");
        checks.check(
                given.reason() == null || given.reason().length() <= MAX_REASON,
                "reason",
                "사유는 " + MAX_REASON + "자까지입니다.",
                "The reason must not be longer than " + MAX_REASON + " characters.");
        checks.check(
                given.deputyId() == null
                        || !given.deputyId()
                                .equals(
                                        given.personId() == null
                                                ? Callers.current().accountId()
                                                : given.personId()),
                "deputyId",
                "자신을 대리인으로 정할 수 없습니다.",
                "Nobody is his own deputy.");
        checks.done();
        Stretch days = given.days();
        LocalDate today = today();
        checks.check(days.valid(), "to", "마지막 날이 첫날보다 빠릅니다.", "The last day lies before the first.");
        checks.check(
                !days.to().isAfter(today.plusYears(MAX_YEARS_AHEAD)),
                "to",
                "너무 먼 날짜입니다.",
                "This day is too far ahead.");
        checks.check(
                before == null ? !days.from().isBefore(today) : before.sameBefore(today, days),
                "from",
                "오늘부터의 날짜만 쓸 수 있습니다. 지난 날은 바꾸지 않습니다.",
                "Give today or a later day; days that have passed are not changed.");
        checks.done();
        return days;
    }

    private static void requireMayKeep(UUID person) {
        Caller caller = Callers.current();
        if (!caller.accountId().equals(person) && !caller.may(AbsencePermissions.OTHERS)) {
            throw new Forbidden("다른 사람의 부재를 다룰 권한이 없습니다.", "You may not keep the absences of others.");
        }
    }

    private static Map<String, Object> facts(AbsenceEntity entry) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("person", entry.personId());
        facts.put("from", entry.days().from().toString());
        facts.put("fromNoon", entry.days().fromNoon());
        facts.put("to", entry.days().to().toString());
        facts.put("untilNoon", entry.days().untilNoon());
        facts.put("deputy", entry.deputyId());
        facts.put("scope", entry.scope());
        return facts;
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
