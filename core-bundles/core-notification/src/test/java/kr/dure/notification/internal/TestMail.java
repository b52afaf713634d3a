package kr.dure.notification.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.identity.Secrets;
import kr.dure.job.JobRun;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.notification.internal.sender.DnsTexts;
import kr.dure.notification.internal.sender.SenderService;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.Text;
import kr.dure.tenant.Domain;
import kr.dure.tenant.DomainState;
import kr.dure.tenant.Domains;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;

/** The bundle's services on a real database and a mail server of the test's choice. */
public final class TestMail {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.notification", TestMail.class, Clock.systemUTC(), "db/V001__mail.sql", "db/V002__notice.sql");
    private static final Tenant OPERATOR = DATABASE.tenant("operator");
    private static final Caller OPERATING = new Caller(UUID.randomUUID(), "operator", "Operator", true, true, Set.of());
    private static final Caller ADMINISTRATOR = new Caller(UUID.randomUUID(), "admin", "Admin", true, false, Set.of());

    public final MovedClock clock = new MovedClock();
    public final Tenant tenant = DATABASE.tenant("acme");
    final MailTraffic traffic = new MailTraffic(clock);
    public final MailerImpl mailer = new MailerImpl(TX, new KernelIds(), clock);
    public final Directory directory = new Directory();
    final MailService service = new MailService(TX, directory, clock);
    final BounceService bounces = new BounceService(TX, directory, clock);
    public final Companies domains = new Companies();
    final MailCleaning cleaning = new MailCleaning(TX, directory, clock);

    public TestMail() {
        directory.tenants.add(tenant);
    }

    public static Tx tx() {
        return TX;
    }

    public Tenant company(String name) {
        Tenant company = DATABASE.tenant(name);
        directory.tenants.add(company);
        return company;
    }

    static SmtpServer server(int port) {
        return server(port, Duration.ofSeconds(10));
    }

    static SmtpServer server(int port, Duration silence) {
        return new SmtpServer(
                SmtpSettings.of(Optional.of("smtp://127.0.0.1:" + port), "두레 <no-reply@dure.test>"),
                Duration.ofSeconds(5),
                silence);
    }

    static SmtpServer noServer() {
        return new SmtpServer(SmtpSettings.of(Optional.empty(), "no-reply@dure.test"));
    }

    MailSending sending(SmtpServer server) {
        return sending(server, new DnsTexts("127.0.0.1:1"));
    }

    MailSending sending(SmtpServer server, DnsTexts dns) {
        return new MailSending(TX, clock, traffic, senders(dns), server);
    }

    SenderService senders(DnsTexts dns) {
        return new SenderService(
                TX,
                clock,
                domains,
                directory,
                new Sealed(),
                dns,
                SmtpSettings.of(Optional.of("smtp://127.0.0.1:1"), "두레 <no-reply@dure.test>"));
    }

    static Mail mail(String to) {
        return mail(to, false);
    }

    static Mail mail(String to, boolean secret) {
        return new Mail(
                "test.kind",
                to,
                Locale.KOREAN,
                new Text("[두레] 비밀번호 안내", "[Dure] Your password"),
                List.of(
                        new Mail.Paragraph(new Text("안녕하세요, 김두레 님.", "Hello Kim.")),
                        new Mail.Facts(List.of(new Mail.Fact(new Text("비밀번호", "Password"), "hunter-22"))),
                        new Mail.Action(new Text("로그인", "Log in"), "http://acme.localhost:8181/")),
                secret);
    }

    public UUID send(Mail mail) {
        return in(tenant, () -> mailer.send(mail));
    }

    /** What the job does for this mail; when it wants to run again. */
    public Optional<Instant> run(MailSending sending, UUID id) {
        return in(tenant, () -> sending.run(new JobRun(id.toString(), "", clock.instant(), 0)));
    }

    public Mailer.Sent find(UUID id) {
        return in(tenant, () -> mailer.find(id).orElseThrow());
    }

    public <T> T in(Tenant company, Supplier<T> work) {
        return Tenants.call(company, () -> Callers.call(ADMINISTRATOR, work));
    }

    public <T> T asOperator(Supplier<T> work) {
        return Tenants.call(OPERATOR, () -> Callers.call(OPERATING, work));
    }

    /** The first column of what the owner of the database reads. */
    public static List<String> strings(String sql) {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many jobs stand for this mail. */
    static int jobs(UUID id) {
        return strings("SELECT task_instance FROM platform.job WHERE task_instance LIKE '%/notification.mail/" + id
                        + "%'")
                .size();
    }

    /** A clock that runs on from wherever it is moved. */
    public static final class MovedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        public void advance(Duration by) {
            offset = offset.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }
    }

    /** Domains of the companies as the test says. */
    public static final class Companies implements Domains {
        final List<String> open = new CopyOnWriteArrayList<>();

        @Override
        public List<Domain> list() {
            return open.stream()
                    .map(name -> new Domain(
                            UUID.randomUUID(),
                            "gw." + name,
                            name,
                            DomainState.OPEN,
                            false,
                            true,
                            LocalDate.EPOCH,
                            List.of(),
                            null,
                            null,
                            null))
                    .toList();
        }

        @Override
        public Domain get(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Domain request(String host, String mailDomain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Domain check(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Domain makePrimary(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(UUID id) {
            throw new UnsupportedOperationException();
        }
    }

    /** Opens with the same context only. */
    static final class Sealed implements Secrets {
        @Override
        public String seal(String secret, String context) {
            return new StringBuilder(context + "|" + secret).reverse().toString();
        }

        @Override
        public String open(String sealed, String context) {
            String plain = new StringBuilder(sealed).reverse().toString();
            if (!plain.startsWith(context + "|")) {
                throw new IllegalStateException("another context");
            }
            return plain.substring(context.length() + 1);
        }
    }

    public static final class Directory implements TenantDirectory {
        final List<Tenant> tenants = new CopyOnWriteArrayList<>();

        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return tenants.stream().filter(tenant -> tenant.id().equals(id)).findFirst();
        }

        @Override
        public Tenant operator() {
            return OPERATOR;
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return after == null ? List.copyOf(tenants) : List.of();
        }
    }
}
