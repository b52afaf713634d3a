package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.product.Text;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Openings.Opening;
import kr.dure.tenant.TenantState;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    private static String page(TenantState state, DomainState domain, Locale locale) {
        DnsRecord mail = new DnsRecord(
                "MX",
                "acme.co.kr",
                "10 gw.acme.co.kr.",
                DnsRecord.State.OTHER,
                new Text("메일은 아직 <b>다른 서버</b>로 갑니다.", "Mail goes <b>elsewhere</b>."));
        DnsRecord host =
                new DnsRecord("A", "gw.acme.co.kr", "203.0.113.7", DnsRecord.State.FOUND, new Text("예", "Yes"));
        return StatusPage.of(
                new Opening(
                        "<두레> & 상사",
                        state,
                        "https://gw.acme.co.kr/",
                        List.of(new Domain(
                                new UUID(0, 1),
                                "gw.acme.co.kr",
                                "acme.co.kr",
                                domain,
                                false,
                                true,
                                LocalDate.of(2026, 11, 24),
                                List.of(mail, host),
                                Instant.parse("2026-11-24T01:02:03Z"),
                                null,
                                null))),
                locale,
                "/status/t");
    }

    @Test
    void whoWaitsSeesEachRecordWithWhatWasFoundAndCanLookAgain() {
        String page = page(TenantState.AWAITING_DNS, DomainState.REQUESTED, Locale.KOREAN);
        assertThat(page)
                .contains("DNS 등록을 기다리고 있습니다", "data-copy=\"10 gw.acme.co.kr.\"", "203.0.113.7", "다른 값", "확인됨")
                .contains("마지막 확인", "2026-11-24 10:02", "<form method=\"post\" action=\"/status/t?lang=ko\">")
                .doesNotContain("로그인하러 가기", "style=", "onclick");
    }

    @Test
    void whatPeopleAndForeignNameServersWroteStaysText() {
        assertThat(page(TenantState.AWAITING_DNS, DomainState.REQUESTED, Locale.ENGLISH))
                .contains("&lt;두레&gt; &amp; 상사", "Mail goes &lt;b&gt;elsewhere&lt;/b&gt;.")
                .doesNotContain("<두레>", "<b>elsewhere");
    }

    @Test
    void whoIsOpenIsLedToTheLogin() {
        assertThat(page(TenantState.OPEN, DomainState.OPEN, Locale.ENGLISH))
                .contains("href=\"https://gw.acme.co.kr/\"", "Go to the login")
                .doesNotContain("<form", "Check now");
        assertThat(page(TenantState.CLOSED, DomainState.REQUESTED, Locale.ENGLISH))
                .doesNotContain("<form", "Go to the login");
    }
}
