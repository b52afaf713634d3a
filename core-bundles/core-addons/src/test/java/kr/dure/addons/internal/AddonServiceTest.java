package kr.dure.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** On a real framework and a real database. */
class AddonServiceTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = TestAddons.tx();
    private static final Tenant OPERATOR = DATABASE.tenant("operator");

    private final List<String> sent = new ArrayList<>();
    private Framework framework;
    private AddonService service;

    @BeforeEach
    void start() throws Exception {
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM platform.addon");
            statement.execute("DELETE FROM platform.addon_remains");
            statement.execute("DELETE FROM platform.audit");
        }
        framework = TestAddons.framework();
        service = TestAddons.service(
                framework.getBundleContext(),
                TX,
                (tenant, account, event, json) -> sent.add(event),
                TestAddons.policy());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private static <T> T operator(Supplier<T> work) {
        return Tenants.call(OPERATOR, work);
    }

    private AddonService.Outcome install(TestJar jar) {
        return operator(() -> service.install(jar.bytes(), Steps.SILENT));
    }

    private Inspection inspect(TestJar jar) {
        return operator(() -> service.inspect(jar.bytes(), Locale.ENGLISH));
    }

    private List<Addon> list() {
        return operator(() -> service.list().items());
    }

    private void remove(String id) {
        Tenants.run(OPERATOR, () -> service.remove(id, Steps.SILENT));
    }

    private void reconcile() {
        Tenants.run(OPERATOR, () -> {
            try {
                service.reconcile();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<Bundle> bundles(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .toList();
    }

    private Bundle bundle(String symbolicName) {
        assertThat(bundles(symbolicName)).hasSize(1);
        return bundles(symbolicName).get(0);
    }

    private Bundle place(String location, TestJar jar) throws Exception {
        return framework.getBundleContext().installBundle(location, new ByteArrayInputStream(jar.bytes()));
    }

    private static List<String> audit() throws Exception {
        List<String> actions = new ArrayList<>();
        try (Connection connection = DATABASE.owner();
                var rows = connection.createStatement().executeQuery("SELECT action FROM platform.audit ORDER BY id")) {
            while (rows.next()) {
                actions.add(rows.getString(1));
            }
        }
        return actions;
    }

    @Test
    void anInstalledAddonIsOfUse() throws Exception {
        AddonService.Outcome outcome = install(TestJar.app("kr.dure.sms", "1.0.0"));

        assertThat(outcome.added()).isTrue();
        assertThat(outcome.addon())
                .returns("sms", Addon::id)
                .returns("Test app", Addon::name)
                .returns("1.0.0", Addon::version)
                .returns(AddonState.ACTIVE, Addon::state)
                .returns(null, Addon::reason);
        assertThat(bundle("kr.dure.sms").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(list()).singleElement().returns(outcome.addon().sha256(), Addon::sha256);
        assertThat(audit()).containsExactly("addons.installed");
        assertThat(sent).containsExactly("modules");
    }

    @Test
    void theSameJarAgainChangesNothing() throws Exception {
        AddonService.Outcome first = install(TestJar.app("kr.dure.sms", "1.0.0"));
        Bundle before = bundle("kr.dure.sms");

        AddonService.Outcome second = install(TestJar.app("kr.dure.sms", "1.0.0"));

        assertThat(second.added()).isFalse();
        assertThat(second.addon()).isEqualTo(first.addon());
        assertThat(bundle("kr.dure.sms")).isSameAs(before);
        assertThat(audit()).containsExactly("addons.installed");
    }

    @Test
    void anotherJarTakesThePlaceOfTheFirstAndTouchesNothingElse() throws Exception {
        install(TestJar.app("kr.dure.mail", "1.0.0"));
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        Object service = bundle("kr.dure.mail").getRegisteredServices()[0].getProperty(Constants.SERVICE_ID);

        assertThat(install(TestJar.app("kr.dure.sms", "1.1.0")).added()).isFalse();
        assertThat(bundle("kr.dure.sms").getVersion()).hasToString("1.1.0");
        install(TestJar.app("kr.dure.sms", "1.1.0").entry("rebuilt"));
        assertThat(bundle("kr.dure.sms").getEntry("rebuilt")).isNotNull();
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        assertThat(bundle("kr.dure.sms").getVersion()).hasToString("1.0.0");

        assertThat(list()).extracting(Addon::version).containsExactly("1.0.0", "1.0.0");
        assertThat(bundle("kr.dure.mail").getRegisteredServices()[0].getProperty(Constants.SERVICE_ID))
                .isEqualTo(service);
    }

    @Test
    void whatIsMissingIsToldBeforeAnythingChanges() {
        TestJar needy = TestJar.app("kr.dure.sms", "2.0.0")
                .header("Import-Package", "org.osgi.framework,jakarta.ws.rs.core;version=\"[4,5)\",kr.dure.sales")
                .header(
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\","
                                + "osgi.service;filter:=\"(objectClass=kr.dure.Carrier)\";effective:=active");
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        Bundle before = bundle("kr.dure.sms");

        Inspection inspection = inspect(needy);
        assertThat(inspection.ok()).isFalse();
        assertThat(inspection.missing())
                .extracting(Inspection.Missing::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains("jakarta.ws.rs.core"),
                        text -> assertThat(text).contains("package that fits: kr.dure.sales"),
                        text -> assertThat(text).contains("service it needs: kr.dure.Carrier"));

        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> install(needy))
                .satisfies(invalid -> assertThat(invalid.errors()).hasSize(3));
        assertThat(bundle("kr.dure.sms")).isSameAs(before);
    }

    @Test
    void aRegisteredServiceMeetsANeedThoughNoManifestAnnouncesIt() {
        framework.getBundleContext().registerService(Runnable.class, () -> {}, null);
        assertThat(inspect(TestJar.app("kr.dure.sms", "1.0.0")
                                .header(
                                        "Require-Capability",
                                        "osgi.service;filter:=\"(objectClass=java.lang.Runnable)\";effective:=active"))
                        .ok())
                .isTrue();
    }

    @Test
    void inspectingChangesNothing() throws Exception {
        TestJar jar = TestJar.app("kr.dure.sms", "1.0.0").entry("db/V001__message.sql");

        Inspection inspection = inspect(jar);
        assertThat(inspection)
                .returns(Inspection.Action.INSTALL, Inspection::action)
                .returns(List.of("kr.dure.sms 1.0.0"), Inspection::installs)
                .returns(List.of("V001__message.sql"), Inspection::migrations)
                .returns(List.of(), Inspection::refreshed)
                .returns(List.of(), Inspection::problems)
                .returns(true, Inspection::ok);
        assertThat(bundles("kr.dure.sms")).isEmpty();
        assertThat(list()).isEmpty();
        assertThat(sent).isEmpty();

        install(jar);
        assertThat(inspect(jar).action()).isEqualTo(Inspection.Action.NONE);
        assertThat(inspect(TestJar.app("kr.dure.sms", "1.1.0")).action()).isEqualTo(Inspection.Action.UPGRADE);
    }

    @Test
    void anAddonThatDoesNotStartLeavesTheOldOneRunning() {
        install(TestJar.app("kr.dure.sms", "1.0.0"));

        TestJar broken = TestJar.announcing("kr.dure.sms", "2.0.0").activator("BrokenActivator");
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> install(broken))
                .withMessageContaining("no carrier is configured");

        assertThat(bundle("kr.dure.sms").getVersion()).hasToString("1.0.0");
        assertThat(list()).singleElement().returns("1.0.0", Addon::version).returns(AddonState.ACTIVE, Addon::state);
    }

    @Test
    void whenTheLedgerCannotBeWrittenTheOldOneComesBack() {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        Tx readable = (Tx) Proxy.newProxyInstance(
                Tx.class.getClassLoader(), new Class<?>[] {Tx.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        return method.invoke(TX, arguments);
                    }
                    throw new Unavailable("", "no database");
                });
        AddonService cutOff = TestAddons.service(
                framework.getBundleContext(), readable, (tenant, account, event, json) -> {}, TestAddons.policy());

        assertThatThrownBy(() -> operator(
                        () -> cutOff.install(TestJar.app("kr.dure.sms", "2.0.0").bytes(), Steps.SILENT)))
                .isInstanceOf(Unavailable.class);

        assertThat(bundle("kr.dure.sms").getVersion()).hasToString("1.0.0");
        assertThat(list()).singleElement().returns("1.0.0", Addon::version).returns(AddonState.ACTIVE, Addon::state);
    }

    @Test
    void anAddonThatDoesNotStartLeavesNothing() {
        TestJar broken = TestJar.announcing("kr.dure.sms", "1.0.0").activator("BrokenActivator");
        assertThatThrownBy(() -> install(broken)).isInstanceOf(Invalid.class);
        assertThat(bundles("kr.dure.sms")).isEmpty();
        assertThat(list()).isEmpty();
    }

    @Test
    void anAddonThatStaysWithoutItsServiceIsFailedAndMayBeUploadedAgain() {
        TestJar idle = TestJar.announcing("kr.dure.sms", "1.0.0");

        AddonService.Outcome outcome = install(idle);
        assertThat(outcome.added()).isTrue();
        assertThat(outcome.addon().state()).isEqualTo(AddonState.FAILED);
        assertThat(outcome.addon().reason()).contains("did not become ready");
        Bundle first = bundle("kr.dure.sms");

        assertThat(install(idle).addon().state()).isEqualTo(AddonState.FAILED);
        assertThat(bundle("kr.dure.sms")).isNotSameAs(first);
    }

    @Test
    void theListTellsHowItIsNow() throws Exception {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        bundle("kr.dure.sms").stop();
        assertThat(list()).singleElement().returns(AddonState.INSTALLED, Addon::state);
        bundle("kr.dure.sms").start();
        assertThat(list()).singleElement().returns(AddonState.ACTIVE, Addon::state);
    }

    @Test
    void aRemovedAddonIsGone() throws Exception {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        remove("sms");
        assertThat(bundles("kr.dure.sms")).isEmpty();
        assertThat(list()).isEmpty();
        assertThat(audit()).containsExactly("addons.installed", "addons.removed");
        assertThatThrownBy(() -> remove("sms")).isInstanceOf(NotFound.class);
    }

    @Test
    void whatOthersUseIsNeitherReplacedNorRemoved() {
        install(TestJar.app("kr.dure.sales", "1.0.0")
                .header("Export-Package", "sales")
                .entry("sales/a.txt"));
        install(TestJar.app("kr.dure.shop", "1.0.0")
                .header("Import-Package", "org.osgi.framework,jakarta.ws.rs.core,sales"));

        assertThat(inspect(TestJar.app("kr.dure.sales", "2.0.0")).refreshed()).containsExactly("kr.dure.shop");
        assertThatThrownBy(() -> install(TestJar.app("kr.dure.sales", "2.0.0"))).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> remove("sales")).isInstanceOf(Conflict.class);

        remove("shop");
        remove("sales");
        assertThat(list()).isEmpty();
    }

    @Test
    void thePlatformsOwnBundlesAndPackagesAreNotForAddons() throws Exception {
        place("mvn:calendar", TestJar.bundle("kr.dure.calendar", "1.0.0"));

        assertThatThrownBy(() -> install(TestJar.app("kr.dure.calendar", "9.0.0")))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> install(TestJar.app("com.acme.calendar", "9.0.0")))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(
                        () -> install(TestJar.app("com.acme.sms", "1.0.0").header("Export-Package", "kr.dure.product")))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("kr.dure.product");
        assertThatThrownBy(() -> install(TestJar.app("com.acme.web", "1.0.0"))).isInstanceOf(Invalid.class);
        assertThat(list()).isEmpty();
    }

    @Test
    void anIdBelongsToOneAddon() {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        assertThatThrownBy(() -> install(TestJar.app("com.acme.sms", "1.0.0"))).isInstanceOf(Conflict.class);
        assertThat(bundles("com.acme.sms")).isEmpty();
    }

    @Test
    void theFrameworkIsMadeToFollowTheLedger() throws Exception {
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        install(TestJar.app("kr.dure.mail", "1.0.0"));
        install(TestJar.app("kr.dure.sales", "1.0.0"));
        bundle("kr.dure.sms").uninstall();
        bundle("kr.dure.mail").uninstall();
        bundle("kr.dure.sales").stop();
        place("dure:addon:mail:0123456789ab", TestJar.app("kr.dure.mail", "2.0.0"))
                .start();
        place("dure:addon:shop:0123456789ab", TestJar.app("kr.dure.shop", "1.0.0"))
                .start();
        Bundle platform = place("mvn:calendar", TestJar.bundle("kr.dure.calendar", "1.0.0"));

        reconcile();

        assertThat(list())
                .extracting(Addon::state)
                .containsOnly(AddonState.ACTIVE)
                .hasSize(3);
        assertThat(bundle("kr.dure.mail").getVersion()).hasToString("1.0.0");
        assertThat(bundles("kr.dure.shop")).isEmpty();
        assertThat(platform.getState()).isEqualTo(Bundle.INSTALLED);

        long[] before = ids();
        reconcile();
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void oneAddonThatCannotComeUpKeepsNoneOtherFromIt() throws Exception {
        TestJar lib =
                TestJar.bundle("lib", "1.0.0").header("Export-Package", "lib").entry("lib/a");
        Bundle library = place("mvn:lib", lib);
        install(TestJar.app("kr.dure.mail", "1.0.0")
                .header("Import-Package", "org.osgi.framework,jakarta.ws.rs.core,lib"));
        install(TestJar.app("kr.dure.sms", "1.0.0"));
        for (String name : List.of("kr.dure.mail", "kr.dure.sms")) {
            bundle(name).uninstall();
        }
        library.uninstall();

        reconcile();

        assertThat(list()).extracting(Addon::state).containsExactly(AddonState.FAILED, AddonState.ACTIVE);
        assertThat(list().get(0).reason()).contains("lib");
    }

    private long[] ids() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .mapToLong(Bundle::getBundleId)
                .toArray();
    }
}
