package kr.dure.addons.internal;

import static kr.dure.addons.internal.TestAddons.ask;
import static kr.dure.addons.internal.TestAddons.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.ZipFile;
import kr.dure.persistence.TenantTables;
import kr.dure.persistence.internal.TenantAccess;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.persistence.internal.tables.TenantTablesImpl;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.launch.Framework;

/** Deleting what a removed add-on left: ordered, exported, dated, and not before its day. */
class PurgesTest {
    private static final Tenant OPERATOR = TestDatabase.shared().tenant("operator");
    private static final Tenant ACME = TestDatabase.shared().tenant("acme");
    private static final Tenant OTHER = TestDatabase.shared().tenant("other");
    private static final TestJar STOCK = TestJar.app("kr.dure.stock", "1.0.0")
            .entry("META-INF/persistence.xml", "<persistence><persistence-unit name=\"kr.dure.stock\"/></persistence>")
            .entry(
                    "db/V001__step.sql",
                    "CREATE TABLE item (tenant_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL,"
                            + " PRIMARY KEY (tenant_id, id));");

    private final Instant now = Instant.now();
    private Framework framework;
    private AddonService service;
    private Policy policy;

    @BeforeEach
    void aRemovedAddonWithRowsOfTwoCompanies() throws Exception {
        sql("DELETE FROM platform.addon");
        sql("DELETE FROM platform.addon_remains");
        sql("DROP SCHEMA IF EXISTS stock CASCADE");
        policy = TestAddons.policy();
        framework = TestAddons.framework();
        service = TestAddons.service(
                framework.getBundleContext(), TestAddons.tx(), (tenant, account, event, json) -> {}, policy);
        operator(() -> service.install(STOCK.bytes(), Steps.SILENT));
        sql("INSERT INTO stock.item VALUES ('" + ACME.id() + "', gen_random_uuid(), '에이스 물건'), ('" + OTHER.id()
                + "', gen_random_uuid(), 'others'' thing')");
        operator(() -> {
            service.remove("stock", Steps.SILENT);
            return null;
        });
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private static <T> T operator(Supplier<T> work) {
        return Tenants.call(OPERATOR, work);
    }

    /** As they are so much later. */
    private Purges purges(Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        TenantTables tables =
                new TenantTablesImpl(new TenantAccess(TestDatabase.shared().database()));
        return new Purges(
                new AddonLedger(TestAddons.tx(), clock),
                TestDatabase.shared().schemas(),
                tables,
                new Companies(),
                clock,
                policy.exports());
    }

    private void due(Duration later) {
        operator(() -> {
            purges(later).due();
            return null;
        });
    }

    private Remains order(Duration ahead) {
        return operator(() -> {
            Purges purges = purges(Duration.ZERO);
            purges.check("stock", "stock", now.plus(ahead));
            return purges.order("stock", now.plus(ahead), "operator", Steps.SILENT);
        });
    }

    private static boolean exists() throws Exception {
        return ask("SELECT 1 FROM pg_namespace WHERE nspname = 'stock'") != null;
    }

    @Test
    void theDataGoOnTheirDayAndNotBefore() throws Exception {
        order(Duration.ofDays(3));
        due(Duration.ofDays(2));
        assertThat(exists()).isTrue();
        assertThat(ask("SELECT count(*) FROM stock.item")).isEqualTo("2");
        due(Duration.ofDays(4));
        assertThat(exists()).isFalse();
        assertThat(operator(() -> purges(Duration.ZERO).list())).isEmpty();
        assertThat(ask("SELECT count(*) FROM platform.audit WHERE tenant_id = '" + OPERATOR.id()
                        + "' AND action = 'addons.purged'"))
                .isEqualTo("1");
    }

    @Test
    void beforeTheOrderStandsEveryCompanysRowsAreExportedAlone() throws Exception {
        Remains remains = order(Duration.ofDays(3));
        Path folder = policy.exports().getParent().resolve(remains.export());
        assertThat(rows(folder, ACME)).contains("에이스 물건").doesNotContain("others");
        assertThat(rows(folder, OTHER)).contains("others' thing").doesNotContain("에이스");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> !file.toString().endsWith(".zip"))).isEmpty();
        }
    }

    private static String rows(Path folder, Tenant tenant) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve(tenant.id() + ".zip").toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry("stock.item.jsonl")).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    void anOrderThatIsTakenBackOrAnAddonThatComesBackKeepsTheData() throws Exception {
        order(Duration.ofDays(3));
        operator(() -> {
            purges(Duration.ZERO).cancel("stock");
            return null;
        });
        due(Duration.ofDays(4));
        assertThat(ask("SELECT count(*) FROM stock.item")).isEqualTo("2");

        order(Duration.ofDays(3));
        operator(() -> service.install(STOCK.bytes(), Steps.SILENT));
        due(Duration.ofDays(4));
        assertThat(ask("SELECT count(*) FROM stock.item")).isEqualTo("2");
        assertThat(operator(() -> purges(Duration.ZERO).list())).isEmpty();
    }

    @Test
    void anOrderIsConfirmedDatedAndGivenOnce() {
        Purges purges = purges(Duration.ZERO);
        assertThatThrownBy(() -> operator(() -> check(purges, "stock", "stack", now.plus(Duration.ofDays(3)))))
                .isInstanceOf(Invalid.class);
        for (Instant at : new Instant[] {null, now, now.plus(Duration.ofHours(23)), now.plus(Duration.ofDays(400))}) {
            assertThatThrownBy(() -> operator(() -> check(purges, "stock", "stock", at)))
                    .isInstanceOf(Invalid.class);
        }
        assertThatThrownBy(() -> operator(() -> check(purges, "nothing", "nothing", now.plus(Duration.ofDays(3)))))
                .isInstanceOf(NotFound.class);
        order(Duration.ofDays(3));
        assertThatThrownBy(() -> order(Duration.ofDays(5))).isInstanceOf(Conflict.class);
    }

    private static Object check(Purges purges, String id, String confirm, Instant at) {
        purges.check(id, confirm, at);
        return null;
    }

    private static final class Companies implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tenant operator() {
            return OPERATOR;
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return after == null ? List.of(ACME, OTHER) : List.of();
        }
    }
}
