package kr.dure.storage.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
import kr.dure.storage.FileAccess;
import kr.dure.storage.FileOwner;
import kr.dure.storage.NewFile;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;

/** The bundle's services on a real database and a real folder, which can be made to fail at any step. */
final class TestStorage {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final Tx TX = DATABASE.unit(
            "kr.dure.storage", TestStorage.class, Clock.systemUTC(), "db/V001__storage.sql", "db/V010__export.sql");

    /** Takes PNG and JPEG up to 10 MiB; everybody reads, an administrator writes. */
    static final class Pictures implements FileAccess {
        @Override
        public String app() {
            return "board";
        }

        @Override
        public String kind() {
            return "picture";
        }

        @Override
        public boolean mayRead(UUID owner, Caller caller) {
            return true;
        }

        @Override
        public boolean mayWrite(UUID owner, Caller caller) {
            return caller.administrator();
        }

        @Override
        public Set<String> mediaTypes() {
            return Set.of("image/png", "image/jpeg");
        }

        @Override
        public long maxSize() {
            return 10 << 20;
        }
    }

    final MovedClock clock = new MovedClock();
    final Tenant tenant = DATABASE.tenant("acme");
    final Caller kim = person(true);
    final Path data = folder();
    final Faults faults = new Faults();
    final Tx tx = new FaultyTx();
    final StorageSettings settings = new StorageSettings(
            data.resolve("files"), Optional.empty(), Optional.empty(), data.resolve("files-key"), Optional.empty());
    volatile long quota = 1L << 40;
    volatile Runnable beforeAnObjectIsCreated = () -> {};
    final Backend store = new Backend(new FaultyStore(new FolderStore(settings.folder())));
    final Set<String> products = ConcurrentHashMap.newKeySet();
    final Owners owners = new Owners(
            (tenant, product) -> products.contains(product), List.of(TestStorage::board), List.of(new Pictures()));
    TenantKeys keys;
    Uploads uploads;
    FilesImpl files;
    Garbage garbage;
    Thumbnails thumbnails;
    StorageHealth health;
    FileService service;

    private static AppDescription board() {
        Text name = new Text("게시판", "Boards");
        return new AppDescription(
                "board",
                name,
                name,
                "groupware",
                new AppDescription.Price(AppDescription.Basis.ACCOUNT, 0),
                List.of(),
                List.of(),
                Set.of());
    }

    TestStorage() {
        this(Optional.empty());
    }

    TestStorage(Optional<Clamd> clamd) {
        products.add("groupware");
        start(new Scanner(clamd));
    }

    /** As after a restart: nothing in memory is left. */
    void restart() {
        start(new Scanner(Optional.empty()));
    }

    private void start(Scanner scanner) {
        KernelIds ids = new KernelIds();
        keys = new TenantKeys(tx, clock, new MasterKey(settings));
        uploads = new Uploads(tx, ids, clock, store, keys, () -> quota, owners, scanner);
        files = new FilesImpl(tx, ids, clock, store, keys, () -> quota, owners, uploads);
        garbage = new Garbage(tx, clock, store, uploads, keys);
        thumbnails = new Thumbnails(tx, ids, clock, store, keys, files);
        health = new StorageHealth(clock, store, keys, scanner);
        service = new FileService(tx, files, uploads, owners, thumbnails, health);
    }

    static Tenant company(String name) {
        return DATABASE.tenant(name);
    }

    static Caller person(boolean administrator) {
        return new Caller(UUID.randomUUID(), "kim", "Kim", administrator, false, Set.of());
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "files");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T as(Caller caller, Callable<T> work) {
        return in(tenant, caller, work);
    }

    <T> T as(Callable<T> work) {
        return in(tenant, kim, work);
    }

    static <T> T in(Tenant company, Caller caller, Callable<T> work) {
        return Tenants.call(
                company,
                () -> Callers.call(caller, () -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    static FileOwner thing() {
        return new FileOwner("board", "post", UUID.randomUUID());
    }

    StoredFile store(byte[] content) {
        return store(thing(), "a.bin", content);
    }

    StoredFile store(FileOwner owner, String name, byte[] content) {
        return as(() -> files.store(owner, new NewFile(name, content.length), new ByteArrayInputStream(content)));
    }

    byte[] read(UUID id) {
        return as(() -> {
            try (InputStream in = files.open(id)) {
                return in.readAllBytes();
            }
        });
    }

    /** The same at every call with the same numbers. */
    static byte[] content(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** What lies in the folder, finished or not. */
    List<Path> objects() {
        if (!Files.exists(settings.folder())) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(settings.folder())) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first column of what the owner of the database reads. */
    static List<String> strings(String sql) {
        try (var connection = DATABASE.owner();
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

    /** How often this tenant stands in a table. */
    int count(String table) {
        return Integer.parseInt(
                strings("SELECT count(*) FROM storage." + table + " WHERE tenant_id = '" + tenant.id() + "'")
                        .get(0));
    }

    /** A crash: thrown before or after a step is done, for good until it is taken back. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts the steps that change something, and crashes at the one that is wanted. */
    static final class Faults {
        private final AtomicInteger steps = new AtomicInteger();
        private volatile int crashAt = Integer.MAX_VALUE;

        /** @param step 1 for the first from now on; odd ones before something is done, even ones after it */
        void crashAt(int step) {
            steps.set(0);
            crashAt = step;
        }

        void none() {
            crashAt(Integer.MAX_VALUE);
        }

        boolean crashed() {
            return steps.get() >= crashAt;
        }

        void step() {
            if (steps.incrementAndGet() >= crashAt) {
                throw new Crash();
            }
        }
    }

    private final class FaultyTx implements Tx {
        @Override
        public <T> T read(Function<Session, T> work) {
            return TX.read(work);
        }

        @Override
        public <T> T write(Function<Session, T> work) {
            faults.step();
            T result = TX.write(work);
            faults.step();
            return result;
        }

        @Override
        public <T> T acrossTenants(String reason, Function<Session, T> work) {
            return TX.acrossTenants(reason, work);
        }
    }

    private final class FaultyStore implements ObjectStore {
        private final ObjectStore real;

        FaultyStore(ObjectStore real) {
            this.real = real;
        }

        @Override
        public Sink create(UUID company, UUID object) throws IOException {
            faults.step();
            beforeAnObjectIsCreated.run();
            Sink sink = real.create(company, object);
            return new Sink() {
                @Override
                public void write(int value) throws IOException {
                    sink.write(value);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    sink.write(bytes, offset, length);
                }

                @Override
                void commit() throws IOException {
                    faults.step();
                    sink.commit();
                    faults.step();
                }

                @Override
                public void close() throws IOException {
                    // A killed process tidies nothing up.
                    if (!faults.crashed()) {
                        sink.close();
                    }
                }
            };
        }

        @Override
        public SeekableByteChannel open(UUID company, UUID object) throws IOException {
            return real.open(company, object);
        }

        @Override
        public void delete(UUID company, UUID object) throws IOException {
            faults.step();
            real.delete(company, object);
            faults.step();
        }

        @Override
        public void check() throws IOException {
            real.check();
        }
    }

    /** A clock that runs on from wherever it is moved. */
    static final class MovedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void advance(Duration by) {
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
}
