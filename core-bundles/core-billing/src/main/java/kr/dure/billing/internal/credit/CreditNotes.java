package kr.dure.billing.internal.credit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.billing.internal.CreditNote;
import kr.dure.billing.internal.Invoice;
import kr.dure.billing.internal.InvoiceRepository;
import kr.dure.billing.internal.MonthPricing;
import kr.dure.billing.internal.Receivables;
import kr.dure.billing.internal.contract.ContractRepository;
import kr.dure.billing.internal.pricing.Line;
import kr.dure.billing.internal.pricing.PriceAnswer.Movement;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.BadRequest;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The only way to correct an invoice: notes that take back a part of it. */
@Component(service = CreditNotes.class)
public final class CreditNotes {
    private static final int MAX_REASON = 500;
    private static final int MAX_KEY = 255;
    private static final String LATE_FEE = "late-fee";

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final MonthPricing months;
    private final Receivables receivables;

    @Activate
    public CreditNotes(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference MonthPricing months,
            @Reference Receivables receivables) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.months = months;
        this.receivables = receivables;
    }

    /**
     * What is to be taken back.
     *
     * @param reason why, for the company
     * @param lines of which lines and how much
     */
    public record NewCreditNote(String reason, List<Credit> lines) {}

    /**
     * @param line which line of the invoice, 1 for the first
     * @param amount won before VAT, 1 up to what is left of the line
     */
    public record Credit(Integer line, Long amount) {}

    /**
     * Issues a credit note for an invoice of the current tenant.
     *
     * @param key names the order: the same key again gives the same note
     * @throws Conflict when the key named another order, or the invoice is not FINAL
     * @throws Invalid naming the fields
     */
    public CreditNote issue(UUID invoiceId, NewCreditNote order, String key) {
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw new BadRequest(
                    "Idempotency-Key",
                    "Idempotency-Key 머리글이 필요합니다. " + MAX_KEY + "자까지입니다.",
                    "The header Idempotency-Key is required, with " + MAX_KEY + " characters at most.");
        }
        String words = invoiceId + " " + order;
        return tx.write(session -> {
            months.lock(session);
            CreditNoteRepository notes = new CreditNoteRepository(session);
            Optional<CreditNoteEntity> earlier = notes.byRequest(key);
            if (earlier.isPresent()) {
                if (!earlier.get().ordered(words)) {
                    throw new Problem(
                            409,
                            "idempotency-key-reused",
                            new Text("이미 쓴 Idempotency-Key입니다", "Idempotency-Key used already"),
                            new Text("다른 요청에 쓴 키입니다.", "The key was used for another request."));
                }
                return notes.withLines(List.of(earlier.get())).get(0);
            }
            Invoice invoice = new InvoiceRepository(session)
                    .find(invoiceId)
                    .orElseThrow(() -> new NotFound("그런 청구서가 없습니다.", "There is no such invoice."));
            if (invoice.state() != Invoice.State.FINAL) {
                throw new Conflict("아직 확정되지 않은 청구서입니다.", "The invoice is not final yet.");
            }
            check(invoice, order, notes.taken(invoiceId), notes.of(invoiceId));
            return write(session, invoice, order.reason().strip(), order.lines(), key, words);
        });
    }

    private static void check(
            Invoice invoice, NewCreditNote order, Map<Integer, Long> taken, List<CreditNote> earlier) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(order.reason(), "reason", MAX_REASON);
        boolean some = order.lines() != null && !order.lines().isEmpty();
        checks.check(some, "lines", "취소할 줄이 하나 이상 필요합니다.", "At least one line is needed.");
        Set<Integer> seen = new HashSet<>();
        long supply = 0;
        for (int i = 0; some && i < order.lines().size(); i++) {
            Credit credit = order.lines().get(i);
            String field = "lines[" + i + "]";
            Integer number = credit == null ? null : credit.line();
            if (!checks.check(
                    number != null
                            && number >= 1
                            && number <= invoice.lines().size()
                            && invoice.lines().get(number - 1).amount() > 0
                            && seen.add(number),
                    field + ".line",
                    "금액이 있는 줄의 번호를 한 번씩만 적어 주세요.",
                    "It must be the number of a line that charges something, each once.")) {
                continue;
            }
            Line line = invoice.lines().get(number - 1);
            long left = line.amount() - taken.getOrDefault(number, 0L);
            if (checks.check(
                            credit.amount() != null && credit.amount() >= 1 && credit.amount() <= left,
                            field + ".amount",
                            "이 줄에서 취소할 수 있는 금액은 1원부터 " + left + "원까지입니다.",
                            "Of this line 1 to " + left + " won can be taken back.")
                    && !line.code().equals(LATE_FEE)) {
                supply = Math.addExact(supply, credit.amount());
            }
        }
        checks.done();
        // Lines are more than the invoice where discounts stand on it.
        long left = invoice.supply()
                + earlier.stream().mapToLong(CreditNote::supply).sum();
        checks.check(
                supply <= left,
                "lines",
                "할인을 빼면 이 청구서에서 취소할 수 있는 공급가액은 " + left + "원까지입니다.",
                "After its discounts " + left + " won of this invoice's supply amount can be taken back at most.");
        checks.done();
    }

    /**
     * Gives back what was paid ahead for months that are not used any more, in the surrounding transaction.
     *
     * @param month the month in which the contract ended before its time
     */
    public void refund(Session session, YearMonth month, ContractRepository.Refund refund) {
        Invoice invoice = new InvoiceRepository(session).find(refund.invoice()).orElseThrow();
        int number = 1;
        while (!invoice.lines().get(number - 1).code().equals("prepaid")
                || invoice.lines().get(number - 1).amount() < 0) {
            number++;
        }
        String reason = "약정을 기간 전에 끝내 쓰지 않은 " + refund.months() + "개월분 선납금을 돌려드립니다.";
        String key = "refund " + refund.contract();
        CreditNote note = write(session, invoice, reason, List.of(new Credit(number, refund.won())), key, key);
        new ContractRepository(session)
                .move(
                        month,
                        List.of(new Movement(refund.contract().toString(), Movement.Kind.REFUND, refund.won())),
                        note.id(),
                        ids);
    }

    private CreditNote write(
            Session session, Invoice invoice, String reason, List<Credit> credits, String key, String words) {
        List<Line> lines = new ArrayList<>();
        Map<Integer, Integer> numbers = new HashMap<>();
        long supply = 0;
        long lateFee = 0;
        for (Credit credit : credits) {
            Line line = invoice.lines().get(credit.line() - 1);
            numbers.put(lines.size(), credit.line());
            lines.add(credited(invoice, credit, line));
            if (line.code().equals(LATE_FEE)) {
                lateFee -= credit.amount();
            } else {
                supply -= credit.amount();
            }
        }
        long vat = -PricePolicy.vat(-supply);
        Instant now = clock.instant();
        String series = "C" + LocalDate.ofInstant(now, PricePolicy.ZONE).getYear();
        CreditNote note = new CreditNote(
                ids.next(),
                invoice.id(),
                invoice.number(),
                new InvoiceRepository(session).nextNumber(series),
                reason,
                lines,
                supply,
                vat,
                lateFee,
                supply + vat + lateFee,
                now);
        List<CreditNoteLineEntity> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            rows.add(new CreditNoteLineEntity(ids.next(), note.id(), i, numbers.get(i), lines.get(i)));
        }
        new CreditNoteRepository(session).add(new CreditNoteEntity(note, key, words), rows);
        session.audit("billing.credit-note.issued", invoice.id().toString(), note.number());
        receivables.credited(session, note);
        return note;
    }

    private static Line credited(Invoice invoice, Credit credit, Line line) {
        String won = String.format(Locale.ROOT, "%,d", credit.amount());
        return new Line(
                line.code(),
                line.description(),
                1,
                credit.amount(),
                line.ofDays(),
                line.ofDays(),
                -credit.amount(),
                line.rule(),
                line.priceBook(),
                new Text(
                        "청구서 " + invoice.number() + "의 " + credit.line() + "번째 줄에서 " + won + "원을 취소합니다.",
                        won + " won are taken back of line " + credit.line() + " of invoice " + invoice.number()
                                + "."));
    }

    /** The current tenant's credit notes, oldest first. */
    public Page<CreditNote> list(UUID after, int limit) {
        List<CreditNote> notes = tx.read(session -> new CreditNoteRepository(session).list(after, limit + 1));
        return Page.of(notes, limit, note -> note.id().toString());
    }

    /** Those of one invoice of the current tenant, oldest first. */
    public List<CreditNote> of(UUID invoice) {
        return tx.read(session -> new CreditNoteRepository(session).of(invoice));
    }
}
