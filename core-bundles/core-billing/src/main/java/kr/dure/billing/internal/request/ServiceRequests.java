package kr.dure.billing.internal.request;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.billing.internal.ServiceChanges;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.billing.internal.request.ServiceRequest.State;
import kr.dure.billing.internal.request.ServiceRequest.View;
import kr.dure.identity.Accounts;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Requests to the service centre (S5): a company asks, the operator says from which day on, a job carries it out at 00:00
 * of that day. One that is carried out late holds from its day on all the same.
 */
@Component(service = {ServiceRequests.class, JobHandler.class})
public final class ServiceRequests implements JobHandler {
    static final String JOB = "billing.service-request";
    private static final int MAX_SEATS = 100_000;
    private static final int MAX_NOTE = 1_000;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final ServiceChanges changes;
    private final ServiceRequestMails mails;
    private final Accounts accounts;

    @Activate
    public ServiceRequests(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference ServiceChanges changes,
            @Reference ServiceRequestMails mails,
            @Reference Accounts accounts) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.changes = changes;
        this.mails = mails;
        this.accounts = accounts;
    }

    /**
     * What a company asks for.
     *
     * @param product for SUBSCRIBE and UNSUBSCRIBE
     * @param seats how many fewer, for SEAT_REDUCTION
     * @param wishedOn the day it would like, or null
     * @param note further words, or null
     */
    public record NewRequest(Kind kind, String product, Integer seats, LocalDate wishedOn, String note) {}

    /** A request and whose it is, for the operator. */
    public record Listed(UUID tenantId, String tenantName, View request) {}

    /** A request and its version, for {@code ETag}. */
    public record Versioned<T>(T body, int version) {}

    /** Takes a request over. Its one transaction answers it, so that a repeated order is the same order. */
    public View create(NewRequest request) {
        if (Tenants.current().operator()) {
            throw new Forbidden(
                    "운영자는 상품을 쓰지 않습니다. 고객의 주소에서 해 주세요.",
                    "The operator has no products. Please do this on a customer's host.");
        }
        check(request);
        return tx.write(session -> {
            changes.lock(session);
            ServiceRequestRepository requests = new ServiceRequestRepository(session);
            if (requests.open(request.kind(), request.product())) {
                throw new Conflict("같은 요청이 이미 진행 중입니다.", "A request about the same thing is under way already.");
            }
            checkAgainstLedger(session, request);
            ServiceRequestEntity entity = new ServiceRequestEntity(
                    ids.next(), request, Callers.current().loginId(), clock.instant());
            requests.add(entity);
            return told(session, entity, null).in(Clients.language());
        });
    }

    private void check(NewRequest request) {
        Invalid.Checks checks = new Invalid.Checks();
        boolean seats = request.kind() == Kind.SEAT_REDUCTION;
        if (checks.check(
                request.kind() != null,
                "kind",
                "SEAT_REDUCTION, SUBSCRIBE, UNSUBSCRIBE 가운데 하나여야 합니다.",
                "It must be SEAT_REDUCTION, SUBSCRIBE or UNSUBSCRIBE.")) {
            if (seats) {
                checks.range(request.seats(), "seats", 1, MAX_SEATS);
                checks.check(
                        request.product() == null, "product", "좌석을 줄일 때는 쓰지 않습니다.", "Not for a reduction of seats.");
            } else {
                checks.text(request.product(), "product", 100);
                checks.check(request.seats() == null, "seats", "좌석을 줄일 때만 씁니다.", "Only for a reduction of seats.");
            }
        }
        checkDay(checks, request.wishedOn(), "wishedOn", false);
        checks.check(
                request.note() == null || request.note().length() <= MAX_NOTE,
                "note",
                "note 값은 " + MAX_NOTE + "자를 넘을 수 없습니다.",
                "note must not be longer than " + MAX_NOTE + " characters.");
        checks.done();
    }

    private void checkDay(Invalid.Checks checks, LocalDate day, String field, boolean required) {
        LocalDate today = changes.today();
        checks.check(
                day == null ? !required : !day.isBefore(today) && !day.isAfter(today.plusYears(1)),
                field,
                field + " 값은 오늘부터 1년 안의 날짜여야 합니다.",
                field + " must be a day from today to a year ahead.");
    }

    private void checkAgainstLedger(Session session, NewRequest request) {
        switch (request.kind()) {
            case SEAT_REDUCTION -> {
                long registered = changes.registeredSeats(session);
                if (request.seats() >= registered) {
                    throw new Invalid(
                            "seats",
                            "등록된 좌석이 " + registered + "개라 그만큼 줄일 수 없습니다.",
                            "There are " + registered + " registered seats; not so many can be given back.");
                }
            }
            case SUBSCRIBE -> {
                if (changes.isOn(session, request.product())) {
                    throw new Conflict("이미 쓰고 있는 상품입니다.", "The product is on already.");
                }
                if (!changes.sold(request.product())) {
                    throw new Invalid("product", "없는 상품입니다.", "There is no such product.");
                }
                if (request.product().equals(PricePolicy.ATTENDANCE_SYNC)) {
                    throw new Problem(
                            409,
                            "contract-required",
                            new Text("계약 등록이 필요합니다", "Contract required"),
                            new Text(
                                    "ADT캡스 계약이 등록된 고객만 쓸 수 있습니다. 서비스센터에 계약 등록을 요청해 주세요.",
                                    "Only for customers whose ADT Caps contract is recorded. Please ask the service"
                                            + " centre to record it."));
                }
            }
            case UNSUBSCRIBE -> {
                if (!changes.isOn(session, request.product())) {
                    throw new Conflict("쓰고 있지 않은 상품입니다.", "The product is not on.");
                }
            }
        }
    }

    /** Newest first. */
    public Page<View> list(UUID after, int limit) {
        List<View> rows = tx.read(session -> new ServiceRequestRepository(session)
                .list(after, limit + 1).stream()
                        .map(entity -> entity.toServiceRequest().in(Clients.language()))
                        .toList());
        return Page.of(rows, limit, row -> row.id().toString());
    }

    public Versioned<View> get(UUID id) {
        return tx.read(session -> versioned(new ServiceRequestRepository(session).get(id)));
    }

    /** Takes a request back, until the day on which it takes effect. */
    public Versioned<View> withdraw(UUID id, Integer version) {
        return tx.write(session -> {
            ServiceRequestEntity entity = locked(session, id, version);
            if (entity.state() == State.SCHEDULED && !changes.today().isBefore(entity.effectiveOn())) {
                throw new Conflict("적용일이 되어 철회할 수 없습니다.", "Its day has come; it cannot be taken back any more.");
            }
            Map<String, Object> before = entity.facts();
            entity.withdraw(clock.instant());
            session.cancelJob(JOB, id.toString());
            told(session, entity, before);
            return versioned(entity);
        });
    }

    /** All companies' requests, oldest first. For the operator. */
    public Page<Listed> listAll(State state, UUID after, int limit) {
        List<Listed> rows = tx.acrossTenants("list service requests", session -> {
            ServiceRequestRepository requests = new ServiceRequestRepository(session);
            List<ServiceRequestEntity> entities = requests.listAll(state, after, limit + 1);
            Map<UUID, String> names = requests.companies(entities.stream()
                    .map(ServiceRequestEntity::tenantId)
                    .distinct()
                    .toList());
            return entities.stream()
                    .map(entity -> new Listed(
                            entity.tenantId(),
                            names.get(entity.tenantId()),
                            entity.toServiceRequest().in(Clients.language())))
                    .toList();
        });
        return Page.of(rows, limit, row -> row.request().id().toString());
    }

    public Versioned<Listed> getAny(UUID id) {
        Tenant tenant = owner(id);
        return listed(tenant, Tenants.call(tenant, () -> get(id)));
    }

    /** Says from which day on it holds; a request that has a day already is moved. For the operator. */
    public Versioned<Listed> schedule(UUID id, LocalDate effectiveOn, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        checkDay(checks, effectiveOn, "effectiveOn", true);
        checks.done();
        return forOwner(
                id,
                () -> tx.write(session -> {
                    ServiceRequestEntity entity = locked(session, id, version);
                    Map<String, Object> before = entity.facts();
                    entity.schedule(effectiveOn, clock.instant());
                    session.schedule(Job.once(JOB, id.toString(), ServiceChanges.start(effectiveOn), ""));
                    told(session, entity, before);
                    return versioned(entity);
                }));
    }

    /** For the operator. */
    public Versioned<Listed> refuse(UUID id, String reason, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(reason, "reason", 500);
        checks.done();
        return forOwner(
                id,
                () -> tx.write(session -> {
                    ServiceRequestEntity entity = locked(session, id, version);
                    Map<String, Object> before = entity.facts();
                    entity.refuse(new Text(reason.strip(), reason.strip()), clock.instant());
                    session.cancelJob(JOB, id.toString());
                    told(session, entity, before);
                    return versioned(entity);
                }));
    }

    /** Carries it out now, with effect from today on, or from its own day on if that is past. For the operator. */
    public Versioned<Listed> apply(UUID id, Integer version) {
        return forOwner(id, () -> {
            carryOut(id, version, true);
            return get(id);
        });
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        return carryOut(UUID.fromString(run.id()), null, false);
    }

    /**
     * Carries a request out, once.
     *
     * @param now whether also before its day
     * @return when to come again, if its day has not come
     */
    private Optional<Instant> carryOut(UUID id, Integer version, boolean now) {
        Optional<String> product = tx.read(
                session -> new ServiceRequestRepository(session).find(id).map(ServiceRequestEntity::product));
        boolean perAccount = product.filter(changes::perAccount).isPresent();
        Optional<Instant> again = tx.write(session -> {
            // In the order in which an added account takes them: first that lock, then the ledger's.
            int users = accounts.count();
            changes.lock(session);
            ServiceRequestRepository requests = new ServiceRequestRepository(session);
            ServiceRequestEntity entity =
                    now ? requests.get(id) : requests.find(id).orElse(null);
            if (entity == null || !now && entity.state() != State.SCHEDULED) {
                return Optional.<Instant>empty();
            }
            Versions.require(version, entity.version());
            LocalDate today = changes.today();
            LocalDate day = entity.effectiveOn();
            if (!now && today.isBefore(day)) {
                // The server's clock was wrong when this job was due.
                return Optional.of(ServiceChanges.start(day));
            }
            LocalDate from = day == null || today.isBefore(day) ? today : day;
            Map<String, Object> before = entity.facts();
            Instant at = clock.instant();
            entity.refuseIfOver();
            carriedOut(session, entity, from, users, perAccount)
                    .ifPresentOrElse(reason -> entity.fail(from, reason, at), () -> entity.applied(from, at));
            session.cancelJob(JOB, id.toString());
            told(session, entity, before);
            return Optional.empty();
        });
        changes.forget();
        return again;
    }

    /** @return why it cannot be, or empty when it is done */
    private Optional<Text> carriedOut(
            Session session, ServiceRequestEntity entity, LocalDate from, int users, boolean perAccount) {
        if (Tenants.current().state() == TenantState.CLOSED) {
            return Optional.of(new Text("해지된 회사입니다.", "The company has left."));
        }
        return switch (entity.kind()) {
            case SEAT_REDUCTION -> changes.reduceSeats(session, entity.seats(), from, users);
            case SUBSCRIBE -> changes.subscribe(session, entity.product(), from, perAccount);
            case UNSUBSCRIBE -> changes.unsubscribe(session, entity.product(), from);
        };
    }

    /** Whatever else changes requests or the tenant's money waits until this transaction ends. */
    private ServiceRequestEntity locked(Session session, UUID id, Integer version) {
        changes.lock(session);
        ServiceRequestEntity entity = new ServiceRequestRepository(session).get(id);
        Versions.require(version, entity.version());
        return entity;
    }

    /** Writes a change of state down, and to the company's contact. */
    private ServiceRequest told(Session session, ServiceRequestEntity entity, Map<String, Object> before) {
        session.entities().flush();
        session.audit("billing.service-request", entity.id().toString(), before, entity.facts());
        ServiceRequest request = entity.toServiceRequest();
        mails.tell(request);
        return request;
    }

    private Versioned<Listed> forOwner(UUID id, Supplier<Versioned<View>> change) {
        Tenant tenant = owner(id);
        return listed(tenant, Tenants.call(tenant, change));
    }

    private Tenant owner(UUID id) {
        return tx.acrossTenants("service request " + id, session -> new ServiceRequestRepository(session).owner(id));
    }

    private static Versioned<Listed> listed(Tenant tenant, Versioned<View> request) {
        return new Versioned<>(new Listed(tenant.id(), tenant.name(), request.body()), request.version());
    }

    private static Versioned<View> versioned(ServiceRequestEntity entity) {
        return new Versioned<>(entity.toServiceRequest().in(Clients.language()), entity.version());
    }
}
