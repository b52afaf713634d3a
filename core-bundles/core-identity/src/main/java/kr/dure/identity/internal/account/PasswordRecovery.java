package kr.dure.identity.internal.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Clients;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.access.Throttle;
import kr.dure.identity.internal.access.TimeCode;
import kr.dure.job.Job;
import kr.dure.job.JobHandler;
import kr.dure.job.JobRun;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.tenant.Tenants;
import kr.dure.web.Invalid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * "Find password" (L1 a): a temporary password goes to the external address that stands in the profile. Every request is
 * taken over in the same way and answered before anything is looked up, so that the answer tells nothing (L2).
 */
@Component(service = {PasswordRecovery.class, JobHandler.class})
public final class PasswordRecovery implements JobHandler {
    static final String JOB = "identity.password-recovery";
    static final Duration VALID = Duration.ofMinutes(30);

    /** Nobody's mailbox is filled by somebody else. */
    private static final Duration PAUSE = Duration.ofMinutes(2);

    private static final int LETTERS = 16;
    private static final String SEPARATOR = "\n";

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Mailer mailer;
    private final Throttle throttle;
    private final IdentitySettings settings;

    @Activate
    public PasswordRecovery(
            @Reference(target = "(unit=kr.dure.identity)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Mailer mailer) {
        this(tx, ids, clock, mailer, IdentitySettings.fromSystem());
    }

    PasswordRecovery(Tx tx, Ids ids, Clock clock, Mailer mailer, IdentitySettings settings) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.mailer = mailer;
        this.throttle = new Throttle(20, Duration.ofMinutes(10), clock);
        this.settings = settings;
    }

    /** Takes a request over; what comes of it only the owner of the address learns. */
    void request(String loginId, String externalEmail) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(loginId, "loginId", 64);
        checks.text(externalEmail, "externalEmail", 254);
        checks.done();
        throttle.check();
        throttle.count();
        String data = String.join(
                SEPARATOR,
                Clients.language().getLanguage(),
                oneLine(loginId).toLowerCase(Locale.ROOT),
                oneLine(externalEmail));
        tx.run(session -> session.schedule(Job.once(JOB, ids.next().toString(), clock.instant(), data)));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Override
    public String name() {
        return JOB;
    }

    @Override
    public Optional<Instant> run(JobRun run) {
        String[] parts = run.data().split(SEPARATOR, 3);
        Locale language = Locale.forLanguageTag(parts[0]);
        tx.run(session -> recover(session, parts[1], parts[2], language));
        return Optional.empty();
    }

    private void recover(Session session, String loginId, String externalEmail, Locale language) {
        AccountEntity account =
                new AccountRepository(session).findByLoginId(loginId).orElse(null);
        Instant now = clock.instant();
        if (account == null
                || account.externalEmail() == null
                || !account.externalEmail().equalsIgnoreCase(externalEmail)) {
            session.audit("identity.password.recovery-refused", loginId, null);
            return;
        }
        boolean justSent = account.temporaryUntil() != null
                && now.isBefore(account.temporaryUntil().minus(VALID).plus(PAUSE));
        if (justSent) {
            return;
        }
        String password = TimeCode.random(LETTERS).toLowerCase(Locale.ROOT);
        String shown = password.substring(0, 4) + "-" + password.substring(4, 8) + "-" + password.substring(8, 12) + "-"
                + password.substring(12);
        account.offerTemporary(shown, now.plus(VALID));
        UUID mail = mailer.send(letter(account, shown, language));
        session.audit("identity.password.recovery-sent", account.id().toString(), "mail " + mail);
    }

    private Mail letter(AccountEntity account, String password, Locale language) {
        return new Mail(
                "identity.temporary-password",
                account.externalEmail(),
                language,
                new Text(
                        "[" + Tenants.current().name() + "] 임시 비밀번호를 보내 드립니다",
                        "[" + Tenants.current().name() + "] Your temporary password"),
                List.of(
                        new Mail.Paragraph(new Text(
                                account.name() + "님, 비밀번호 찾기를 요청하셔서 임시 비밀번호를 보내 드립니다."
                                        + " 30분 안에 한 번만 쓸 수 있고, 로그인하면 새 비밀번호를 정하게 됩니다.",
                                "Hello " + account.name() + ", here is the temporary password you asked for."
                                        + " It works once, within 30 minutes; after the login you choose a new one.")),
                        new Mail.Facts(List.of(
                                new Mail.Fact(new Text("로그인 아이디", "Login id"), account.loginId()),
                                new Mail.Fact(new Text("임시 비밀번호", "Temporary password"), password))),
                        new Mail.Action(
                                new Text("로그인하기", "Log in"),
                                settings.url(Tenants.current().host())),
                        new Mail.Paragraph(new Text(
                                "요청하신 적이 없다면 이 메일을 무시하세요. 지금 쓰시는 비밀번호는 그대로입니다.",
                                "If you did not ask for it, ignore this mail. Your present password stays as it is."))),
                true);
    }
}
