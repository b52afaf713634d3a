package kr.dure.identity.internal.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.Openings;
import kr.dure.tenant.TenantState;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private final DnsServer dns = new DnsServer();
    private final TestIdentity identity = new TestIdentity(TestIdentity.settings("localhost", null, dns.address()));
    private final SignUp.Opened opened = signUp(TestIdentity.freshName() + ".co.kr");
    private final String token = opened.statusUrl().substring(opened.statusUrl().lastIndexOf('/') + 1);

    @AfterEach
    void stopDns() {
        dns.close();
    }

    private SignUp.Opened signUp(String domain) {
        return Tenants.call(
                identity.operator,
                () -> identity.signUps.signUp(new SignUp(
                        new SignUp.Company("두레상사", "220-81-62517"),
                        new SignUp.Contact("김두레", "kim@mail.example", "02-1234-5678"),
                        new SignUp.Host("own", null, "gw." + domain, domain),
                        new SignUp.Admin("kim", TestIdentity.PASSWORD),
                        List.of("groupware"),
                        30,
                        null,
                        null,
                        null)));
    }

    private Openings.Opening find() {
        return identity.openings.find(token).orElseThrow();
    }

    private Openings.Opening check() {
        return identity.openings.check(token).orElseThrow();
    }

    private static List<DnsRecord.State> states(Openings.Opening opening) {
        return opening.domains().get(0).records().stream().map(DnsRecord::state).toList();
    }

    private String[] ready() {
        Domain domain = find().domains().get(0);
        DnsRecord txt = domain.records().get(domain.records().size() - 1);
        return new String[] {
            "txt-record=" + txt.name() + "," + txt.value(),
            "host-record=" + domain.host() + ",203.0.113.7",
            "mx-host=" + domain.mailDomain() + "," + domain.host() + ",10"
        };
    }

    @Test
    void theLinkShowsHowFarTheCompanyIs() {
        Openings.Opening opening = find();
        assertThat(opening.company()).isEqualTo("두레상사");
        assertThat(opening.state()).isEqualTo(TenantState.AWAITING_DNS);
        assertThat(states(opening)).hasSize(3).containsOnly(DnsRecord.State.UNCHECKED);
        assertThat(states(check())).containsOnly(DnsRecord.State.MISSING);
    }

    @Test
    void aCheckThatFindsEverythingShowsTheCompanyOpenAtOnce() {
        dns.answer(ready());
        assertThat(check().state()).isEqualTo(TenantState.OPEN);
        assertThat(find().state()).isEqualTo(TenantState.OPEN);
        assertThat(states(find())).containsOnly(DnsRecord.State.FOUND);
        assertThat(identity.mails)
                .last()
                .satisfies(mail -> assertThat(mail.kind()).isEqualTo("identity.onboarding"));
    }

    @Test
    void whoAsksAgainWithinTenSecondsGetsWhatWasSeen() {
        check();
        dns.answer(ready());
        assertThat(check().state()).isEqualTo(TenantState.AWAITING_DNS);
        identity.clock.advance(Duration.ofSeconds(10));
        assertThat(check().state()).isEqualTo(TenantState.OPEN);
    }

    @Test
    void aWrongTokenIsNobodys() {
        String other = signUp(TestIdentity.freshName() + ".co.kr").statusUrl();
        String id = opened.tenantId().toString();
        String signature = token.substring(id.length() + 1);
        for (String wrong : new String[] {
            null,
            "",
            id,
            id + ".",
            id + "." + other.substring(other.lastIndexOf('.') + 1),
            UUID.randomUUID() + "." + signature,
            id.toUpperCase(Locale.ROOT) + "." + signature,
            id.replace('-', '_') + "." + signature,
            token + "x",
            token.substring(0, token.length() - 1),
            " " + token,
            "x".repeat(36) + "." + signature,
            "x".repeat(10_000)
        }) {
            assertThat(identity.openings.find(wrong)).as("%s", wrong).isEmpty();
            assertThat(identity.openings.check(wrong)).as("%s", wrong).isEmpty();
        }
    }

    @Test
    void theLinkIsAnsweredOnTheOperatorsHostOnly() {
        OpeningResource resource = new OpeningResource(identity.openings);
        assertThat(Tenants.call(identity.operator, () -> resource.get(token)).company())
                .isEqualTo("두레상사");
        assertThatThrownBy(() -> Tenants.call(identity.company(), () -> resource.get(token)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> Tenants.call(identity.company(), () -> resource.check(token)))
                .isInstanceOf(NotFound.class);
    }
}
