package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import kr.dure.notification.Mailer.State;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Forbidden;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.junit.jupiter.api.Test;

class MailServiceTest {
    private final TestMail dure = new TestMail();

    @Test
    void theOperatorSeesTheMailsOfAllCompaniesNewestFirst() {
        UUID first = dure.send(TestMail.mail("kim@example.com"));
        Tenant other = dure.company("other");
        UUID second = dure.in(other, () -> dure.mailer.send(TestMail.mail("lee@example.com")));
        Page<MailView> page = dure.asOperator(() -> dure.service.list(null, null, null, null, 2));
        assertThat(page.items()).extracting(MailView::id).containsExactly(second, first);
        assertThat(page.items()).extracting(MailView::tenantId).containsExactly(other.id(), dure.tenant.id());
    }

    @Test
    void theListIsFilteredByCompanyStateAndAddressAndPaged() {
        String name = "u" + UUID.randomUUID().toString().substring(0, 8);
        UUID queued = dure.send(TestMail.mail(name + "@example.com"));
        UUID failed = dure.send(TestMail.mail(name + " @example.com"));
        UUID stranger = dure.send(TestMail.mail("other@example.com"));
        assertThat(ids(dure.tenant.id(), null, null, null)).containsExactly(stranger, failed, queued);
        assertThat(ids(null, null, name.toUpperCase(java.util.Locale.ROOT), null))
                .containsExactly(failed, queued);
        assertThat(ids(dure.tenant.id(), State.FAILED, null, null)).containsExactly(failed);
        assertThat(ids(dure.tenant.id(), null, "%", null)).isEmpty();
        assertThat(ids(dure.tenant.id(), null, null, failed)).containsExactly(queued);
        Page<MailView> first = dure.asOperator(() -> dure.service.list(dure.tenant.id(), null, null, null, 2));
        assertThat(first.next()).isEqualTo(failed.toString());
    }

    @Test
    void aMailThatFailedIsSentAgain() {
        try (var peer = new ScriptedSmtp(Map.of("RCPT", "550 no"));
                var better = new ScriptedSmtp(Map.of())) {
            UUID id = dure.send(TestMail.mail("kim@example.com"));
            dure.run(dure.sending(TestMail.server(peer.port())), id);
            assertThatThrownBy(() -> dure.asOperator(() -> dure.service.resend(id)))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("Release");
            dure.in(dure.tenant, () -> {
                dure.bounces.release("Kim@example.com");
                return null;
            });
            MailView view = dure.asOperator(() -> dure.service.resend(id));
            assertThat(view.state()).isEqualTo(State.QUEUED);
            assertThat(view.attempts()).isZero();
            assertThat(view.reason()).isNull();
            assertThat(TestMail.jobs(id)).isPositive();
            assertThat(TestMail.strings("SELECT tenant_id FROM platform.audit WHERE action ="
                            + " 'notification.mail.resent' AND subject = '" + id + "'"))
                    .containsExactly(dure.tenant.id().toString());
            dure.run(dure.sending(TestMail.server(better.port())), id);
            assertThat(dure.find(id).state()).isEqualTo(State.SENT);
        }
    }

    @Test
    void onlyAMailThatFailedIsSentAgain() {
        UUID id = dure.send(TestMail.mail("kim@example.com"));
        assertThatThrownBy(() -> dure.asOperator(() -> dure.service.resend(id))).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> dure.asOperator(() -> dure.service.resend(UUID.randomUUID())))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatHasNoAddressIsNotSentAgain() {
        UUID id = dure.send(TestMail.mail("kim@example.com, lee@example.com"));
        assertThatThrownBy(() -> dure.asOperator(() -> dure.service.resend(id))).isInstanceOf(Conflict.class);
        assertThat(dure.find(id).state()).isEqualTo(State.FAILED);
    }

    @Test
    void aForgottenSecretIsNotSentAgain() {
        try (var peer = new ScriptedSmtp(Map.of("RCPT", "550 no"))) {
            UUID id = dure.send(TestMail.mail("kim@example.com", true));
            dure.run(dure.sending(TestMail.server(peer.port())), id);
            assertThat(dure.asOperator(() -> dure.service.list(dure.tenant.id(), null, null, null, 1))
                            .items())
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.resendable()).isFalse());
            assertThatThrownBy(() -> dure.asOperator(() -> dure.service.resend(id)))
                    .isInstanceOf(Conflict.class);
        }
    }

    @Test
    void nobodyButTheOperatorSeesOrSendsAgain() {
        UUID id = dure.send(TestMail.mail("kim@"));
        assertThatThrownBy(() -> dure.in(dure.tenant, () -> dure.service.list(null, null, null, null, 10)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> dure.in(dure.tenant, () -> dure.service.resend(id)))
                .isInstanceOf(Forbidden.class);
    }

    private List<UUID> ids(UUID tenant, State state, String to, UUID after) {
        return dure.asOperator(() -> dure.service.list(tenant, state, to, after, 50)).items().stream()
                .map(MailView::id)
                .toList();
    }
}
