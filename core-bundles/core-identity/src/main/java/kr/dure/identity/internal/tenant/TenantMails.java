package kr.dure.identity.internal.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.internal.IdentitySettings;
import kr.dure.identity.internal.Instants;
import kr.dure.identity.internal.Rows;
import kr.dure.identity.internal.access.SecretBox;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.persistence.Session;
import kr.dure.product.Text;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;
import kr.dure.tenant.Tenant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The mails that a company gets about itself: onboarding (S1) and the request to register DNS records (S3). */
@Component(service = TenantMails.class)
public final class TenantMails {
    private final Clock clock;
    private final Mailer mailer;
    private final SecretBox box;
    private final IdentitySettings settings;

    @Activate
    public TenantMails(@Reference Clock clock, @Reference Mailer mailer, @Reference SecretBox box) {
        this(clock, mailer, box, IdentitySettings.fromSystem());
    }

    TenantMails(Clock clock, Mailer mailer, SecretBox box, IdentitySettings settings) {
        this.clock = clock;
        this.mailer = mailer;
        this.box = box;
        this.settings = settings;
    }

    /** Which of the two. */
    public enum Kind {
        ONBOARDING,
        DNS_REQUEST
    }

    /**
     * One that was written.
     *
     * @param state null when it is so old that it is forgotten
     */
    record Written(UUID id, Kind kind, String to, Instant at, Mailer.State state, String reason) {}

    /** The link under which the company sees how far its opening is; nobody can guess it. */
    String statusUrl(UUID tenant) {
        return settings.url(settings.operatorHost()) + "status/" + statusToken(tenant);
    }

    String statusToken(UUID tenant) {
        return tenant + "." + box.sign("status " + tenant);
    }

    /** The tenant that a status link is for, or empty when the token was not made here. */
    Optional<UUID> readStatusToken(String token) {
        if (token == null || token.length() < 38 || token.length() > 100 || token.charAt(36) != '.') {
            return Optional.empty();
        }
        try {
            UUID tenant = UUID.fromString(token.substring(0, 36));
            boolean ours = MessageDigest.isEqual(
                    statusToken(tenant).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
            return ours ? Optional.of(tenant) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How to start, for the company's contact. */
    void sendOnboarding(Session session, Tenant tenant, CompanyFacts company, String loginId) {
        String url = settings.url(tenant.host());
        send(
                session,
                Kind.ONBOARDING,
                new Mail(
                        "identity.onboarding",
                        company.contactEmail(),
                        company.language(),
                        new Text(
                                "[두레] " + tenant.name() + " 개통을 축하합니다",
                                "[Dure] " + tenant.name() + " is open: how to start"),
                        List.of(
                                new Mail.Paragraph(new Text(
                                        company.contactName() + "님, " + tenant.name()
                                                + "의 두레가 열렸습니다. 아래 주소에서 첫 관리자 아이디로 로그인해 주세요.",
                                        "Hello " + company.contactName() + ", Dure is open for " + tenant.name()
                                                + ". Please log in at the address below as the first administrator.")),
                                new Mail.Facts(List.of(
                                        new Mail.Fact(new Text("접속 주소", "Address"), url),
                                        new Mail.Fact(new Text("첫 관리자", "First administrator"), loginId),
                                        new Mail.Fact(
                                                new Text("비밀번호", "Password"),
                                                company.language().equals(Locale.ENGLISH)
                                                        ? "the one chosen at sign-up"
                                                        : "가입할 때 정한 비밀번호"))),
                                new Mail.Action(new Text("로그인하기", "Log in"), url),
                                new Mail.Paragraph(
                                        new Text(
                                                "처음 할 일: ① 로그인해 2단계 인증을 켭니다. ② 부서와 직위를 만들고 직원을 등록합니다."
                                                        + " ③ 스토어에서 쓸 상품을 켭니다. 비밀번호를 잊으면 로그인 화면의 '비밀번호 찾기'를 쓰세요.",
                                                "First steps: 1. Log in and switch the second factor on. 2. Set up departments and"
                                                        + " positions, and add your people. 3. Enable products in the store."
                                                        + " If you forget the password, use 'Find password' on the login page."))),
                        false));
    }

    /** Which records to register, for the company's contact. */
    void sendDnsRequest(Session session, Tenant tenant, CompanyFacts company, Domain domain) {
        send(
                session,
                Kind.DNS_REQUEST,
                new Mail(
                        "identity.dns-request",
                        company.contactEmail(),
                        company.language(),
                        new Text(
                                "[두레] " + domain.host() + " DNS 등록을 부탁드립니다",
                                "[Dure] Please register the DNS records of " + domain.host()),
                        List.of(
                                new Mail.Paragraph(new Text(
                                        company.contactName() + "님, " + tenant.name()
                                                + "의 주소를 열려면 도메인을 관리하는 곳에 아래 레코드를 등록해 주세요."
                                                + " 등록이 확인되면 저절로 열립니다. 보통 2~3일 걸립니다.",
                                        "Hello " + company.contactName() + ", to open the address of " + tenant.name()
                                                + ", please register these records where your domain is kept. It opens by"
                                                + " itself when they are found, usually within two or three days.")),
                                new Mail.Table(
                                        List.of(new Text("종류", "Type"), new Text("이름", "Name"), new Text("값", "Value")),
                                        domain.records().stream()
                                                .map(TenantMails::row)
                                                .toList()),
                                new Mail.Paragraph(new Text(
                                        "지금 다른 메일을 쓰고 있다면 MX 레코드는 메일을 옮길 준비가 되었을 때 바꾸세요."
                                                + " 한 도메인의 메일은 한 곳에서만 받을 수 있습니다.",
                                        "If your domain has mail elsewhere now, change the MX record when you are ready to"
                                                + " move: only one system can receive the mail of a domain.")),
                                new Mail.Action(new Text("진행 상태 보기", "See how far it is"), statusUrl(tenant.id()))),
                        false));
    }

    private static List<String> row(DnsRecord record) {
        return List.of(record.type(), record.name(), record.value());
    }

    private void send(Session session, Kind kind, Mail mail) {
        UUID id = mailer.send(mail);
        session.entities()
                .createNativeQuery("INSERT INTO identity.tenant_mail (id, kind, sent_to, at) VALUES (?1, ?2, ?3, ?4)")
                .setParameter(1, id)
                .setParameter(2, kind.name())
                .setParameter(3, mail.to())
                .setParameter(4, clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        session.audit("identity.tenant-mail.written", id.toString(), kind + " to " + mail.to());
    }

    /** What the current tenant was written, newest first. */
    List<Written> written(Session session) {
        return Rows.of(
                session.entities()
                        .createNativeQuery(
                                "SELECT id, kind, sent_to, at FROM identity.tenant_mail ORDER BY at DESC, id DESC"
                                        + " LIMIT 50"),
                columns -> {
                    Optional<Mailer.Sent> sent = mailer.find((UUID) columns[0]);
                    return new Written(
                            (UUID) columns[0],
                            Kind.valueOf((String) columns[1]),
                            (String) columns[2],
                            Instants.of(columns[3]),
                            sent.map(Mailer.Sent::state).orElse(null),
                            sent.map(Mailer.Sent::reason).orElse(null));
                });
    }
}
