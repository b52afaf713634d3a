package kr.dure.billing.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
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

/** Closes a month: each customer's invoice in a transaction of its own. */
@Component(service = ClosingService.class)
public final class ClosingService {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingService.class);
    private static final int PAGE = 200;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final PriceBook prices;
    private final MonthPricing months;
    private final Operations operations;

    @Activate
    public ClosingService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference PriceBook prices,
            @Reference MonthPricing months,
            @Reference Operations operations) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.prices = prices;
        this.months = months;
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

    private void visitAll(YearMonth month, boolean finished, Progress progress) {
        int customers = tx.read(session -> new CustomerRepository(session).count());
        int visited = 0;
        int failed = 0;
        UUID after = CustomerRepository.START;
        List<Tenant> page = page(after);
        while (!page.isEmpty()) {
            for (Tenant customer : page) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new Unavailable("서버가 멈추는 중입니다.", "The server is stopping; close the month again.");
                }
                failed += closed(customer, month, finished) ? 0 : 1;
                visited++;
                after = customer.id();
            }
            int percent = customers == 0 ? 100 : Math.min(99, visited * 100 / customers);
            progress.report(percent, month + ": " + visited + " customers");
            page = page(after);
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
        LedgerRepository ledger = new LedgerRepository(session);
        ledger.lock();
        Optional<SubscriptionEntity> subscription =
                ledger.subscription().filter(s -> !s.registeredOn().isAfter(month.atEndOfMonth()));
        if (subscription.isEmpty()) {
            return;
        }
        InvoiceRepository invoices = new InvoiceRepository(session);
        Optional<InvoiceEntity> existing = invoices.findByMonth(month);
        if (existing.isPresent() && !existing.get().provisional()) {
            return;
        }
        if (finished && ledger.changesDue(month.atEndOfMonth())) {
            throw new Unavailable(
                    "적용일이 된 서비스 변경이 아직 적용되지 않았습니다.",
                    "A change of services that is due in this month has not been applied yet.");
        }
        PriceAnswer answer = months.of(session, month);
        if (existing.isEmpty() && answer.lines().isEmpty()) {
            // Nothing was on: a customer who left gets no invoice over 0.
            return;
        }
        InvoiceEntity invoice = existing.orElseGet(() -> new InvoiceEntity(ids.next(), month));
        invoice.compute(answer);
        if (finished) {
            Instant now = clock.instant();
            String number = invoices.nextNumber(month);
            invoice.issue(number, now, PricePolicy.due(month, LocalDate.ofInstant(now, PricePolicy.ZONE)));
            session.audit("billing.invoice.issued", invoice.id().toString(), number);
        }
        invoices.store(invoice, answer.lines(), ids);
    }
}
