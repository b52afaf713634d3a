package kr.dure.billing.internal.payment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.payment.Matching.Payer;
import kr.dure.billing.internal.payment.Matching.Suggestion;
import kr.dure.billing.internal.payment.PaymentLedger.Income;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.request.Versions;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.Spreadsheets;
import kr.dure.identity.Callers;
import kr.dure.job.Job;
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

/**
 * The operator's work on what companies paid. Each change is one transaction across tenants: the line of the statement,
 * the payment and what it pays are written together or not at all.
 */
@Component(service = PaymentService.class)
public final class PaymentService {
    private static final SheetLimits LIMITS = new SheetLimits(20_000_000, 1, 50_000, 100, 1_000);
    private static final long MAX_AMOUNT = 1_000_000_000_000L;
    private static final int MAX_REASON = 300;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Spreadsheets spreadsheets;

    @Activate
    public PaymentService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Spreadsheets spreadsheets) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.spreadsheets = spreadsheets;
    }

    /**
     * What an upload did.
     *
     * @param lines how many transfers the file holds
     * @param known how many of them had been uploaded before, and change nothing
     * @param assigned how many were assigned at once
     * @param open how many wait for somebody
     * @param covered the last day of which all that came in is booked, or null
     */
    public record Upload(UUID statementId, int lines, int known, int assigned, int open, LocalDate covered) {}

    /**
     * Until when payments are booked.
     *
     * @param through the last day of which all that came in is booked, or null
     */
    public record Coverage(LocalDate through) {}

    /**
     * A payment that no statement tells.
     *
     * @param kind {@code OTHER}; the rest is told by files
     */
    public record NewPayment(UUID tenantId, Long amount, LocalDate receivedOn, String note) {}

    /** What a company owes, for the operator. */
    public record Owed(UUID tenantId, String company, Receivable.View receivable) {}

    /** A payment with the company. */
    public record Booked(UUID tenantId, Payment payment) {}

    /**
     * Takes a bank's statement (CSV or workbook) and assigns what is certain.
     *
     * @throws Invalid naming {@code file}
     */
    public Upload upload(String name, byte[] file) {
        if (file == null || file.length == 0) {
            throw new Invalid("file", "파일이 비어 있습니다.", "The file is empty.");
        }
        List<StatementLine> lines = new ArrayList<>(read(file));
        if (lines.isEmpty()) {
            throw new Invalid("file", "입금 내역이 없습니다.", "There is no transfer in it.");
        }
        // What is certain must not depend on the order in which the bank writes.
        lines.sort(Comparator.comparing(StatementLine::date)
                .thenComparing(line -> line.time() == null ? "" : line.time())
                .thenComparing(StatementLine::amount)
                .thenComparing(StatementLine::depositor)
                .thenComparing(StatementLine::key));
        String label = name == null || name.isBlank() ? "statement" : name.substring(0, Math.min(200, name.length()));
        return tx.acrossTenants("upload bank statement", session -> take(session, label, file, lines));
    }

    private List<StatementLine> read(byte[] file) {
        try (SheetReader sheet = spreadsheets.read(new ByteArrayInputStream(file), LIMITS)) {
            return BankStatement.read(sheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Upload take(Session session, String name, byte[] file, List<StatementLine> lines) {
        BankLines statements = lines(session);
        UUID statement = ids.next();
        if (!statements.addStatement(
                statement, name, BankStatement.hash(file), lines.size(), clock.instant(), caller())) {
            return new Upload(
                    null, lines.size(), lines.size(), 0, 0, statements.covered().orElse(null));
        }
        List<Payer> payers = new ArrayList<>(new Customers(session).payers());
        int known = 0;
        int assigned = 0;
        for (StatementLine line : lines) {
            UUID id = ids.next();
            if (!statements.add(id, statement, line)) {
                known++;
                continue;
            }
            List<Suggestion> found = Matching.of(line, payers);
            if (found.size() == 1 && found.get(0).certain()) {
                UUID tenant = found.get(0).tenant();
                book(session, id, line.date(), line.amount(), tenant, null);
                payers.replaceAll(payer -> payer.tenant().equals(tenant) ? again(session, payer) : payer);
                assigned++;
            }
        }
        // Of its last day it may lack what came in after it was drawn up; the days before are whole.
        LocalDate whole = lines.get(lines.size() - 1).date().minusDays(1);
        statements.cover(whole.isBefore(today()) ? whole : today().minusDays(1), clock.instant(), caller());
        session.audit(
                "billing.statement.uploaded",
                statement.toString(),
                name + ": " + lines.size() + " transfers, " + known + " known, " + assigned + " assigned");
        return new Upload(
                statement,
                lines.size(),
                known,
                assigned,
                lines.size() - known - assigned,
                statements.covered().orElse(null));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
    }

    /** Until when payments are booked. */
    public Coverage coverage() {
        return tx.acrossTenants(
                "read until when payments are booked",
                session -> new Coverage(lines(session).covered().orElse(null)));
    }

    /**
     * Says that all that came in until the end of a day is booked, as after a statement without transfers on its last days.
     * An earlier day than the known one changes nothing.
     */
    public Coverage cover(Coverage request) {
        LocalDate through = request.through();
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                through != null && through.isBefore(today()) && through.isAfter(today().minusYears(1)),
                "through",
                "끝난 날이어야 합니다(어제까지, 1년 안).",
                "It must be a day that is over, within a year.");
        checks.done();
        return tx.acrossTenants("say until when payments are booked", session -> {
            BankLines statements = lines(session);
            String before = statements.covered().map(LocalDate::toString).orElse("");
            statements.cover(through, clock.instant(), caller());
            LocalDate after = statements.covered().orElseThrow();
            session.audit(
                    "billing.payments.covered", null, Map.of("through", before), Map.of("through", after.toString()));
            return new Coverage(after);
        });
    }

    private static Payer again(Session session, Payer payer) {
        return new Payer(
                payer.tenant(),
                payer.company(),
                payer.reference(),
                payer.names(),
                new PaymentLedger(session, payer.tenant()).lockOpen());
    }

    private void book(Session session, UUID line, LocalDate date, long amount, UUID tenant, String reason) {
        UUID payment = ids.next();
        new PaymentLedger(session, tenant)
                .book(new Income(payment, "TRANSFER", line, date, amount, null), caller(), clock.instant());
        lines(session).assign(line, tenant, payment, reason);
        session.audit(
                "billing.payment.assigned",
                payment.toString(),
                Map.of(),
                Map.of("line", line, "tenant", tenant, "amount", amount, "reason", reason == null ? "" : reason));
        review(session, tenant);
    }

    /** Lifts at once what the arrears had restricted, also when the server dies now. */
    private void review(Session session, UUID tenant) {
        session.schedule(Job.once(ArrearsReview.JOB, tenant.toString(), clock.instant(), tenant.toString()));
    }

    /** Transfers, oldest upload first, with whom the open ones may be from. */
    public Page<BankLine> list(String state, UUID after, int limit) {
        if (state != null && !List.of("OPEN", "ASSIGNED", "IGNORED").contains(state)) {
            throw new kr.dure.web.BadRequest(
                    "state", "state는 OPEN, ASSIGNED, IGNORED 가운데 하나입니다.", "state is OPEN, ASSIGNED or IGNORED.");
        }
        List<BankLine> rows = tx.acrossTenants("list transfers", session -> {
            List<BankLine> found = lines(session).list(state, after, limit + 1);
            if (found.stream().noneMatch(line -> line.state().equals("OPEN"))) {
                return found;
            }
            List<Payer> payers = new Customers(session).payers();
            return found.stream().map(line -> suggest(line, payers)).toList();
        });
        return Page.of(rows, limit, line -> line.id().toString());
    }

    private static BankLine suggest(BankLine line, List<Payer> payers) {
        if (!line.state().equals("OPEN")) {
            return line;
        }
        return line.with(Matching.of(line.asLine(), payers).stream()
                .map(found -> new BankLine.Suggested(
                        found.tenant(),
                        found.company(),
                        found.why().name(),
                        payers.stream()
                                .filter(payer -> payer.tenant().equals(found.tenant()))
                                .flatMap(payer -> payer.owed().stream())
                                .mapToLong(Receivable::open)
                                .sum()))
                .toList());
    }

    public BankLine get(UUID id) {
        return tx.acrossTenants("read a transfer", session -> {
            BankLine line = lines(session)
                    .find(id)
                    .orElseThrow(() -> new NotFound("그런 입금 내역이 없습니다.", "There is no such transfer."));
            return line.state().equals("OPEN") ? suggest(line, new Customers(session).payers()) : line;
        });
    }

    /** Says whose a transfer is. */
    public BankLine assign(UUID id, UUID tenant, String reason, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(tenant != null, "tenantId", "tenantId 값이 필요합니다.", "tenantId is required.");
        checks.text(reason, "reason", MAX_REASON);
        checks.done();
        return change(id, version, "assign a transfer", (session, line) -> {
            if (!line.state().equals("OPEN")) {
                throw new Conflict("이미 처리된 입금입니다(" + line.state() + ").", "It is done already (" + line.state() + ").");
            }
            new Customers(session).name(tenant);
            book(session, id, line.date(), line.amount(), tenant, reason.strip());
        });
    }

    /** Takes an assignment back: the transfer is open again, and what it paid is owed again. */
    public BankLine unassign(UUID id, String reason, Integer version) {
        requireReason(reason);
        return change(id, version, "take back the assignment of a transfer", (session, line) -> {
            if (line.state().equals("OPEN")) {
                throw new Conflict("지정되지 않은 입금입니다.", "It is not assigned.");
            }
            if (line.state().equals("ASSIGNED")) {
                new PaymentLedger(session, line.customer()).undo(line.paymentId(), reason.strip(), clock.instant());
                review(session, line.customer());
            }
            lines(session).free(id, "OPEN", reason.strip());
            session.audit(
                    "billing.payment.unassigned",
                    id.toString(),
                    Map.of(
                            "state",
                            line.state(),
                            "tenant",
                            line.customer() == null ? "" : line.customer().toString()),
                    Map.of("state", "OPEN", "reason", reason.strip()));
        });
    }

    /** Puts a transfer aside that is no payment of a company. */
    public BankLine ignore(UUID id, String reason, Integer version) {
        requireReason(reason);
        return change(id, version, "put a transfer aside", (session, line) -> {
            if (!line.state().equals("OPEN")) {
                throw new Conflict("이미 처리된 입금입니다(" + line.state() + ").", "It is done already (" + line.state() + ").");
            }
            lines(session).free(id, "IGNORED", reason.strip());
            session.audit(
                    "billing.payment.ignored",
                    id.toString(),
                    Map.of("state", "OPEN"),
                    Map.of("state", "IGNORED", "reason", reason.strip()));
        });
    }

    private static void requireReason(String reason) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(reason, "reason", MAX_REASON);
        checks.done();
    }

    private BankLine change(UUID id, Integer version, String why, BiConsumer<Session, BankLine> change) {
        return tx.acrossTenants(why, session -> {
            BankLine line = lines(session).lock(id);
            Versions.require(version, line.version());
            change.accept(session, line);
            return lines(session).find(id).orElseThrow();
        });
    }

    /** Books a payment that no file tells. */
    public Booked record(NewPayment request) {
        Invalid.Checks checks = new Invalid.Checks();
        LocalDate today = today();
        checks.check(request.tenantId() != null, "tenantId", "tenantId 값이 필요합니다.", "tenantId is required.");
        checks.check(
                request.amount() != null && request.amount() > 0 && request.amount() <= MAX_AMOUNT,
                "amount",
                "amount 값은 1부터 " + MAX_AMOUNT + "까지입니다.",
                "amount must be from 1 to " + MAX_AMOUNT + ".");
        checks.check(
                request.receivedOn() != null
                        && !request.receivedOn().isAfter(today)
                        && request.receivedOn().isAfter(today.minusYears(5)),
                "receivedOn",
                "입금일은 오늘까지, 5년 안이어야 합니다.",
                "The day must be today or earlier, within five years.");
        checks.text(request.note(), "note", MAX_REASON);
        checks.done();
        return tx.acrossTenants("book a payment", session -> {
            new Customers(session).name(request.tenantId());
            UUID id = ids.next();
            PaymentLedger ledger = new PaymentLedger(session, request.tenantId());
            ledger.book(
                    new Income(
                            id,
                            "OTHER",
                            null,
                            request.receivedOn(),
                            request.amount(),
                            request.note().strip()),
                    caller(),
                    clock.instant());
            session.audit(
                    "billing.payment.recorded",
                    id.toString(),
                    Map.of(),
                    Map.of("tenant", request.tenantId(), "amount", request.amount(), "note", request.note()));
            review(session, request.tenantId());
            return new Booked(request.tenantId(), ledger.payment(id).orElseThrow());
        });
    }

    /** Takes a payment back that was booked by hand. */
    public Booked undo(UUID tenant, UUID payment, String reason) {
        requireReason(reason);
        return tx.acrossTenants("take back a payment", session -> {
            new Customers(session).name(tenant);
            PaymentLedger ledger = new PaymentLedger(session, tenant);
            Payment before = ledger.payment(payment)
                    .orElseThrow(() -> new NotFound("그런 결제가 없습니다.", "There is no such payment."));
            if (!before.kind().equals("OTHER")) {
                throw new Conflict(
                        "거래내역이나 자동이체 파일에서 온 결제입니다. 그 내역에서 되돌려 주세요.",
                        "It comes from a statement or a collection; take it back there.");
            }
            if (!ledger.undo(payment, reason.strip(), clock.instant())) {
                throw new Conflict("이미 되돌린 결제입니다.", "It was taken back already.");
            }
            session.audit(
                    "billing.payment.undone",
                    payment.toString(),
                    Map.of("tenant", tenant, "amount", before.amount()),
                    Map.of("reason", reason.strip()));
            review(session, tenant);
            return new Booked(tenant, ledger.payment(payment).orElseThrow());
        });
    }

    /** Payments of one company, newest first. For the operator. */
    public Page<Payment> payments(UUID tenant, UUID after, int limit) {
        if (tenant == null) {
            throw new kr.dure.web.BadRequest("tenant", "tenant 값이 필요합니다.", "tenant is required.");
        }
        List<Payment> rows = tx.acrossTenants("list payments of " + tenant, session -> {
            new Customers(session).name(tenant);
            return new PaymentLedger(session, tenant).payments(after, limit + 1);
        });
        return Page.of(rows, limit, payment -> payment.id().toString());
    }

    /**
     * What companies owe, oldest due day first.
     *
     * @param overdue only what is past its due day
     * @param after {@code invoiceId} of the last row
     */
    public Page<Owed> owed(boolean overdue, UUID after, int limit) {
        LocalDate today = today();
        List<Owed> rows = tx.acrossTenants(
                "list receivables",
                session -> Rows.of(
                        session.entities()
                                .createNativeQuery(
                                        "SELECT CAST(r.tenant_id AS text), t.name, CAST(r.invoice_id AS text)"
                                                + " FROM billing.receivable r JOIN platform.tenant t ON t.id = r.tenant_id"
                                                + " WHERE r.paid < r.total - r.credited AND (r.due < ?1 OR NOT ?2) AND (?3 = '' OR"
                                                + " (r.due, r.invoice_id) > (SELECT a.due, a.invoice_id FROM billing.receivable a"
                                                + " WHERE CAST(a.invoice_id AS text) = ?3)) ORDER BY r.due, r.invoice_id")
                                .setParameter(1, today)
                                .setParameter(2, overdue)
                                .setParameter(3, after == null ? "" : after.toString())
                                .setMaxResults(limit + 1),
                        columns -> new Owed(
                                Rows.uuid(columns[0]),
                                (String) columns[1],
                                new PaymentLedger(session, Rows.uuid(columns[0]))
                                        .find(Rows.uuid(columns[2]))
                                        .orElseThrow()
                                        .view(today))));
        return Page.of(rows, limit, row -> row.receivable().invoiceId().toString());
    }

    private static BankLines lines(Session session) {
        return new BankLines(session, Tenants.current().id());
    }

    private static String caller() {
        return Callers.current().loginId();
    }
}
