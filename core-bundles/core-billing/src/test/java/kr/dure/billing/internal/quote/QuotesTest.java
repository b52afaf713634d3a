package kr.dure.billing.internal.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.billing.internal.EstimateRequest;
import kr.dure.billing.internal.EstimateRequest.Groupware;
import kr.dure.billing.internal.EstimateRequest.Sms;
import kr.dure.billing.internal.EstimateRequest.Standalone;
import kr.dure.billing.internal.QuoteParts;
import kr.dure.billing.internal.paper.Parties;
import kr.dure.billing.internal.paper.TestSupplier;
import kr.dure.billing.internal.payment.TestMoney;
import kr.dure.billing.internal.quote.QuoteRequest.Customer;
import kr.dure.documents.internal.pdf.PdfRendererImpl;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.notification.Mail;
import kr.dure.product.Subscriptions;
import kr.dure.tenant.SignUps;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotesTest {
    private static final Customer CUSTOMER = new Customer(
            "주식회사 한강물산", "124-81-00998", "총무팀", "박담당", "park@hangang.example", "02-987-6543", "02-987-6544");

    private final TestMoney money = new TestMoney("2026-06-10T10:00");
    private final PdfRendererImpl renderer = new PdfRendererImpl();
    private final Parties parties = new Parties(money.tx, money.clock, money);
    private final QuoteParts parts = new QuoteParts(money);
    private final QuoteService quotes = service("fax.example");
    private final PublicQuotes form = new PublicQuotes(money.tx, money.clock, money, money.post, quotes, this::open);

    /** What was signed up, by the id of the company. */
    private final Map<UUID, SignUps.NewCompany> companies = new ConcurrentHashMap<>();

    /** Whether the name that is asked for is taken, or the server dies in the middle of a sign-up. */
    private Supplier<RuntimeException> refusal = () -> null;

    /** As identity does it: once per id, and only what is right. */
    private SignUps.Opened open(UUID id, SignUps.NewCompany company) {
        RuntimeException refused = companies.containsKey(id) ? null : refusal.get();
        if (refused != null) {
            throw refused;
        }
        companies.putIfAbsent(id, company);
        return new SignUps.Opened(id, "OPEN", "http://x/", List.of(), null);
    }

    private QuoteService service(String faxDomain) {
        return new QuoteService(
                money.tx,
                money.ids,
                money.clock,
                parts.estimates,
                parties,
                renderer,
                money.post,
                new MailToFax(money.post, faxDomain),
                parts.changes,
                parts.requests);
    }

    @AfterEach
    void close() {
        renderer.close();
    }

    private static EstimateRequest estimate(long seats, Long term) {
        return new EstimateRequest(
                null,
                new Groupware(seats, null, null, null, null),
                null,
                null,
                term,
                true,
                null,
                List.of(new EstimateRequest.Domain(null, null)),
                new Sms(300L));
    }

    private static QuoteRequest request() {
        return new QuoteRequest(CUSTOMER, estimate(20, 3L), "monthly", null, "설치 지원 포함");
    }

    private Quote.View draft() {
        return money.asOperator(() -> quotes.create(request()));
    }

    private <T> T visit(String address, Supplier<T> work) {
        return Tenants.call(
                TestMoney.OPERATOR, () -> Clients.call(new Client(address, true, null, Locale.KOREAN), work));
    }

    @Test
    void aQuoteIsTheEstimateWithANumberAndALastDay() {
        Quote.View quote = draft();
        assertThat(quote)
                .extracting(
                        Quote.View::number,
                        Quote.View::state,
                        Quote.View::validUntil,
                        Quote.View::supply,
                        Quote.View::total)
                .containsExactly("Q2026-000001", "DRAFT", LocalDate.of(2026, 7, 10), 110_385L, 121_423L);
        assertThat(draft().number()).isEqualTo("Q2026-000002");
        assertThat(money.asOperator(() -> quotes.list(null, 50)).items())
                .extracting(Quote.View::number)
                .containsExactly("Q2026-000002", "Q2026-000001");
    }

    @Test
    void payingAheadMultipliesTheMonth() {
        Quote.View quote = money.asOperator(
                () -> quotes.create(new QuoteRequest(CUSTOMER, estimate(20, 1L), "prepaid", 14, null)));
        assertThat(quote.prepaidMonths()).isEqualTo(12);
        assertThat(quote.payable()).isEqualTo(quote.supply() * 12 + quote.supply() * 12 / 10);
    }

    @Test
    void theSentPaperNamesBothPartiesAndTheAmountInHangul() throws IOException {
        TestSupplier.set(parties, money);
        Quote.View quote = draft();
        Quote.View sent = money.asOperator(() -> quotes.send(quote.id(), new QuoteService.Sending("email", null), 1));
        assertThat(sent)
                .extracting(Quote.View::state, Quote.View::sentTo)
                .containsExactly("SENT", "park@hangang.example");
        Mail mail = money.mails.get(0);
        assertThat(mail.to()).isEqualTo("park@hangang.example");
        byte[] pdf = mail.attachments().get(0).content();
        Files.write(Path.of("target", "quote.pdf"), pdf);
        assertThat(TestSupplier.text(pdf))
                .contains("견적서", "Q2026-000001", "일금 일십이만일천사백이십삼원정", "한강물산", "124-81-00998", "220-81-62517", "1 / ");
        assertThat(catchThrowableOfType(
                                Problem.class,
                                () -> money.asOperator(
                                        () -> quotes.send(quote.id(), new QuoteService.Sending("email", null), 1)))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aFaxIsAMailToTheNumberAtTheGatewayAndWithoutOneItIsRefused() {
        Quote.View quote = draft();
        money.asOperator(() -> quotes.send(quote.id(), new QuoteService.Sending("fax", null), null));
        assertThat(money.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("029876544@fax.example");
            assertThat(mail.attachments()).hasSize(1);
        });
        assertThatThrownBy(() -> money.asOperator(
                        () -> service(null).send(quote.id(), new QuoteService.Sending("fax", null), null)))
                .isInstanceOf(Unavailable.class);
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(() -> quotes.send(quote.id(), new QuoteService.Sending("fax", "x"), null)));
        assertThat(invalid.errors()).extracting(Problem.FieldError::field).containsExactly("to");
    }

    @Test
    void aProspectsOrderGivesItsSignUpAndIsGivenOnce() {
        Quote.View quote = draft();
        Quote.View ordered = money.asOperator(() -> quotes.order(quote.id()));
        assertThat(ordered.state()).isEqualTo("ORDERED");
        assertThat(ordered.signUp().products()).containsExactly("groupware", "multidomain", "sms");
        assertThat(ordered.signUp())
                .extracting(Quote.SignUp::seats, Quote.SignUp::term, Quote.SignUp::payment, Quote.SignUp::autoDebit)
                .containsExactly(20L, 3, "monthly", true);
        assertThatThrownBy(() -> money.asOperator(() -> quotes.order(quote.id())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aCompanysOrderAsksTheServiceCentreForWhatIsNotOn() {
        Tenant acme = money.company("두레상사");
        parts.subscribe(acme);
        QuoteRequest request = new QuoteRequest(
                CUSTOMER,
                new EstimateRequest(null, null, new Standalone(5L, 0L, 3L), null, 0L, false, null, null, null),
                "monthly",
                null,
                null);
        Quote.View quote = money.asAdministrator(acme, () -> quotes.create(request));
        assertThat(quote.total()).isEqualTo(44_000);
        Quote.View ordered = money.asAdministrator(acme, () -> quotes.order(quote.id()));
        assertThat(ordered.serviceRequests()).hasSize(2);
        assertThat(money.asAdministrator(acme, () -> parts.requests.list(null, 10))
                        .items())
                .extracting("product")
                .containsExactlyInAnyOrder("hr", "inventory");
        assertThatThrownBy(() -> money.asAdministrator(acme, () -> quotes.order(quote.id())))
                .isInstanceOf(Conflict.class);
        Tenant other = money.company("한강물산");
        assertThatThrownBy(() -> money.asAdministrator(other, () -> quotes.get(quote.id())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void afterItsLastDayItIsNeitherSentNorOrdered() {
        Quote.View quote = draft();
        money.asOperator(() -> quotes.accept(quote.id(), null));
        money.at("2026-07-10T23:59");
        assertThat(money.asOperator(() -> quotes.view(quotes.get(quote.id()))).state())
                .isEqualTo("ACCEPTED");
        money.at("2026-07-11T00:00");
        assertThat(money.asOperator(() -> quotes.view(quotes.get(quote.id()))).state())
                .isEqualTo("EXPIRED");
        assertThat(catchThrowableOfType(Problem.class, () -> money.asOperator(() -> quotes.order(quote.id())))
                        .type())
                .isEqualTo("quote-expired");
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        Invalid invalid = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(() -> quotes.create(new QuoteRequest(
                        new Customer(" ", "124-81-00999", null, null, "x", "call", null),
                        new EstimateRequest(
                                null,
                                new Groupware(1L, null, null, LocalDate.of(2026, 6, 1), null),
                                null,
                                1L,
                                null,
                                null,
                                null,
                                null,
                                null),
                        "prepaid",
                        91,
                        null))));
        assertThat(invalid.errors())
                .extracting(Problem.FieldError::field)
                .containsExactlyInAnyOrder(
                        "customer.company",
                        "customer.contact",
                        "customer.email",
                        "customer.phone",
                        "customer.businessNumber",
                        "validDays",
                        "estimate.seatPrice",
                        "estimate.groupware.from",
                        "estimate.term");
        Invalid negative = catchThrowableOfType(
                Invalid.class,
                () -> money.asOperator(
                        () -> quotes.create(new QuoteRequest(CUSTOMER, estimate(-1, 0L), "monthly", null, null))));
        assertThat(negative.errors()).extracting(Problem.FieldError::field).containsExactly("estimate.groupware.seats");
    }

    private PublicQuotes.Inquiry inquiry(String token, String website, String email) {
        return new PublicQuotes.Inquiry(
                token,
                website,
                new Customer("<b>광고</b>", null, null, "박", email, null, null),
                estimate(20, 0L),
                "monthly",
                null);
    }

    private String token(Mail mail) {
        Matcher matcher =
                Pattern.compile("token=([A-Za-z0-9_-]+)").matcher(mail.parts().toString());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void nothingIsShownOrSentBeforeTheAddressIsConfirmed() {
        PublicQuotes.Form open = visit("203.0.113.1", form::form);
        money.clock.forward(Duration.ofSeconds(4));
        visit("203.0.113.1", () -> form.ask(inquiry(open.token(), "", "a@b.example"), "https://x/?token="));
        visit("203.0.113.1", () -> form.ask(inquiry(open.token(), "", "a@b.example"), "https://x/?token="));
        assertThat(money.mails).hasSize(1);
        assertThat(money.mails.get(0).parts().toString()).doesNotContain("광고");
        assertThat(money.asOperator(() -> quotes.list(null, 50)).items()).isEmpty();
        String token = token(money.mails.get(0));
        PublicQuotes.Confirmed confirmed = visit("203.0.113.9", () -> form.confirm(token));
        assertThat(confirmed.quote().number()).isEqualTo("Q2026-000001");
        assertThat(visit("203.0.113.9", () -> form.confirm(token)).quote().number())
                .isEqualTo("Q2026-000001");
        assertThat(money.mails).extracting(Mail::kind).containsExactly("billing.quote-confirmation", "billing.quote");
        UUID id = confirmed.quote().id();
        assertThatThrownBy(() -> visit("203.0.113.9", () -> form.get(id, token)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> visit("203.0.113.9", () -> form.confirm("x"))).isInstanceOf(Forbidden.class);
        Tenant acme = money.company("두레상사");
        assertThatThrownBy(() -> Tenants.call(acme, form::form)).isInstanceOf(NotFound.class);
    }

    private PublicQuotes.Confirmed confirmed(long seats, Long term, String payment) {
        PublicQuotes.Form open = visit("203.0.113.40", form::form);
        money.clock.forward(Duration.ofSeconds(4));
        visit(
                "203.0.113.40",
                () -> form.ask(
                        new PublicQuotes.Inquiry(open.token(), "", CUSTOMER, estimate(seats, term), payment, null),
                        "https://x/?token="));
        String token = token(money.mails.get(money.mails.size() - 1));
        return visit("203.0.113.40", () -> form.confirm(token));
    }

    private PublicQuotes.Ordered order(PublicQuotes.Confirmed quote) {
        return visit(
                "203.0.113.41",
                () -> form.order(
                        quote.quote().id(),
                        new PublicQuotes.Order(
                                quote.token(),
                                null,
                                null,
                                new SignUps.Host("shared", "hangang", null, null),
                                new SignUps.Admin("park", "a long password"))));
    }

    @Test
    void aProspectsOrderOpensItsCompanyWithOneCallAndTwiceIsOnce() {
        PublicQuotes.Confirmed quote = confirmed(20, 3L, "prepaid");
        PublicQuotes.Ordered ordered = order(quote);
        assertThat(ordered.quote().state()).isEqualTo("ORDERED");
        assertThat(companies).containsOnlyKeys(ordered.company().tenantId());
        SignUps.NewCompany company = companies.get(ordered.company().tenantId());
        assertThat(company.company()).isEqualTo(new SignUps.Company("주식회사 한강물산", "1248100998"));
        assertThat(company.contact()).isEqualTo(new SignUps.Contact("박담당", "park@hangang.example", "02-987-6543"));
        assertThat(company.order())
                .isEqualTo(new Subscriptions.Order(List.of("groupware", "multidomain", "sms"), 20, 3, "prepaid", true));
        assertThat(order(quote)).isEqualTo(ordered);
        assertThat(companies).hasSize(1);
        // Also after its last day: it was ordered in time.
        money.clock.forward(Duration.ofDays(60));
        assertThat(order(quote)).isEqualTo(ordered);
        assertThat(TestMoney.strings(
                        "SELECT CAST(tenant_id AS text) || ' ' || quote || ' ' || month || ' ' || until_month"
                                + " FROM billing.quoted_price"))
                .containsExactly(
                        ordered.company().tenantId() + " " + quote.quote().number() + " 2026-06 2026-07");
    }

    @Test
    void whatTheSignUpRefusesOrWhereItDiesLeavesTheQuoteToBeOrderedAgainAsTheSameCompany() {
        PublicQuotes.Confirmed quote = confirmed(20, 0L, "monthly");
        refusal = () -> new Conflict("이미 있는 이름입니다.", "The name is taken.");
        assertThatThrownBy(() -> order(quote)).isInstanceOf(Conflict.class);
        assertThat(money.asOperator(() -> quotes.get(quote.quote().id())).state())
                .isEqualTo(Quote.State.SENT);
        String begun = TestMoney.strings("SELECT CAST(company_id AS text) FROM billing.quote")
                .get(0);
        refusal = () -> new IllegalStateException("killed");
        assertThatThrownBy(() -> order(quote)).isInstanceOf(IllegalStateException.class);
        refusal = () -> null;
        assertThat(order(quote).company().tenantId()).hasToString(begun);
        assertThat(companies).hasSize(1);
        // The operator's own order of it is refused now.
        assertThatThrownBy(
                        () -> money.asOperator(() -> quotes.order(quote.quote().id())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void anExpiredQuoteAndAWrongTokenOpenNothing() {
        PublicQuotes.Confirmed quote = confirmed(20, 0L, "monthly");
        assertThatThrownBy(() -> order(new PublicQuotes.Confirmed("forged", quote.quote())))
                .isInstanceOf(Forbidden.class);
        money.at("2026-07-11T00:00");
        assertThat(catchThrowableOfType(Problem.class, () -> order(quote)).type())
                .isEqualTo("quote-expired");
        assertThat(companies).isEmpty();
    }

    @Test
    void robotsAreTurnedAway() {
        PublicQuotes.Form open = visit("203.0.113.2", form::form);
        assertThatThrownBy(() -> visit("203.0.113.2", () -> form.ask(inquiry(open.token(), "", "a@b.example"), "l")))
                .isInstanceOf(Invalid.class);
        money.clock.forward(Duration.ofSeconds(4));
        visit("203.0.113.2", () -> form.ask(inquiry(open.token(), "http://spam", "a@b.example"), "l"));
        assertThatThrownBy(() -> visit("203.0.113.2", () -> form.ask(inquiry("forged", "", "a@b.example"), "l")))
                .isInstanceOf(Invalid.class);
        money.clock.forward(Duration.ofHours(3));
        assertThatThrownBy(() -> visit("203.0.113.2", () -> form.ask(inquiry(open.token(), "", "a@b.example"), "l")))
                .isInstanceOf(Invalid.class);
        assertThat(money.mails).isEmpty();
        assertThat(TestMoney.strings("SELECT id FROM billing.quote")).isEmpty();
    }

    @Test
    void anAddressGetsThreeADayAndAClientThirtyAnHour() {
        for (int i = 0; i < 3; i++) {
            askFrom("203.0.113." + (10 + i), "flood@b.example");
        }
        Problem day = catchThrowableOfType(Problem.class, () -> askFrom("203.0.113.20", "FLOOD@b.example"));
        assertThat(day.status()).isEqualTo(429);
        assertThat((Long) day.members().get("retryAfter")).isBetween(80_000L, 86_400L);
        assertThat(money.mails).hasSize(3);
        for (int i = 0; i < 30; i++) {
            askFrom("203.0.113.30", "p" + i + "@b.example");
        }
        Problem hour = catchThrowableOfType(Problem.class, () -> askFrom("203.0.113.30", "q@b.example"));
        assertThat(hour.status()).isEqualTo(429);
        money.clock.forward(Duration.ofDays(2));
        askFrom("203.0.113.30", "flood@b.example");
    }

    private void askFrom(String address, String email) {
        PublicQuotes.Form open = visit(address, form::form);
        money.clock.forward(Duration.ofSeconds(4));
        visit(address, () -> form.ask(inquiry(open.token(), null, email), "l?token="));
    }
}
