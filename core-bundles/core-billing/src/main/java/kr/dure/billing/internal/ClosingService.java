package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import kr.dure.billing.internal.MonthPricing.Computed;
import kr.dure.billing.internal.contract.ContractRepository;
import kr.dure.billing.internal.credit.CreditNotes;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement.Kind;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.Operations;
import kr.dure.web.Operations.Operation;
import kr.dure.web.Operations.Progress;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a month: each customer's invoice in a transaction of its own. The job does it on the first of the month, the
 * operator whenever he likes; both may be stopped anywhere and begun again.
 */
@Component(service = {ClosingService.class, JobHandler.class})
public final class ClosingService implements JobHandler {
    static final String JOB = "billing.closing";

    /** In the night of the first: uses of the last evening have been written down by then. */
    private static final String CRON = "0 0 2 1 * *";

    /** How many finished months the job looks at, should the server have been away on the last first of a month. */
    private static final int MONTHS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ClosingService.class);
    private static final int PAGE = 500;

    /** While one waits for the disk another computes. */
    private static final int WORKERS = 3;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final PriceBook prices;
    private final MonthPricing months;
    private final Receivables receivables;
    private final CreditNotes credits;
    private final Operations operations;

    @Activate
    public ClosingService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference PriceBook prices,
            @Reference MonthPricing months,
            @Reference Receivables receivables,
            @Reference CreditNotes credits,
            @Reference Operations operations) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.prices = prices;
        this.months = months;
        this.receivables = receivables;
        this.credits = credits;
        this.operations = operations;
    }

    /**
     * Starts closing {@code month}: a finished month gets FINAL invoices, once; the running month PROVISIONAL ones.
     *
     * @throws Invalid for a month that has not begun or has no price book
     */
    Operation close(YearMonth month) {
        Invalid.Checks checks = new Invalid.Checks();
        YearMonth running = YearMonth.from(months.today());
        if (checks.check(month != null, "month", "month 값이 필요합니다.", "month is required.")
                && checks.check(
                        !month.isAfter(running),
                        "month",
                        "아직 시작하지 않은 달은 마감할 수 없습니다.",
                        "A month that has not begun cannot be closed.")) {
            checks.check(
                    prices.on(month.atDay(1)).isPresent(),
                    "month",
                    "그달의 가격표가 없습니다.",
                    "There is no price book for this month.");
        }
        checks.done();
        boolean finished = month.isBefore(running);
        return operations.start(progress -> visitAll(month, finished, progress));
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<String> cron() {
        return Optional.of(CRON);
    }

    /** Closes the months that are over. What fails is tried again. */
    @Override
    public Optional<Instant> run(JobRun run) {
        YearMonth running = YearMonth.from(months.today());
        Tenants.run(PriceBook.NOBODY, () -> {
            for (int back = MONTHS; back > 0; back--) {
                YearMonth month = running.minusMonths(back);
                if (prices.on(month.atDay(1)).isPresent()) {
                    visitAll(month, true, (percent, message) -> {});
                }
            }
        });
        return Optional.empty();
    }

    private void visitAll(YearMonth month, boolean finished, Progress progress) {
        // What another node added in the last second counts, too.
        prices.forget();
        int customers = tx.read(session -> new CustomerRepository(session).count());
        int visited = 0;
        int failed = 0;
        Optional<Caller> caller = Callers.find();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Tenant> page = page(CustomerRepository.START);
            while (!page.isEmpty()) {
                List<Callable<Boolean>> closings = page.stream()
                        .map(customer -> (Callable<Boolean>) () -> as(caller, () -> closed(customer, month, finished)))
                        .toList();
                for (Future<Boolean> closing : workers.invokeAll(closings)) {
                    failed += closing.get() ? 0 : 1;
                    visited++;
                }
                int percent = customers == 0 ? 100 : Math.min(99, visited * 100 / customers);
                progress.report(percent, month + ": " + visited + " customers");
                page = page(page.get(page.size() - 1).id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("서버가 멈추는 중입니다.", "The server is stopping; close the month again.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            workers.shutdownNow();
        }
        if (failed > 0) {
            throw new Problem(
                    500,
                    "closing-failed",
                    new Text("마감하지 못한 고객이 있습니다", "Some customers are not closed"),
                    new Text(
                            month + ": 고객 " + visited + "곳 중 " + failed + "곳을 마감하지 못했습니다. 기록을 확인한 뒤 다시 마감해 주세요.",
                            month + ": " + failed + " of " + visited
                                    + " customers failed; see the server's log, then close the month again."));
        }
    }

    /** The audit log names who closes, also from a worker's thread. */
    private static <T> T as(Optional<Caller> caller, Supplier<T> work) {
        return caller.isPresent() ? Callers.call(caller.get(), work) : work.get();
    }

    private List<Tenant> page(UUID after) {
        return tx.read(session -> new CustomerRepository(session).list(after, PAGE));
    }

    /** One customer's failure is noted and the others go on. */
    private boolean closed(Tenant customer, YearMonth month, boolean finished) {
        try {
            Tenants.run(customer, () -> tx.run(session -> close(session, month, finished)));
            return true;
        } catch (RuntimeException e) {
            LOG.error("Closing {} failed for customer {}", month, customer.id(), e);
            return false;
        }
    }

    private void close(Session session, YearMonth month, boolean finished) {
        if (new LedgerRepository(session).lock(month)) {
            return;
        }
        MonthFacts facts = MonthFacts.read(session, month);
        if (facts.registeredOn() == null
                || facts.registeredOn().isAfter(month.atEndOfMonth())
                || facts.finalInvoice()) {
            return;
        }
        InvoiceRepository invoices = new InvoiceRepository(session);
        ContractRepository contracts = new ContractRepository(session);
        if (finished) {
            refuseTooEarly(contracts, facts, invoices, month);
        }
        Computed computed = months.compute(session, month, facts, List.of(), contracts);
        PriceAnswer answer = computed.answer();
        boolean fresh = facts.invoice() == null;
        if (fresh && answer.lines().isEmpty()) {
            // Nothing was on: a customer who left gets no invoice over 0.
            return;
        }
        UUID id = fresh ? ids.next() : facts.invoice();
        invoices.store(id, answer, fresh, ids);
        if (finished) {
            new UsageRepository(session).charge(computed.counted(), id, ids);
            contracts.move(month, answer.movements(), id, ids);
            receivables.issued(session, issue(session, invoices, id, answer), computed.standing());
            if (answer.movements().stream().anyMatch(moved -> moved.kind() == Kind.RETURN)) {
                contracts.refunds(month).forEach(refund -> credits.refund(session, month, refund));
            }
        }
    }

    private Invoice issue(Session session, InvoiceRepository invoices, UUID id, PriceAnswer answer) {
        // As the database keeps it.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate today = LocalDate.ofInstant(now, PricePolicy.ZONE);
        LocalDate due = PricePolicy.due(answer.month(), today);
        String number = invoices.issue(id, today, now, due);
        session.audit("billing.invoice.issued", id.toString(), number);
        return new Invoice(
                id,
                answer.month(),
                Invoice.State.FINAL,
                number,
                answer.lines(),
                answer.supply(),
                answer.vat(),
                answer.lateFee(),
                answer.total(),
                now,
                due);
    }

    private static void refuseTooEarly(
            ContractRepository contracts, MonthFacts facts, InvoiceRepository invoices, YearMonth month) {
        if (facts.changeDue()) {
            throw new Unavailable(
                    "적용일이 된 서비스 변경이 아직 적용되지 않았습니다.",
                    "A change of services that is due in this month has not been applied yet.");
        }
        if (contracts.needsEarlier(month)
                && invoices.issued(month.minusMonths(1)).isEmpty()) {
            throw new Unavailable(
                    month.minusMonths(1) + "을 먼저 마감해야 합니다.", "Close " + month.minusMonths(1) + " before it.");
        }
    }
}
