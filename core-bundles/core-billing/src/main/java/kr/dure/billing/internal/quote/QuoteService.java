package kr.dure.billing.internal.quote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import kr.dure.billing.internal.EstimateRequest;
import kr.dure.billing.internal.EstimateService;
import kr.dure.billing.internal.InvoiceRepository;
import kr.dure.billing.internal.QuotedPrices;
import kr.dure.billing.internal.ServiceChanges;
import kr.dure.billing.internal.paper.Parties;
import kr.dure.billing.internal.pricing.PriceAnswer;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.billing.internal.quote.Quote.State;
import kr.dure.billing.internal.quote.QuoteRequest.Customer;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.billing.internal.request.ServiceRequests;
import kr.dure.billing.internal.request.Versions;
import kr.dure.document.PdfRenderer;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.notification.FaxGateway;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.BusinessNumber;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Quotes of the current tenant (B9): a company's own, or for the operator those of prospects. */
@Component(service = QuoteService.class)
public final class QuoteService {
    static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 90;
    private static final Pattern FAX = Pattern.compile("0[0-9]{7,11}");

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final EstimateService estimates;
    private final Parties parties;
    private final PdfRenderer renderer;
    private final Mailer mailer;
    private final FaxGateway fax;
    private final ServiceChanges changes;
    private final ServiceRequests requests;

    @Activate
    public QuoteService(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference EstimateService estimates,
            @Reference Parties parties,
            @Reference PdfRenderer renderer,
            @Reference Mailer mailer,
            @Reference FaxGateway fax,
            @Reference ServiceChanges changes,
            @Reference ServiceRequests requests) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.estimates = estimates;
        this.parties = parties;
        this.renderer = renderer;
        this.mailer = mailer;
        this.fax = fax;
        this.changes = changes;
        this.requests = requests;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PricePolicy.ZONE);
    }

    Quote.View view(Quote quote) {
        return quote.view(today(), Clients.language());
    }

    /** @throws Invalid naming every field at fault */
    public Quote.View create(QuoteRequest request) {
        Quote quote = prepare(request, State.DRAFT);
        return tx.write(session -> {
            Quote numbered = numbered(session, quote);
            new QuoteRepository(session).add(numbered, null, clock.instant());
            session.audit("billing.quote.created", quote.id().toString(), numbered.number());
            return view(numbered);
        });
    }

    private Quote numbered(Session session, Quote quote) {
        return new Quote(
                quote.id(),
                number(session, quote.quotedOn()),
                quote.state(),
                quote.quotedOn(),
                quote.validUntil(),
                quote.customer(),
                quote.language(),
                quote.note(),
                quote.payment(),
                quote.term(),
                quote.autoDebit(),
                quote.products(),
                quote.seats(),
                quote.lines(),
                quote.supply(),
                quote.vat(),
                quote.total(),
                null,
                null,
                null,
                List.of(),
                null,
                1);
    }

    /** The next number of the year, of the whole installation. */
    static String number(Session session, LocalDate day) {
        return new InvoiceRepository(session).nextNumber("Q" + day.getYear());
    }

    /** What the quote would be, priced by the book of today. */
    Quote prepare(QuoteRequest request, State state) {
        Invalid.Checks checks = new Invalid.Checks();
        Customer customer = customer(checks, request.customer());
        checks.check(
                request.payment() != null && List.of("monthly", "prepaid").contains(request.payment()),
                "payment",
                "payment는 monthly 또는 prepaid여야 합니다.",
                "payment must be monthly or prepaid.");
        if (request.validDays() != null) {
            checks.range(request.validDays(), "validDays", 1, MAX_DAYS);
        }
        checks.check(
                request.note() == null || request.note().length() <= 500,
                "note",
                "note 값은 500자를 넘을 수 없습니다.",
                "note must not be longer than 500 characters.");
        EstimateRequest asked = request.estimate();
        boolean estimate = checks.check(asked != null, "estimate", "estimate 값이 필요합니다.", "estimate is required.");
        if (estimate) {
            wholeMonth(checks, asked);
            checks.check(
                    !"prepaid".equals(request.payment()) || asked.term() != null && asked.term() > 0,
                    "estimate.term",
                    "선납에는 약정 기간이 필요합니다.",
                    "Paying ahead needs a term.");
        }
        checks.done();
        LocalDate today = today();
        PriceAnswer answer = priced(asked, YearMonth.from(today));
        List<String> products = products(asked);
        if (products.isEmpty()) {
            throw new Invalid("estimate", "견적할 서비스가 없습니다.", "There is nothing to quote.");
        }
        int days = request.validDays() == null ? DEFAULT_DAYS : request.validDays();
        return new Quote(
                ids.next(),
                null,
                state,
                today,
                today.plusDays(days),
                customer,
                Clients.language(),
                Parties.text(request.note()),
                request.payment(),
                asked.term() == null ? 0 : asked.term().intValue(),
                Boolean.TRUE.equals(asked.autoDebit()),
                products,
                seats(asked),
                answer.lines(),
                answer.supply(),
                answer.vat(),
                answer.total(),
                null,
                null,
                null,
                List.of(),
                null,
                1);
    }

    private static Customer customer(Invalid.Checks checks, Customer given) {
        if (!checks.check(given != null, "customer", "customer 값이 필요합니다.", "customer is required.")) {
            return null;
        }
        checks.text(given.company(), "customer.company", 100);
        checks.text(given.contact(), "customer.contact", 60);
        Parties.pattern(checks, given.email(), "customer.email", Parties.EMAIL, true);
        Parties.pattern(checks, given.phone(), "customer.phone", Parties.PHONE, false);
        Parties.pattern(checks, given.fax(), "customer.fax", Parties.PHONE, false);
        checks.check(
                Parties.text(given.department()).length() <= 60,
                "customer.department",
                "customer.department 값은 60자를 넘을 수 없습니다.",
                "customer.department must not be longer than 60 characters.");
        String number =
                Parties.text(given.businessNumber()).isEmpty() ? "" : BusinessNumber.normalise(given.businessNumber());
        checks.check(
                number != null,
                "customer.businessNumber",
                "사업자등록번호가 올바르지 않습니다.",
                "The business registration number is not valid.");
        return new Customer(
                Parties.text(given.company()),
                number,
                Parties.text(given.department()),
                Parties.text(given.contact()),
                Parties.text(given.email()),
                Parties.text(given.phone()),
                Parties.text(given.fax()));
    }

    /** A quote is about whole months at the price book's prices. */
    private static void wholeMonth(Invalid.Checks checks, EstimateRequest asked) {
        absent(checks, asked.seatPrice() == null, "estimate.seatPrice");
        absent(checks, !Boolean.TRUE.equals(asked.overdue()), "estimate.overdue");
        if (asked.groupware() != null) {
            absent(
                    checks,
                    asked.groupware().additions() == null
                            || asked.groupware().additions().isEmpty(),
                    "estimate.groupware.additions");
            absent(
                    checks,
                    asked.groupware().reductions() == null
                            || asked.groupware().reductions().isEmpty(),
                    "estimate.groupware.reductions");
            absent(checks, asked.groupware().from() == null, "estimate.groupware.from");
            absent(checks, asked.groupware().to() == null, "estimate.groupware.to");
        }
    }

    private static void absent(Invalid.Checks checks, boolean absent, String field) {
        checks.check(
                absent,
                field,
                "견적은 가격표의 가격으로 온전한 한 달을 다룹니다. " + field + " 값은 쓸 수 없습니다.",
                "A quote is about a whole month at the prices of the price book; " + field + " must be absent.");
    }

    private PriceAnswer priced(EstimateRequest asked, YearMonth month) {
        List<EstimateRequest.Domain> domains = asked.domains() == null
                ? List.of()
                : asked.domains().stream()
                        .map(domain -> new EstimateRequest.Domain(month.atDay(1), null))
                        .toList();
        try {
            return estimates.answer(new EstimateRequest(
                    month,
                    asked.groupware(),
                    asked.standalone(),
                    null,
                    asked.term(),
                    asked.autoDebit(),
                    false,
                    domains,
                    asked.sms()));
        } catch (Invalid invalid) {
            throw new Invalid(invalid.errors().stream()
                    .map(error -> new Problem.FieldError("estimate." + error.field(), error.message()))
                    .toList());
        }
    }

    private static List<String> products(EstimateRequest asked) {
        List<String> products = new ArrayList<>();
        if (asked.groupware() != null && asked.groupware().seats() > 0) {
            products.add(PricePolicy.GROUPWARE);
        }
        if (asked.standalone() != null) {
            add(products, "hr", asked.standalone().hr());
            add(products, "sales", asked.standalone().sales());
            add(products, "inventory", asked.standalone().inventory());
        }
        if (asked.domains() != null && !asked.domains().isEmpty()) {
            products.add(PricePolicy.MULTIDOMAIN);
        }
        add(products, PricePolicy.SMS, asked.sms() == null ? null : asked.sms().sent());
        return products;
    }

    private static void add(List<String> products, String product, Long count) {
        if (count != null && count > 0) {
            products.add(product);
        }
    }

    private static long seats(EstimateRequest asked) {
        EstimateRequest.Standalone alone =
                asked.standalone() == null ? new EstimateRequest.Standalone(0L, 0L, 0L) : asked.standalone();
        return asked.groupware() != null && asked.groupware().seats() > 0
                ? asked.groupware().seats()
                : LongStream.of(count(alone.hr()), count(alone.sales()), count(alone.inventory()), 1)
                        .max()
                        .orElse(1);
    }

    private static long count(Long count) {
        return count == null ? 0 : count;
    }

    /** Newest first. */
    public Page<Quote.View> list(UUID after, int limit) {
        List<Quote> rows = tx.read(session -> new QuoteRepository(session).list(after, limit + 1));
        return Page.of(
                rows.stream().map(this::view).toList(),
                limit,
                quote -> quote.id().toString());
    }

    /** @throws kr.dure.web.NotFound when there is none, or its prospect has not confirmed */
    Quote get(UUID id) {
        return tx.read(session -> new QuoteRepository(session).find(id))
                .filter(quote -> quote.number() != null)
                .orElseThrow(QuoteRepository::absent);
    }

    /** The paper, in the language the quote was made in. */
    byte[] pdf(Quote quote) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            renderer.render(QuotePaper.document(quote, parties.supplier(), quote.language()), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * How to send it.
     *
     * @param by {@code email} or {@code fax}
     * @param to an address or number other than the customer's, or null
     */
    public record Sending(String by, String to) {}

    /** Sends the PDF to the customer. */
    public Quote.View send(UUID id, Sending sending, Integer version) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                "email".equals(sending.by()) || "fax".equals(sending.by()),
                "by",
                "by는 email 또는 fax여야 합니다.",
                "by must be email or fax.");
        checks.done();
        Quote quote = get(id);
        boolean byMail = sending.by().equals("email");
        String to = Parties.text(sending.to()).isEmpty()
                ? byMail ? quote.customer().email() : quote.customer().fax()
                : sending.to().strip();
        String number = to.replace("-", "");
        checks.check(
                byMail
                        ? Parties.EMAIL.matcher(to).matches()
                        : FAX.matcher(number).matches(),
                "to",
                byMail ? "올바른 이메일 주소가 아닙니다." : "올바른 팩스 번호가 아닙니다.",
                byMail ? "This is not an e-mail address." : "This is not a fax number.");
        checks.done();
        byte[] pdf = pdf(quote);
        return tx.write(session -> {
            QuoteRepository quotes = new QuoteRepository(session);
            Quote locked = quotes.lock(id);
            Versions.require(version, locked.version());
            refuseIfOver(locked);
            if (byMail) {
                mailer.send(mail(locked, to, pdf));
            } else {
                fax.send(new FaxGateway.Fax(number, "견적서 " + locked.number(), pdf));
            }
            quotes.sent(locked, to, clock.instant());
            session.audit("billing.quote.sent", id.toString(), locked.number() + " to " + to);
            return view(quotes.find(id).orElseThrow());
        });
    }

    private void refuseIfOver(Quote quote) {
        State state = quote.state(today());
        if (state == State.EXPIRED || state == State.ORDERED) {
            throw over(state);
        }
    }

    private static Problem over(State state) {
        return state == State.EXPIRED
                ? new Problem(
                        409,
                        "quote-expired",
                        new Text("유효기간이 지났습니다", "The quote has expired"),
                        new Text(
                                "유효기간이 지난 견적서입니다. 새로 견적을 받아 주세요.",
                                "This quote is not valid any more. Please ask for a new one."))
                : new Conflict("이미 주문한 견적서입니다.", "It was ordered already.");
    }

    Mail mail(Quote quote, String to, byte[] pdf) {
        return new Mail(
                "billing.quote",
                to,
                quote.language(),
                new Text("[두레] 견적서 " + quote.number(), "[Dure] Quotation " + quote.number()),
                List.of(
                        new Mail.Paragraph(new Text(
                                "요청하신 견적서를 첨부합니다. " + quote.validUntil() + "까지 주문하실 수 있습니다.",
                                "The quotation you asked for is attached. It can be ordered until " + quote.validUntil()
                                        + ".")),
                        new Mail.Facts(List.of(
                                new Mail.Fact(new Text("견적번호", "Number"), quote.number()),
                                new Mail.Fact(
                                        new Text("합계(부가세 포함)", "Total (VAT included)"),
                                        String.format(
                                                        Locale.ROOT,
                                                        "%,d",
                                                        Math.addExact(quote.supplyInAll(), quote.vatInAll()))
                                                + "원")))),
                false,
                List.of(new Mail.Attachment("quote-" + quote.number() + ".pdf", "application/pdf", pdf)));
    }

    /** Notes that the customer agreed; the order is another step. */
    public Quote.View accept(UUID id, Integer version) {
        return tx.write(session -> {
            QuoteRepository quotes = new QuoteRepository(session);
            Quote quote = quotes.lock(id);
            Versions.require(version, quote.version());
            if (quote.number() == null) {
                throw QuoteRepository.absent();
            }
            refuseIfOver(quote);
            if (quote.state() != State.ACCEPTED) {
                quotes.accepted(id);
                session.audit("billing.quote.accepted", id.toString(), quote.number());
            }
            return view(quotes.find(id).orElseThrow());
        });
    }

    /**
     * Makes an order of it, once. A company's asks the service centre for the products that are not on (S5); a prospect's
     * is answered with what its sign-up takes from it.
     *
     * @throws Problem 409 {@code quote-expired} after its last day
     */
    public Quote.View order(UUID id) {
        boolean prospect = Tenants.current().operator();
        return tx.write(session -> {
            QuoteRepository quotes = new QuoteRepository(session);
            Quote quote = quotes.lock(id);
            if (quote.number() == null) {
                throw QuoteRepository.absent();
            }
            refuseIfOver(quote);
            List<UUID> asked = List.of();
            if (!prospect) {
                asked = ask(session, quote);
                keepPrices(session, quote);
            }
            String by =
                    Callers.find().map(Caller::loginId).orElse(quote.customer().email());
            quotes.ordered(id, clock.instant(), by, asked);
            session.audit(
                    "billing.quote.ordered",
                    id.toString(),
                    Map.of("state", quote.state().name()),
                    Map.of("state", "ORDERED", "number", quote.number(), "requests", asked.toString()));
            return view(quotes.find(id).orElseThrow());
        });
    }

    /** The current tenant has ordered it: it is charged no more than was quoted while the quote would be valid. */
    static void keepPrices(Session session, Quote quote) {
        QuotedPrices.keep(
                session,
                quote.number(),
                YearMonth.from(quote.quotedOn()),
                YearMonth.from(quote.validUntil()),
                quote.products());
    }

    /**
     * Begins a prospect's order: from now on it is known which company it becomes.
     *
     * @throws Problem 409 {@code quote-expired} after its last day, unless it was ordered before
     */
    Quote begin(UUID id) {
        return tx.write(session -> {
            QuoteRepository quotes = new QuoteRepository(session);
            Quote quote = quotes.lock(id);
            if (quote.number() == null) {
                throw QuoteRepository.absent();
            }
            if (quote.state() != State.ORDERED || quote.companyId() == null) {
                refuseIfOver(quote);
            }
            if (quote.companyId() == null) {
                quotes.becomes(id, ids.next());
            }
            return quotes.find(id).orElseThrow();
        });
    }

    /** The company that a prospect's order becomes is open. Said twice it counts once. */
    Quote.View ordered(UUID id) {
        return tx.write(session -> {
            QuoteRepository quotes = new QuoteRepository(session);
            Quote quote = quotes.lock(id);
            if (quote.state() != State.ORDERED) {
                quotes.ordered(id, clock.instant(), quote.customer().email(), List.of());
                session.audit(
                        "billing.quote.ordered",
                        id.toString(),
                        Map.of("state", quote.state().name()),
                        Map.of(
                                "state",
                                "ORDERED",
                                "number",
                                quote.number(),
                                "company",
                                quote.companyId().toString()));
            }
            return view(quotes.find(id).orElseThrow());
        });
    }

    private List<UUID> ask(Session session, Quote quote) {
        List<UUID> asked = new ArrayList<>();
        for (String product : quote.products()) {
            if (!changes.isOn(session, product)) {
                asked.add(requests.create(new ServiceRequests.NewRequest(
                                Kind.SUBSCRIBE,
                                product,
                                null,
                                null,
                                "견적서 " + quote.number() + ", " + quote.seats() + "명, 약정 " + quote.term() + "년"))
                        .id());
            }
        }
        if (asked.isEmpty()) {
            throw new Conflict(
                    "견적서의 상품을 모두 이미 쓰고 있습니다. 사용자를 더하면 좌석이 늘어납니다.",
                    "All products of the quote are on already. Seats grow with the users you add.");
        }
        return asked;
    }
}
