package kr.dure.billing.internal.contract;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.billing.internal.MonthPricing;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Term contracts (B2): made, and ended before their time. */
@Component(service = Contracts.class)
public final class Contracts {
    private static final Set<String> PAYMENTS = Set.of("monthly", "prepaid");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final MonthPricing months;

    @Activate
    public Contracts(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference MonthPricing months) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.months = months;
    }

    /**
     * What is agreed.
     *
     * @param term years, 1 to 3
     * @param startsOn its first day, from the first of this month to a year ahead
     * @param payment {@code monthly} or {@code prepaid}
     */
    public record NewContract(Integer term, LocalDate startsOn, String payment) {}

    /**
     * Agrees on a contract for the current tenant.
     *
     * @throws Invalid naming the field, among them a start on which another one is in force
     * @throws Conflict when the tenant has no groupware
     */
    public Contract agree(NewContract request) {
        check(request);
        return tx.write(session -> {
            months.lock(session);
            if (!months.hasGroupware(session)) {
                throw new Conflict("그룹웨어를 쓰는 고객만 약정할 수 있습니다.", "Only a customer with groupware can have a contract.");
            }
            refuseOverlap(new ContractRepository(session), request);
            ContractEntity entity = write(
                    session,
                    request.term(),
                    request.startsOn(),
                    request.payment(),
                    months.registeredSeats(session, request.startsOn()));
            return entity.toContract(0);
        });
    }

    private void check(NewContract request) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.range(request.term(), "term", 1, PricePolicy.MAX_TERM);
        checkPayment(checks, request.payment());
        LocalDate first = YearMonth.from(months.today()).atDay(1);
        checks.check(
                request.startsOn() != null
                        && !request.startsOn().isBefore(first)
                        && !request.startsOn().isAfter(months.today().plusYears(1)),
                "startsOn",
                "시작일은 이번 달 첫날(" + first + ")부터 1년 안이어야 합니다.",
                "It must be from the first of this month (" + first + ") to a year ahead.");
        checks.done();
    }

    private static void checkPayment(Invalid.Checks checks, String payment) {
        checks.check(
                payment != null && PAYMENTS.contains(payment),
                "payment",
                "payment는 monthly 또는 prepaid여야 합니다.",
                "payment must be monthly or prepaid.");
    }

    private static void refuseOverlap(ContractRepository contracts, NewContract request) {
        LocalDate last = request.startsOn().plusYears(request.term()).minusDays(1);
        Optional<ContractEntity> other = contracts.all().stream()
                .filter(known -> !known.lastDay().isBefore(request.startsOn())
                        && !known.startsOn().isAfter(last))
                .findFirst();
        if (other.isPresent()) {
            String days = other.get().startsOn() + " – " + other.get().lastDay();
            throw new Invalid("startsOn", "그 기간에 다른 약정이 있습니다: " + days, "Another contract is in force then: " + days);
        }
    }

    /** The contract of a sign-up, in the surrounding transaction. */
    public void open(Session session, int term, String payment, long seats) {
        if (term > 0) {
            write(session, term, months.today(), payment, seats);
        }
    }

    private ContractEntity write(Session session, int term, LocalDate startsOn, String payment, long seats) {
        long prepayment = payment.equals("prepaid") ? months.termFee(session, term, seats, startsOn) : 0;
        ContractEntity entity = new ContractEntity(ids.next(), term, startsOn, payment, prepayment, clock.instant());
        new ContractRepository(session).add(entity);
        session.schedule(ContractNotices.job(entity));
        session.audit(
                "billing.contract.agreed",
                entity.id().toString(),
                null,
                Map.of(
                        "term",
                        Integer.toString(term),
                        "startsOn",
                        startsOn.toString(),
                        "payment",
                        payment,
                        "prepayment",
                        Long.toString(prepayment)));
        return entity;
    }

    /**
     * Ends a contract of the current tenant before its time.
     *
     * @param lastDay its last day, from the first of this month on
     */
    public Contract terminate(UUID id, LocalDate lastDay) {
        return tx.write(session -> {
            months.lock(session);
            ContractRepository contracts = new ContractRepository(session);
            ContractEntity entity = contracts.find(id).orElseThrow(Contracts::absent);
            if (entity.terminated()) {
                throw new Conflict("이미 기간 전에 끝내기로 한 약정입니다.", "It ends before its time already.");
            }
            LocalDate first = YearMonth.from(months.today()).atDay(1);
            LocalDate from = entity.startsOn().isAfter(first) ? entity.startsOn() : first;
            if (lastDay == null || lastDay.isBefore(from) || !lastDay.isBefore(entity.endsOn())) {
                throw new Invalid(
                        "lastDay",
                        "마지막 날은 " + from + "부터 " + entity.endsOn().minusDays(1) + "까지여야 합니다.",
                        "The last day must be from " + from + " to "
                                + entity.endsOn().minusDays(1) + ".");
            }
            end(session, entity, lastDay);
            return entity.toContract(ContractRepository.balance(contracts.movements(), id));
        });
    }

    static NotFound absent() {
        return new NotFound("그런 약정이 없습니다.", "There is no such contract.");
    }

    /** Groupware ends: so do its contracts, in the surrounding transaction. */
    public static void endAll(Session session, LocalDate lastDay) {
        ContractRepository contracts = new ContractRepository(session);
        for (ContractEntity entity : contracts.all()) {
            if (entity.startsOn().isAfter(lastDay)) {
                session.cancelJob(ContractNotices.JOB, entity.id().toString());
                session.audit("billing.contract.withdrawn", entity.id().toString(), null);
                contracts.remove(entity);
            } else if (entity.covers(lastDay) && lastDay.isBefore(entity.endsOn()) && !entity.terminated()) {
                end(session, entity, lastDay);
            }
        }
    }

    private static void end(Session session, ContractEntity entity, LocalDate lastDay) {
        entity.terminate(lastDay);
        session.entities().flush();
        session.cancelJob(ContractNotices.JOB, entity.id().toString());
        session.audit("billing.contract.terminated", entity.id().toString(), lastDay.toString());
    }

    /** What {@link #endAll} ended goes on, unless an invoice has charged for its end; in the surrounding transaction. */
    public static void goOn(Session session, LocalDate lastDay) {
        ContractRepository contracts = new ContractRepository(session);
        Set<UUID> returned = contracts.returned();
        for (ContractEntity entity : contracts.all()) {
            if (entity.terminated() && entity.lastDay().equals(lastDay) && !returned.contains(entity.id())) {
                entity.goOn();
                session.entities().flush();
                session.schedule(ContractNotices.job(entity));
                session.audit("billing.contract.goes-on", entity.id().toString(), null);
            }
        }
    }

    /** The current tenant's contracts and their ledgers, in the order of their days. */
    public List<Contract.WithEntries> list() {
        return tx.read(session -> {
            ContractRepository contracts = new ContractRepository(session);
            List<ContractMovementEntity> movements = contracts.movements();
            return contracts.all().stream()
                    .map(entity -> new Contract.WithEntries(
                            entity.toContract(ContractRepository.balance(movements, entity.id())),
                            movements.stream()
                                    .filter(moved -> moved.contractId().equals(entity.id()))
                                    .map(ContractMovementEntity::toEntry)
                                    .toList()))
                    .toList();
        });
    }
}
