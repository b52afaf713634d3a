package kr.dure.addons.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kr.dure.live.LiveStream;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.Text;
import kr.dure.web.AppPause;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The manager on a real framework and a real database. */
final class TestAddons {
    static final Duration READY = Duration.ofMillis(1000);

    private static Tx tx;

    private TestAddons() {}

    static synchronized Tx tx() {
        if (tx == null) {
            tx = TestDatabase.shared()
                    .unit("kr.dure.addons", TestAddons.class, Clock.systemUTC(), "db/V001__consent.sql");
        }
        return tx;
    }

    /** As the database's owner. */
    static void sql(String statement) throws Exception {
        tx();
        try (Connection connection = TestDatabase.shared().owner();
                var one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    /** The first column of the first row, or null. */
    static String ask(String query) throws Exception {
        try (Connection connection = TestDatabase.shared().owner();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** One that takes unsigned jars and has a data folder of its own. */
    static Policy policy() {
        return policy(true);
    }

    static Policy policy(boolean unsigned) {
        try {
            return new Policy(
                    Files.createTempDirectory(Path.of("target").toAbsolutePath(), "data"), unsigned, false, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static AddonService service(BundleContext context, Tx tx, LiveStream live, Policy policy) {
        return new AddonService(
                context,
                tx,
                Clock.systemUTC(),
                live,
                TestDatabase.shared().schemas(),
                new Door(),
                product -> 0,
                policy,
                READY);
    }

    static Framework framework() throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "felix")
                                .toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "jakarta.ws.rs.core;version=3.1,jakarta.ws.rs;version=3.1,kr.dure.product;version=0.1",
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        "felix.service.urlhandlers",
                        "false"));
        framework.start();
        return framework;
    }

    /** Nobody waits at it; it knows what is shut. */
    static final class Door implements AppPause {
        final Map<String, Text> off = new ConcurrentHashMap<>();

        @Override
        public Held hold(Set<String> bases) {
            return () -> {};
        }

        @Override
        public Held turnOff(Set<String> bases, Text why) {
            bases.forEach(base -> off.put(base, why));
            return () -> bases.forEach(off::remove);
        }
    }
}
