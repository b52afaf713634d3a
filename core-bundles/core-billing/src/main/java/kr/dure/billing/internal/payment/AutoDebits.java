package kr.dure.billing.internal.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.payment.PaymentLedger.Income;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.identity.Callers;
import kr.dure.identity.Secrets;
import kr.dure.job.Job;
import kr.dure.payment.AutoDebitFormat;
import kr.dure.payment.AutoDebitFormat.Item;
import kr.dure.payment.AutoDebitFormat.Result;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Auto-debit: a file out for a day of collection, its result in, each once. */
@Component(service = AutoDebits.class)
public final class AutoDebits {
    private static final String RUN = "SELECT CAST(id AS text), collect_on, format, state, items, total, created_at,"
            + " created_by, done_at, file, result_sha256 FROM billing.debit_run WHERE tenant_id = ?1";

    /** After every run's id. */
    private static final UUID LAST = new UUID(-1, -1);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Secrets secrets;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AutoDebitFormat> formats = List.of();

    @Activate
    public AutoDebits(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Secrets secrets) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.secrets = secrets;
    }

    AutoDebits(Tx tx, Ids ids, Clock clock, Secrets secrets, List<AutoDebitFormat> formats) {
        this(tx, ids, clock, secrets);
        this.formats = List.copyOf(formats);
    }

    private record Due(
            UUID tenant, UUID invoice, String number, long open, String bank, String account, String holder) {}

    private record Run(DebitRun collection, String file, String resultSha256) {}

    /**
     * Makes the file that collects everything owed by companies that agreed to auto-debit. What an earlier collection
     * still waits for is left out.
     */
    public DebitRun create(DebitRun.Request request) {
        Invalid.Checks checks = new Invalid.Checks();
        LocalDate today = LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
        checks.check(
                request.collectOn() != null
                        && !request.collectOn().isBefore(today)
                        && request.collectOn().isBefore(today.plusMonths(3)),
                "collectOn",
                "출금일은 오늘부터 석 달 안이어야 합니다.",
                "The day of collection must be within three months from today.");
        Optional<AutoDebitFormat> format = format(request.format() == null ? "cms" : request.format());
        checks.check(format.isPresent(), "format", "그런 파일 형식이 없습니다.", "There is no such format.");
        checks.done();
        return tx.acrossTenants("collect by auto-debit", session -> write(session, request.collectOn(), format.get()));
    }

    private Optional<AutoDebitFormat> format(String id) {
        return formats.stream().filter(format -> format.id().equals(id)).findFirst();
    }

    private DebitRun write(Session session, LocalDate collectOn, AutoDebitFormat format) {
        List<Due> due = due(session);
        if (due.isEmpty()) {
            throw new Conflict("출금할 청구서가 없습니다.", "There is nothing to collect.");
        }
        UUID operator = Tenants.current().id();
        UUID run = ids.next();
        List<Item> items = new ArrayList<>();
        for (Due debit : due) {
            int sequence = items.size() + 1;
            String context = "debit-mandate/" + debit.tenant();
            items.add(new Item(
                    sequence,
                    PaymentReference.of(debit.tenant()),
                    debit.bank(),
                    secrets.open(debit.account(), context),
                    secrets.open(debit.holder(), context),
                    debit.open(),
                    "두레" + debit.number()));
            session.entities()
                    .createNativeQuery("INSERT INTO billing.debit_item (tenant_id, id, run_id, sequence, invoice_id,"
                            + " amount, state, told) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'SENT', false)")
                    .setParameter(1, debit.tenant())
                    .setParameter(2, ids.next())
                    .setParameter(3, run)
                    .setParameter(4, sequence)
                    .setParameter(5, debit.invoice())
                    .setParameter(6, debit.open())
                    .executeUpdate();
        }
        byte[] file = format.write(new AutoDebitFormat.Collection(collectOn, items));
        long total = items.stream().mapToLong(Item::amount).reduce(0, Math::addExact);
        session.entities()
                .createNativeQuery(
                        "INSERT INTO billing.debit_run (tenant_id, id, collect_on, format, state, items, total,"
                                + " file, created_at, created_by) VALUES (?1, ?2, ?3, ?4, 'SENT', ?5, ?6, ?7, ?8, ?9)")
                .setParameter(1, operator)
                .setParameter(2, run)
                .setParameter(3, collectOn)
                .setParameter(4, format.id())
                .setParameter(5, items.size())
                .setParameter(6, total)
                .setParameter(7, secrets.seal(Base64.getEncoder().encodeToString(file), "debit-run/" + run))
                .setParameter(8, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(9, Callers.current().loginId())
                .executeUpdate();
        session.audit("billing.collection.created", run.toString(), items.size() + " debits, " + total + " won");
        return withDebits(session, find(session, run));
    }

    private static List<Due> due(Session session) {
        return Rows.of(
                session.entities()
                        .createNativeQuery("SELECT CAST(r.tenant_id AS text), CAST(r.invoice_id AS text), r.number,"
                                + " r.total - r.credited - r.paid, m.bank_code, m.account, m.holder_number"
                                + " FROM billing.receivable r JOIN billing.debit_mandate m ON m.tenant_id = r.tenant_id"
                                + " WHERE r.paid < r.total - r.credited"
                                + " AND NOT EXISTS (SELECT 1 FROM billing.debit_item i WHERE i.tenant_id = r.tenant_id"
                                + " AND i.invoice_id = r.invoice_id AND i.state = 'SENT')"
                                + " ORDER BY r.tenant_id, r.due, r.number FOR UPDATE OF r"),
                columns -> new Due(
                        Rows.uuid(columns[0]),
                        Rows.uuid(columns[1]),
                        (String) columns[2],
                        Rows.number(columns[3]),
                        (String) columns[4],
                        (String) columns[5],
                        (String) columns[6]));
    }

    /** Newest first. */
    public Page<DebitRun> list(UUID after, int limit) {
        List<DebitRun> rows = tx.acrossTenants(
                "list collections",
                session -> Rows.of(
                                session.entities()
                                        .createNativeQuery(RUN + " AND id < ?2 ORDER BY debit_run.id DESC")
                                        .setParameter(1, Tenants.current().id())
                                        .setParameter(2, after == null ? LAST : after)
                                        .setMaxResults(limit + 1),
                                AutoDebits::run)
                        .stream()
                        .map(Run::collection)
                        .toList());
        return Page.of(rows, limit, collection -> collection.id().toString());
    }

    public DebitRun get(UUID id) {
        return tx.acrossTenants("read a collection", session -> withDebits(session, find(session, id)));
    }

    /** The file that orders it, the same each time. */
    public byte[] file(UUID id) {
        return tx.acrossTenants("download the file of a collection", session -> {
            session.audit("billing.collection.downloaded", id.toString(), (String) null);
            return Base64.getDecoder().decode(secrets.open(find(session, id).file(), "debit-run/" + id));
        });
    }

    /** Takes the result: what was debited is paid, what failed loses its discount (B3). The same file twice is once. */
    public DebitRun result(UUID id, byte[] file) {
        if (file == null || file.length == 0) {
            throw new Invalid("file", "파일이 비어 있습니다.", "The file is empty.");
        }
        return tx.acrossTenants("take the result of a collection", session -> {
            session.entities()
                    .createNativeQuery(
                            "SELECT CAST(id AS text) FROM billing.debit_run WHERE tenant_id = ?1 AND id = ?2 FOR UPDATE")
                    .setParameter(1, Tenants.current().id())
                    .setParameter(2, id)
                    .getResultList();
            Run run = find(session, id);
            String sha256 = BankStatement.hash(file);
            if (run.resultSha256() != null) {
                if (run.resultSha256().equals(sha256)) {
                    return withDebits(session, run);
                }
                throw new Conflict("이 출금의 결과는 이미 반영되었습니다.", "The result of this collection is in already.");
            }
            AutoDebitFormat format = format(run.collection().format())
                    .orElseThrow(() -> new Conflict("그 파일 형식이 설치되어 있지 않습니다.", "Its format is not installed."));
            apply(session, run.collection(), format.read(file));
            session.entities()
                    .createNativeQuery("UPDATE billing.debit_run SET state = 'DONE', result_sha256 = ?3, done_at = ?4"
                            + " WHERE tenant_id = ?1 AND id = ?2")
                    .setParameter(1, Tenants.current().id())
                    .setParameter(2, id)
                    .setParameter(3, sha256)
                    .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                    .executeUpdate();
            Run done = find(session, id);
            DebitRun after = withDebits(session, done);
            session.audit(
                    "billing.collection.done",
                    id.toString(),
                    after.debits().stream()
                                    .filter(debit -> debit.state().equals("FAILED"))
                                    .count()
                            + " of " + after.items() + " failed");
            return after;
        });
    }

    private record Sent(UUID id, UUID tenant, int sequence, UUID invoice, long amount) {}

    private void apply(Session session, DebitRun run, List<Result> results) {
        Map<Integer, Result> bySequence = new HashMap<>();
        for (Result result : results) {
            if (bySequence.put(result.sequence(), result) != null) {
                throw new Invalid(
                        "file",
                        result.sequence() + "번 결과가 두 번 있습니다.",
                        "There are two results for number " + result.sequence() + ".");
            }
        }
        List<Sent> sent = Rows.of(
                session.entities()
                        .createNativeQuery("SELECT CAST(id AS text), CAST(tenant_id AS text), sequence,"
                                + " CAST(invoice_id AS text), amount FROM billing.debit_item"
                                + " WHERE run_id = ?1 AND state = 'SENT' ORDER BY tenant_id, sequence FOR UPDATE")
                        .setParameter(1, run.id()),
                columns -> new Sent(
                        Rows.uuid(columns[0]),
                        Rows.uuid(columns[1]),
                        ((Number) columns[2]).intValue(),
                        Rows.uuid(columns[3]),
                        Rows.number(columns[4])));
        for (Sent item : sent) {
            Result result = bySequence.remove(item.sequence());
            if (result == null
                    || result.amount() != item.amount()
                    || !result.payer().equals(PaymentReference.of(item.tenant()))) {
                throw new Invalid(
                        "file",
                        item.sequence() + "번 결과가 없거나 의뢰한 내용과 다릅니다.",
                        "The result of number " + item.sequence() + " is missing or differs from what was ordered.");
            }
            apply(session, run, item, result);
        }
        if (!bySequence.isEmpty()) {
            throw new Invalid(
                    "file",
                    "의뢰하지 않은 결과가 있습니다: " + bySequence.keySet(),
                    "There are results of what was not ordered: " + bySequence.keySet() + ".");
        }
    }

    private void apply(Session session, DebitRun run, Sent item, Result result) {
        PaymentLedger ledger = new PaymentLedger(session, item.tenant());
        session.entities()
                .createNativeQuery(
                        "UPDATE billing.debit_item SET state = ?3, failure = ?4, failed_on = CAST(?5 AS date)"
                                + " WHERE tenant_id = ?1 AND id = ?2")
                .setParameter(1, item.tenant())
                .setParameter(2, item.id())
                .setParameter(3, result.paid() ? "PAID" : "FAILED")
                .setParameter(4, result.failure())
                .setParameter(5, result.paid() ? null : run.collectOn().toString())
                .executeUpdate();
        if (result.paid()) {
            ledger.book(
                    new Income(ids.next(), "AUTO_DEBIT", item.id(), run.collectOn(), item.amount(), null),
                    item.invoice(),
                    Callers.current().loginId(),
                    clock.instant());
        } else {
            ledger.loseDiscount(item.invoice());
        }
        String tenant = item.tenant().toString();
        session.schedule(Job.once(ArrearsReview.JOB, tenant, clock.instant(), tenant));
    }

    private static Run find(Session session, UUID id) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery(RUN + " AND id = ?2")
                                .setParameter(1, Tenants.current().id())
                                .setParameter(2, id),
                        AutoDebits::run)
                .stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("그런 출금이 없습니다.", "There is no such collection."));
    }

    private static DebitRun withDebits(Session session, Run run) {
        DebitRun c = run.collection();
        List<DebitRun.Debit> debits = Rows.of(
                session.entities()
                        .createNativeQuery(
                                "SELECT i.sequence, CAST(i.tenant_id AS text), t.name, r.number, i.amount,"
                                        + " i.state, i.failure FROM billing.debit_item i"
                                        + " JOIN billing.receivable r ON r.tenant_id = i.tenant_id AND r.invoice_id = i.invoice_id"
                                        + " JOIN platform.tenant t ON t.id = i.tenant_id WHERE i.run_id = ?1 ORDER BY i.sequence")
                        .setParameter(1, c.id()),
                columns -> new DebitRun.Debit(
                        ((Number) columns[0]).intValue(),
                        Rows.uuid(columns[1]),
                        (String) columns[2],
                        (String) columns[3],
                        Rows.number(columns[4]),
                        (String) columns[5],
                        (String) columns[6]));
        return new DebitRun(
                c.id(),
                c.collectOn(),
                c.format(),
                c.state(),
                c.items(),
                c.total(),
                c.createdAt(),
                c.createdBy(),
                c.doneAt(),
                debits);
    }

    private static Run run(Object[] columns) {
        return new Run(
                new DebitRun(
                        Rows.uuid(columns[0]),
                        Rows.date(columns[1]),
                        (String) columns[2],
                        (String) columns[3],
                        ((Number) columns[4]).intValue(),
                        Rows.number(columns[5]),
                        Rows.instant(columns[6]),
                        (String) columns[7],
                        Rows.instant(columns[8]),
                        null),
                (String) columns[9],
                (String) columns[10]);
    }
}
