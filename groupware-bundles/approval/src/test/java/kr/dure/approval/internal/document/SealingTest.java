package kr.dure.approval.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.archive.ArchiveEntry;
import kr.dure.approval.internal.catalogue.FormSpec;
import kr.dure.approval.internal.line.Act;
import kr.dure.approval.internal.line.Role;
import kr.dure.job.Job;
import kr.dure.job.JobRun;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

class SealingTest {
    private final TestApproval app = new TestApproval();
    private final FormSpec memo = app.memo(false);
    private volatile Runnable whilePrinting = () -> {};
    private final ArchiveService archive =
            new ArchiveService(app.desk, app.documents, new PaperService(app.desk, app.documents, (document, out) -> {
                whilePrinting.run();
                out.write(1);
            }));
    private final Sealing sealing = new Sealing(archive, Clock.systemUTC());

    private UUID completed(Instant at) {
        app.now = at;
        UUID id = app.submitted(memo, TestApproval.step(1, Role.APPROVAL, app.company.head))
                .id();
        app.act(app.company.head, id, Act.APPROVE);
        return id;
    }

    private Optional<Instant> run(Job job) {
        return Tenants.call(app.tenant, () -> sealing.run(new JobRun(job.id(), job.data(), job.at(), 0)));
    }

    private List<UUID> chain() {
        return Tenants.call(
                app.tenant,
                () -> app.desk.tx.read(session -> new ArchiveRepository(session)
                        .after(0, 100).stream()
                                .map(ArchiveRepository.Link::entry)
                                .map(ArchiveEntry::document)
                                .toList()));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-06-15T" + time + "Z");
    }

    @Test
    void whatIsCompletedWithinTenSecondsIsSealedOnceInItsOrder() {
        UUID first = completed(at("01:00:00"));
        UUID second = completed(at("01:00:09.999999"));
        UUID later = completed(at("01:00:10"));
        Job job = Sealing.of(at("01:00:03"));
        assertThat(job.at()).isEqualTo(at("01:00:10"));
        assertThat(job).isEqualTo(Sealing.of(at("01:00:09.999999"))).isNotEqualTo(Sealing.of(at("01:00:10")));
        for (int again = 0; again < 2; again++) {
            assertThat(run(job)).isEmpty();
            assertThat(chain()).containsExactly(first, second);
        }
        assertThat(run(Sealing.of(at("01:00:10")))).isEmpty();
        assertThat(chain()).containsExactly(first, second, later);
    }

    @Test
    void oneIsSealedAtATimeAndWhoeverComesMeanwhileComesAgain() {
        completed(at("01:00:00"));
        UUID other = completed(at("01:00:10"));
        Instant before = Instant.now();
        whilePrinting = () -> {
            whilePrinting = () -> {};
            assertThat(run(Sealing.of(at("01:00:10"))))
                    .hasValueSatisfying(then -> assertThat(then).isAfter(before));
        };
        run(Sealing.of(at("01:00:00")));
        assertThat(chain()).hasSize(1).doesNotContain(other);
        run(Sealing.of(at("01:00:10")));
        assertThat(chain()).hasSize(2).contains(other);
    }

    @Test
    void aDocumentThatCannotBeSealedKeepsNoOtherFromIt() {
        UUID broken = completed(at("01:00:00"));
        UUID whole = completed(at("01:00:01"));
        whilePrinting = () -> {
            whilePrinting = () -> {};
            throw new IllegalStateException("The disk is full.");
        };
        assertThatThrownBy(() -> run(Sealing.of(at("01:00:00")))).hasMessageContaining("1 documents");
        assertThat(chain()).containsExactly(whole);
        run(Sealing.of(at("01:00:00")));
        assertThat(chain()).containsExactly(whole, broken);
    }

    @Test
    void theOtherTenantsDocumentsAreNotSealedInThisOnesChain() {
        completed(at("01:00:00"));
        Job job = Sealing.of(at("01:00:00"));
        assertThat(app.in(
                        app.another(),
                        app.company.kim,
                        Set.of(),
                        () -> archive.unsealed(job.at().minusSeconds(10), job.at())))
                .isEmpty();
    }

    @Test
    void whatNoJobHasSealedIsSealedAtNight() {
        Instant now = Instant.now();
        UUID missed = completed(now.minus(Duration.ofDays(40)));
        UUID fresh = completed(now.minusSeconds(60));
        MissedSeals night = new MissedSeals(archive, sealing, new Only(app.tenant), Clock.systemUTC());
        night.run(new JobRun("night", "", now, 0));
        assertThat(chain()).containsExactly(missed).doesNotContain(fresh);
    }

    @Test
    void aBurstIsLeftToWhoeverComesNextWhenTheAppStops() {
        completed(at("01:00:00"));
        UUID second = completed(at("01:00:01"));
        whilePrinting = sealing::close;
        assertThat(run(Sealing.of(at("01:00:00")))).isPresent();
        assertThat(chain()).hasSize(1).doesNotContain(second);
    }

    private record Only(Tenant tenant) implements TenantDirectory {
        @Override
        public Optional<Tenant> findByHost(String host) {
            return Optional.empty();
        }

        @Override
        public Optional<Tenant> find(UUID id) {
            return Optional.of(tenant);
        }

        @Override
        public Tenant operator() {
            return tenant;
        }

        @Override
        public List<Tenant> list(UUID after, int limit) {
            return after == null ? List.of(tenant) : List.of();
        }
    }
}
