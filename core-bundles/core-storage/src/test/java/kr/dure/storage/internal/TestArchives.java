package kr.dure.storage.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.KernelIds;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.storage.FileOwner;
import kr.dure.storage.Files;

/** Files and archives on a real database and a real folder, for the tests of exports and imports. */
public final class TestArchives {
    public static final TestDatabase DATABASE = TestDatabase.shared();
    public static final Tx TX = DATABASE.unit(
            "kr.dure.storage", TestArchives.class, Clock.systemUTC(), "db/V001__storage.sql", "db/V010__export.sql");

    public final MovedClock clock = new MovedClock();
    public final KernelIds ids = new KernelIds();
    public volatile long quota = 1L << 40;
    public final Files files;
    public final ArchiveStore store;

    public TestArchives() {
        Path data = folder();
        StorageSettings settings = new StorageSettings(
                data.resolve("files"), Optional.empty(), Optional.empty(), data.resolve("files-key"), Optional.empty());
        Backend backend = new Backend(new FolderStore(settings.folder()));
        Owners owners = new Owners((tenant, product) -> true, List.of(), List.of());
        TenantKeys keys = new TenantKeys(TX, clock, new MasterKey(settings));
        Uploads uploads =
                new Uploads(TX, ids, clock, backend, keys, () -> quota, owners, new Scanner(Optional.empty()));
        files = new FilesImpl(TX, ids, clock, backend, keys, () -> quota, owners, uploads);
        store = new ArchiveStore(TX, ids, clock, backend, keys);
    }

    /** Where an account's finished uploads are. */
    public static FileOwner upload(UUID account) {
        return Owners.upload(account);
    }

    private static Path folder() {
        try {
            return java.nio.file.Files.createTempDirectory(Path.of("target").toAbsolutePath(), "archives");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
