package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kr.dure.storage.StoredFile;
import org.junit.jupiter.api.Test;

class GarbageTest {
    private final TestStorage dure = new TestStorage();

    @Test
    void aContentIsDeletedADayAfterItsLastFileAndNotBefore() {
        StoredFile file = dure.store(TestStorage.content(1_000, 1));
        delete(file.id());
        collect();
        assertThat(dure.objects()).hasSize(1);
        dure.clock.advance(Garbage.GRACE.plusMinutes(1));
        collect();
        assertThat(dure.objects()).isEmpty();
        assertThat(dure.count("blob")).isZero();
        assertThat(dure.count("part")).isZero();
        assertThat(dure.count("garbage")).isZero();
    }

    @Test
    void aContentThatHasAFileAgainStays() {
        byte[] content = TestStorage.content(1_000, 2);
        delete(dure.store(content).id());
        dure.clock.advance(Garbage.GRACE.plusMinutes(1));
        StoredFile again = dure.store(content);
        collect();
        assertThat(dure.read(again.id())).isEqualTo(content);
        // The second upload's own objects were not needed.
        assertThat(dure.objects()).hasSize(1);
    }

    @Test
    void itsThumbnailsGoWithIt() {
        StoredFile file = dure.store(TestStorage.thing(), "a.png", Pictures.png(300, 200));
        dure.as(() -> dure.thumbnails.of(file, 128));
        assertThat(dure.objects()).hasSize(2);
        delete(file.id());
        dure.clock.advance(Garbage.GRACE.plusMinutes(1));
        collect();
        assertThat(dure.objects()).isEmpty();
    }

    /** A machine may sleep for a day between noting an object and writing it. */
    @Test
    void anObjectThatIsWrittenADayTooLateIsRefusedAndDeleted() {
        dure.beforeAnObjectIsCreated = () -> {
            dure.clock.advance(Garbage.GRACE.plusMinutes(1));
            collect();
        };
        assertThatThrownBy(() -> dure.store(TestStorage.content(1_000, 8))).isInstanceOf(RuntimeException.class);
        dure.beforeAnObjectIsCreated = () -> {};
        dure.clock.advance(Garbage.GRACE.plusMinutes(1));
        collect();
        assertThat(dure.objects()).isEmpty();
        assertThat(dure.count("garbage")).isZero();

        StoredFile picture = dure.store(TestStorage.thing(), "a.png", Pictures.png(300, 200));
        dure.beforeAnObjectIsCreated = () -> {
            dure.clock.advance(Garbage.GRACE.plusMinutes(1));
            collect();
        };
        dure.as(() -> dure.thumbnails.of(picture, 128));
        dure.beforeAnObjectIsCreated = () -> {};
        dure.clock.advance(Garbage.GRACE.plusMinutes(1));
        collect();
        assertThat(dure.objects()).hasSize(1);
        dure.as(() -> dure.thumbnails.of(picture, 128));
        assertThat(dure.objects()).hasSize(2);
    }

    @Test
    void theDatabaseItselfRefusesToDeleteAContentThatAFileHas() {
        dure.store(TestStorage.content(1_000, 3));
        assertThatThrownBy(() -> dure.as(() -> {
                    dure.tx.run(session -> new Sql(session).run("DELETE FROM storage.blob"));
                    return null;
                }))
                .hasStackTraceContaining("foreign key");
    }

    /** At each step in turn: what is referenced stays, and the next run finishes. */
    @Test
    void aCollectorThatDiesAtAnyStepDeletesNothingThatIsNeededAndIsFinishedByTheNext() {
        boolean crashed = true;
        int step = 1;
        for (; crashed; step++) {
            TestStorage one = new TestStorage();
            byte[] kept = TestStorage.content(Part.MAX_BYTES + 10, 4);
            byte[] gone = TestStorage.content(Part.MAX_BYTES + 10, 5);
            StoredFile stays = one.store(kept);
            StoredFile goes = one.store(gone);
            one.as(() -> one.service.begin(Owners.upload(one.kim.accountId()), "a", 10));
            one.as(() -> {
                one.files.delete(goes.id());
                return null;
            });
            one.clock.advance(Garbage.GRACE.plusMinutes(1));
            one.faults.crashAt(step);
            try {
                one.as(() -> one.garbage.collect());
                crashed = false;
            } catch (TestStorage.Crash e) {
                crashed = true;
            }
            one.faults.none();
            one.restart();
            assertThat(one.read(stays.id())).as("step " + step).isEqualTo(kept);
            // Somebody brings the same content again in between.
            StoredFile again = one.store(gone);
            assertThat(one.read(again.id())).as("step " + step).isEqualTo(gone);
            one.as(() -> one.garbage.collect());
            assertThat(one.read(stays.id())).as("step " + step).isEqualTo(kept);
            assertThat(one.read(again.id())).as("step " + step).isEqualTo(gone);
            assertThat(one.objects()).as("step " + step).hasSize(4);
            assertThat(one.count("upload")).isZero();
            assertThat(one.count("garbage")).isZero();
        }
        assertThat(step).isGreaterThan(10);
    }

    /**
     * The same few contents come and go in several threads while the collector runs without any grace: once for each
     * file that was stored, so that on a slow machine, too, no day passes during every upload.
     */
    @Test
    void concurrentUploadsOfTheSameContentNeverLoseIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean done = new AtomicBoolean();
        Semaphore stored = new Semaphore(0);
        AtomicInteger refused = new AtomicInteger();
        try {
            Future<?> collector = threads.submit(() -> {
                while (!done.get()) {
                    stored.acquire();
                    dure.clock.advance(Garbage.GRACE.plusMinutes(1));
                    collect();
                }
                return null;
            });
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                int seed = writer;
                writers.add(threads.submit(() -> {
                    for (int round = 0; round < 40; round++) {
                        byte[] content = TestStorage.content(2_000, 100 + (round + seed) % 2);
                        // An upload may expire in the middle, for the clock runs a day a moment: its sender is told. A
                        // file that was acknowledged is there.
                        StoredFile file;
                        try {
                            file = dure.store(content);
                        } catch (IllegalStateException | kr.dure.web.Problem told) {
                            refused.incrementAndGet();
                            continue;
                        }
                        stored.release();
                        assertThat(dure.read(file.id())).isEqualTo(content);
                        delete(file.id());
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            stored.release();
            collector.get();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
        assertThat(refused).hasValueLessThan(3 * 40);
        byte[] content = TestStorage.content(2_000, 100);
        StoredFile last = dure.store(content);
        dure.clock.advance(Garbage.GRACE.multipliedBy(3));
        collect();
        assertThat(dure.read(last.id())).isEqualTo(content);
        assertThat(dure.objects()).hasSize(1);
        assertThat(dure.as(() -> dure.files.usage()).used()).isEqualTo(2_000);
    }

    @Test
    void aDeletedTenantsContentsAndKeyAreGoneAndNobodyElses() {
        StoredFile file = dure.store(TestStorage.content(1_000, 6));
        var other = TestStorage.company("other");
        StoredFile theirs = TestStorage.in(
                other,
                dure.kim,
                () -> dure.files.store(
                        TestStorage.thing(),
                        new kr.dure.storage.NewFile("a", 3),
                        new java.io.ByteArrayInputStream(new byte[] {1, 2, 3})));
        for (int again = 0; again < 2; again++) {
            dure.as(() -> {
                new TenantRemoval(dure.garbage).handle(null);
                return null;
            });
        }
        assertThat(dure.as(() -> dure.files.find(file.id()))).isEmpty();
        for (String table : List.of("tenant_key", "room", "blob", "part", "thumbnail", "garbage", "file", "upload")) {
            assertThat(dure.count(table)).as(table).isZero();
        }
        assertThat(dure.objects()).hasSize(1);
        assertThat(TestStorage.in(
                        other, dure.kim, () -> dure.files.open(theirs.id()).readAllBytes()))
                .containsExactly(1, 2, 3);
    }

    private void collect() {
        dure.as(() -> dure.garbage.collect());
    }

    private void delete(UUID id) {
        dure.as(() -> {
            dure.files.delete(id);
            return null;
        });
    }
}
