package kr.dure.documents.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.document.Markup;
import kr.dure.document.Template;
import kr.dure.documents.internal.pdf.PdfRendererImpl;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.Text;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class TemplateServiceTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX =
            DATABASE.unit("kr.dure.documents", TemplateServiceTest.class, Clock.systemUTC(), "db/V001__template.sql");
    private static final Caller KIM = new Caller(UUID.randomUUID(), "kim", "김두레", false, false, Set.of());
    private static final Map<String, Object> SAMPLE = Map.of(
            "company",
            "두레 주식회사",
            "lines",
            List.of(Map.of("name", "그룹웨어", "amount", "1,000")),
            "body",
            new Markup("<p>본문</p>"));
    private static final Template INVOICE = new Template(
            "billing.invoice",
            new Text("청구서", "Invoice"),
            new Text("<h1>청구서</h1>{{company}}", "<h1>Invoice</h1>{{company}}"),
            SAMPLE);

    private final Tenant acme = DATABASE.tenant("acme");
    private final Tenant other = DATABASE.tenant("other");
    private final TemplateShelf shelf = new TemplateShelf(List.of(() -> List.of(INVOICE)));
    private final TemplatesImpl templates = new TemplatesImpl(TX, shelf);
    private final TemplateService service =
            new TemplateService(TX, shelf, new PdfRendererImpl(), new KernelIds(), Clock.systemUTC());

    private <T> T in(Tenant tenant, Supplier<T> work) {
        return Tenants.call(tenant, () -> Callers.call(KIM, work));
    }

    private String filled(Tenant tenant, Locale language) {
        return in(tenant, () -> templates.fill("billing.invoice", language, Map.of("company", "<온누리>")));
    }

    private TemplateService.Tagged put(String body, String tag) {
        return in(acme, () -> service.put("billing.invoice", Locale.KOREAN, body, tag));
    }

    @Test
    void theAppsVersionIsUsedUntilATenantHasItsOwn() {
        assertThat(filled(acme, Locale.KOREAN)).isEqualTo("<h1>청구서</h1>&lt;온누리&gt;");
        assertThat(filled(acme, Locale.ENGLISH)).isEqualTo("<h1>Invoice</h1>&lt;온누리&gt;");
        put("<h1>우리 청구서</h1>{{company}}", null);
        assertThat(filled(acme, Locale.KOREAN)).isEqualTo("<h1>우리 청구서</h1>&lt;온누리&gt;");
        assertThat(filled(acme, Locale.ENGLISH)).startsWith("<h1>Invoice</h1>");
        assertThat(filled(other, Locale.KOREAN)).startsWith("<h1>청구서</h1>");
        in(acme, () -> {
            service.reset("billing.invoice", Locale.KOREAN, null);
            return null;
        });
        assertThat(filled(acme, Locale.KOREAN)).startsWith("<h1>청구서</h1>");
    }

    @Test
    void aStaleETagIsRefused() {
        String first =
                in(acme, () -> service.get("billing.invoice", Locale.KOREAN)).tag();
        String second = put("하나", "\"" + first + "\"").tag();
        assertThat(second).isNotEqualTo(first);
        for (String stale : List.of(first, "nonsense")) {
            Problem refused = catchThrowableOfType(Problem.class, () -> put("둘", stale));
            assertThat(refused.status()).isEqualTo(412);
        }
        String third = put("둘", second).tag();
        assertThat(third).isNotEqualTo(second);
        assertThat(catchThrowableOfType(
                                Problem.class,
                                () -> in(acme, () -> {
                                    service.reset("billing.invoice", Locale.KOREAN, second);
                                    return null;
                                }))
                        .status())
                .isEqualTo(412);
        TemplateService.Tagged read = in(acme, () -> service.get("billing.invoice", Locale.KOREAN));
        assertThat(read.tag()).isEqualTo(third);
        assertThat(read.view().body()).isEqualTo("둘");
        assertThat(read.view().changedBy()).isEqualTo("kim");
    }

    @Test
    void theListSaysInWhichLanguagesATenantHasItsOwn() {
        put("하나", null);
        assertThat(in(acme, () -> service.list(null, 10)).items())
                .containsExactly(new TemplateView.Line("billing.invoice", "청구서", List.of("ko")));
        assertThat(in(other, () -> service.list(null, 10)).items().get(0).own()).isEmpty();
        assertThat(in(acme, () -> service.list("billing.invoice", 10)).items()).isEmpty();
    }

    @Test
    void aBrokenTemplateIsRefusedWithItsLineAndLeavesTheOldOne() {
        put("좋음", null);
        for (Map.Entry<String, String> broken : Map.of(
                        "하나\n{{#lines}}{{name}}", "",
                        "하나\n둘\n{{compnay}}", "Line 3",
                        "하나\n{{#lines}}{{price}}{{/lines}}", "Line 2",
                        "하나\n{{company", "Line 2",
                        "{{> other}}", "Line",
                        "{{/lines}}", "Line 1",
                        " ", "empty",
                        "<img src='http://169.254.169.254/x'>", "outside")
                .entrySet()) {
            Invalid refused = catchThrowableOfType(Invalid.class, () -> put(broken.getKey(), null));
            assertThat(refused).as(broken.getKey()).isNotNull();
            assertThat(refused.text().en()).contains(broken.getValue());
            assertThat(refused.errors().get(0).field()).isNotBlank();
        }
        assertThat(filled(acme, Locale.KOREAN)).isEqualTo("좋음");
    }

    @Test
    void aPreviewIsAPdfOfTheSample() {
        byte[] pdf = in(
                acme,
                () -> service.preview(
                        "billing.invoice", Locale.KOREAN, "{{#lines}}<p>{{name}}</p>{{/lines}}<img src='logo.png'>"));
        assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
        assertThat(in(acme, () -> service.preview("billing.invoice", Locale.KOREAN, null)))
                .isNotEmpty();
        assertThatThrownBy(() -> in(acme, () -> service.preview("no.such", Locale.KOREAN, null)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void theLetterIsLaidOutInBothLanguages() {
        TemplateService letters = new TemplateService(
                TX,
                new TemplateShelf(List.of(new LetterTemplate())),
                new PdfRendererImpl(),
                new KernelIds(),
                Clock.systemUTC());
        for (Locale language : List.of(Locale.KOREAN, Locale.ENGLISH)) {
            String body = in(acme, () -> letters.get("documents.letter", language))
                    .view()
                    .body();
            assertThat(in(acme, () -> letters.put("documents.letter", language, body, null))
                            .view()
                            .own())
                    .isTrue();
        }
    }
}
