package kr.dure.billing.internal.quote;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.billing.internal.quote.Quote.State;
import kr.dure.billing.internal.quote.QuoteRepository.Asked;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.identity.Secrets;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Tx;
import kr.dure.product.Subscriptions;
import kr.dure.product.Text;
import kr.dure.tenant.SignUps;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The form by which prospects ask for a quote. Against abuse: a form of ours that was open for a few seconds, a field that
 * people do not see, limits by address and by e-mail address, and a confirmation: until somebody opens the link that the
 * e-mail address got, nothing is shown or sent, and that one mail holds none of what was typed.
 */
@Component(service = PublicQuotes.class)
public final class PublicQuotes {
    static final Duration FASTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration CONFIRM_WITHIN = Duration.ofDays(2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PER_ADDRESS = 30;
    private static final int PER_EMAIL = 3;
    private static final int MAX_ADDRESSES = 100_000;

    private final Tx tx;
    private final Clock clock;
    private final Secrets secrets;
    private final Mailer mailer;
    private final QuoteService quotes;
    private final SignUps signUps;
    private final Cache<String, Count> counts =
            Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();

    private record Count(Instant since, int times) {}

    @Activate
    public PublicQuotes(
            @Reference(target = "(unit=kr.dure.billing)") Tx tx,
            @Reference Clock clock,
            @Reference Secrets secrets,
            @Reference Mailer mailer,
            @Reference QuoteService quotes,
            @Reference SignUps signUps) {
        this.tx = tx;
        this.clock = clock;
        this.secrets = secrets;
        this.mailer = mailer;
        this.quotes = quotes;
        this.signUps = signUps;
    }

    /**
     * A form to be filled in.
     *
     * @param token to be handed in with it, once
     * @param notBeforeSeconds how long people take at least
     */
    public record Form(String token, long notBeforeSeconds) {}

    /**
     * A form as it comes in.
     *
     * @param form the token of {@link Form}
     * @param website what people do not see and leave empty
     */
    public record Inquiry(
            String form,
            String website,
            QuoteRequest.Customer customer,
            kr.dure.billing.internal.EstimateRequest estimate,
            String payment,
            String note) {}

    /** @param state always {@code CONFIRM_BY_EMAIL} */
    public record Accepted(String state) {}

    /** @param token opens the quote, its PDF and its order */
    public record Confirmed(String token, Quote.View quote) {}

    /** A form that may be handed in from a few seconds on, for two hours. */
    public Form form() {
        requireOperatorHost();
        UUID id = UUID.randomUUID();
        return new Form(seal(id + " " + clock.instant().toEpochMilli(), "quote-form"), FASTEST.toSeconds());
    }

    private static void requireOperatorHost() {
        if (!Tenants.current().operator()) {
            throw new NotFound("견적 신청은 운영자 주소에서만 할 수 있습니다.", "Quotes are offered on the operator's host only.");
        }
    }

    /**
     * Takes a form. The answer is the same whether or not the address exists or a mail was sent before.
     *
     * @param link where the confirmation leads, ending where the token goes
     * @throws Problem 429 with {@code Retry-After} when an address asks too often
     */
    public Accepted ask(Inquiry inquiry, String link) {
        requireOperatorHost();
        throttle();
        String form = requireForm(inquiry.form());
        if (inquiry.website() != null && !inquiry.website().isEmpty()) {
            // Whoever fills that in is no person; he is told nothing that would help.
            return new Accepted("CONFIRM_BY_EMAIL");
        }
        Quote quote = quotes.prepare(
                new QuoteRequest(inquiry.customer(), inquiry.estimate(), inquiry.payment(), null, inquiry.note()),
                State.UNCONFIRMED);
        String email = quote.customer().email();
        tx.run(session -> {
            QuoteRepository repository = new QuoteRepository(session);
            // Two forms of one address at the same moment are counted one after the other.
            session.entities()
                    .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtextextended(?1, 0)) AS text)")
                    .setParameter(1, "quote/" + email.toLowerCase(java.util.Locale.ROOT))
                    .getResultList();
            Asked asked = repository.asked(email, clock.instant().minus(DAY));
            boolean added = repository.add(quote, form, clock.instant());
            if (added && asked.times() >= PER_EMAIL) {
                throw tooMany(Duration.between(clock.instant(), asked.first().plus(DAY)));
            }
            if (added) {
                mailer.send(confirmation(quote, link));
            }
        });
        return new Accepted("CONFIRM_BY_EMAIL");
    }

    private Mail confirmation(Quote quote, String link) {
        String token =
                seal(quote.id() + " " + clock.instant().plus(CONFIRM_WITHIN).toEpochMilli(), "quote-confirmation");
        return new Mail(
                "billing.quote-confirmation",
                quote.customer().email(),
                quote.language(),
                new Text("[두레] 견적 신청을 확인해 주세요", "[Dure] Please confirm your request for a quotation"),
                List.of(
                        new Mail.Paragraph(new Text(
                                "이 주소로 견적 신청이 들어왔습니다. 아래 버튼을 눌러 확인하시면 견적서를 이 주소로 보내 드립니다."
                                        + " 신청하지 않으셨다면 이 메일은 지우셔도 됩니다. 아무 일도 일어나지 않습니다.",
                                "A quotation was asked for with this address. Confirm below and it is sent to this address. If it"
                                        + " was not you, just delete this mail; nothing will happen.")),
                        new Mail.Action(new Text("견적 신청 확인", "Confirm"), link + token)),
                true);
    }

    /**
     * Numbers the quote, and sends it to the address that is confirmed by the token. Said twice it happens once.
     *
     * @throws Problem 403 for a token that is none of ours or too old
     */
    public Confirmed confirm(String token) {
        requireOperatorHost();
        String[] parts = open(token, "quote-confirmation").orElseThrow(PublicQuotes::refused);
        UUID id = UUID.fromString(parts[0]);
        if (clock.instant().isAfter(Instant.ofEpochMilli(Long.parseLong(parts[1])))) {
            throw refused();
        }
        Quote confirmed = tx.write(session -> {
            QuoteRepository repository = new QuoteRepository(session);
            Quote quote = repository.lock(id);
            if (quote.number() == null) {
                LocalDate today = quotes.today();
                // The prices are those of the day on which it was asked for.
                repository.confirmed(id, QuoteService.number(session, today), quote.quotedOn(), quote.validUntil());
                session.audit("billing.quote.confirmed", id.toString(), (String) null);
            }
            return repository.find(id).orElseThrow();
        });
        if (confirmed.state() == State.DRAFT) {
            byte[] pdf = quotes.pdf(confirmed);
            tx.run(session -> {
                QuoteRepository repository = new QuoteRepository(session);
                Quote quote = repository.lock(id);
                if (quote.state() == State.DRAFT) {
                    mailer.send(quotes.mail(quote, quote.customer().email(), pdf));
                    repository.sent(quote, quote.customer().email(), clock.instant());
                }
            });
        }
        return new Confirmed(seal(id + " 0", "quote-access"), quotes.view(quotes.get(id)));
    }

    /** The quote that a token opens. */
    Quote get(UUID id, String token) {
        requireOperatorHost();
        requireAccess(id, token);
        return quotes.get(id);
    }

    /**
     * What a prospect adds to its quote to become a company. What is absent is the quote's; host and administrator are
     * not.
     *
     * @param token opens the quote
     */
    public record Order(
            String token, SignUps.Company company, SignUps.Contact contact, SignUps.Host host, SignUps.Admin admin) {}

    /** The ordered quote and the company that it has become. */
    public record Ordered(Quote.View quote, SignUps.Opened company) {}

    /**
     * Makes a company of it, by the quoted prices. Done twice, or begun again after the server died, it is done once.
     *
     * @throws Problem 409 {@code quote-expired} after its last day, and what {@link SignUps#open} throws; then it may be
     *     ordered again
     */
    public Ordered order(UUID id, Order order) {
        requireOperatorHost();
        requireAccess(id, order.token());
        Quote quote = quotes.begin(id);
        // Before the company opens, as what it pays ahead goes by these prices, too.
        Tenant company = new Tenant(quote.companyId(), quote.customer().company(), "", TenantState.OPEN, false);
        Tenants.run(company, () -> tx.run(session -> QuoteService.keepPrices(session, quote)));
        SignUps.Opened opened = signUps.open(quote.companyId(), company(quote, order));
        return new Ordered(quotes.ordered(id), opened);
    }

    private static SignUps.NewCompany company(Quote quote, Order order) {
        QuoteRequest.Customer customer = quote.customer();
        SignUps.Company company = order.company();
        SignUps.Contact contact = order.contact();
        return new SignUps.NewCompany(
                new SignUps.Company(
                        given(company == null ? null : company.name(), customer.company()),
                        given(company == null ? null : company.businessNumber(), customer.businessNumber())),
                new SignUps.Contact(
                        given(contact == null ? null : contact.name(), customer.contact()),
                        given(contact == null ? null : contact.email(), customer.email()),
                        given(contact == null ? null : contact.phone(), customer.phone())),
                order.host(),
                order.admin(),
                new Subscriptions.Order(
                        quote.products(),
                        Math.toIntExact(quote.seats()),
                        quote.term(),
                        quote.payment(),
                        quote.autoDebit()));
    }

    private static String given(String value, String quoted) {
        return value == null ? quoted : value;
    }

    private void requireAccess(UUID id, String token) {
        boolean right = open(token, "quote-access")
                .filter(parts -> parts[0].equals(id.toString()))
                .isPresent();
        if (!right) {
            throw refused();
        }
    }

    private static Forbidden refused() {
        return new Forbidden("링크가 올바르지 않거나 기한이 지났습니다.", "The link is not right, or too old.");
    }

    /** The form's id, if it is one of ours and of the right age. */
    private String requireForm(String token) {
        String[] parts = open(token, "quote-form")
                .orElseThrow(() ->
                        new Invalid("form", "form 값이 올바르지 않습니다. 새로 열어 주세요.", "form is not right. Open the form anew."));
        Duration age = Duration.between(Instant.ofEpochMilli(Long.parseLong(parts[1])), clock.instant());
        if (age.compareTo(FASTEST) < 0) {
            throw new Invalid(
                    "form", "너무 빨리 보냈습니다. 잠시 후 다시 보내 주세요.", "That was too fast. Please send it again in a moment.");
        }
        if (age.compareTo(LONGEST) > 0) {
            throw new Invalid("form", "양식을 연 지 오래되었습니다. 새로 열어 주세요.", "The form is too old. Open it anew.");
        }
        return parts[0];
    }

    private String seal(String text, String context) {
        byte[] sealed = Base64.getDecoder().decode(secrets.seal(text, context));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private Optional<String[]> open(String token, String context) {
        try {
            String sealed =
                    Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(token == null ? "" : token));
            return Optional.of(secrets.open(sealed, context).split(" "));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private void throttle() {
        String address = Clients.find().map(Client::address).orElse("");
        Instant now = clock.instant();
        Count count = counts.asMap()
                .merge(
                        address,
                        new Count(now, 1),
                        (known, one) -> now.isBefore(known.since().plus(HOUR))
                                ? new Count(known.since(), known.times() + 1)
                                : one);
        if (count.times() > PER_ADDRESS) {
            throw tooMany(Duration.between(now, count.since().plus(HOUR)));
        }
    }

    private static Problem tooMany(Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return new Problem(
                        429,
                        "too-many-requests",
                        new Text("너무 많이 신청했습니다", "Too many requests"),
                        new Text(
                                "견적을 너무 많이 신청했습니다. " + seconds + "초 뒤에 다시 시도해 주세요.",
                                "Too many quotations were asked for. Please try again in " + seconds + " seconds."))
                .with("retryAfter", seconds);
    }
}
