package kr.dure.search.internal;

import static kr.dure.search.internal.TestSearch.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kr.dure.event.Received;
import kr.dure.job.JobRun;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.internal.RebuildService.Step;
import kr.dure.tenant.Tenants;
import kr.dure.web.NotFound;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildTest {
    private final TestSearch test = new TestSearch();
    private final TestSearch.Notes notes = new TestSearch.Notes();

    @BeforeEach
    void source() {
        test.sources.add(notes);
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            String id = String.format("n%04d", i);
            notes.notes.put(id, note(id, "결재 " + i, "본문"));
        }
    }

    private Step step() {
        return Tenants.call(test.tenant, () -> test.rebuilds.step("note", (percent, documents) -> {}));
    }

    private void begin() {
        test.in(test.tenant, TestSearch.administrator(), () -> test.rebuilds.rebuildFor("note", test.tenant.id()));
    }

    private List<PartView> parts() {
        return Tenants.call(test.tenant, test.rebuilds::list);
    }

    @Test
    void everythingTheAppHasIsFoundAndWhatItHasNotIsGone() {
        fill(250);
        test.index(
                note("ghost", "결재 유령", ""),
                note("n0007", "낡은 제목", ""),
                new SearchDocument("mail.mail", "m", "결재", "", Readers.all(), "/x", Instant.EPOCH));
        test.in(test.tenant, TestSearch.administrator(), () -> test.rebuilds.rebuild("note"));
        assertThat(test.find(test.tenant, TestSearch.person(), "결재").counts().apps())
                .containsExactly(new SearchResults.Count("mail", 1), new SearchResults.Count("note", 250));
        assertThat(test.ids("유령")).isEmpty();
        assertThat(test.ids("낡은")).isEmpty();
        assertThat(parts())
                .extracting(PartView::app, PartView::state, PartView::documents)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("note", "BUILT", 250L));
    }

    @Test
    void whatAnImportBroughtIsFoundAfterwards() {
        fill(3);
        Tenants.run(
                test.tenant,
                () -> new ImportedData(test.rebuilds)
                        .handle(new Received(
                                UUID.randomUUID(),
                                "import",
                                Instant.now(),
                                new ImportedData.Imported(UUID.randomUUID(), List.of("note", "without-documents")))));
        assertThat(step()).isEqualTo(Step.DONE);
        assertThat(test.ids("결재")).hasSize(3);
    }

    @Test
    void queriesServeTheOldDocumentsMeanwhile() {
        fill(250);
        test.index(note("ghost", "유령 문서", ""), note("n0200", "낡은 제목", ""));
        begin();
        assertThat(step()).isEqualTo(Step.MORE);
        assertThat(parts().get(0).state()).isEqualTo("REBUILDING");
        assertThat(test.ids("유령")).containsExactly("ghost");
        assertThat(test.ids("낡은")).containsExactly("n0200");
        assertThat(step()).isEqualTo(Step.MORE);
        assertThat(step()).isEqualTo(Step.DONE);
        assertThat(test.ids("유령")).isEmpty();
        assertThat(test.ids("낡은")).isEmpty();
        assertThat(step()).isEqualTo(Step.DONE);
    }

    @Test
    void aJobGoesOnWhereAServerThatStoppedLeftOff() {
        fill(450);
        begin();
        List<String> asked = new ArrayList<>();
        notes.asked = asked::add;
        assertThat(step()).isEqualTo(Step.MORE);
        Optional<Instant> next = Tenants.call(
                test.tenant, () -> new RebuildJob(test.rebuilds).run(new JobRun("note", "", Instant.now(), 0)));
        assertThat(next).isEmpty();
        assertThat(asked).containsExactly(null, "n0099", "n0199", "n0299", "n0399");
        assertThat(parts().get(0).documents()).isEqualTo(450);
    }

    @Test
    void aPageThatFailsLeavesEverythingAsItWasAndIsReadAgain() {
        fill(150);
        begin();
        assertThat(step()).isEqualTo(Step.MORE);
        notes.asked = after -> {
            throw new IllegalStateException("away");
        };
        assertThatThrownBy(this::step).hasMessage("away");
        notes.asked = after -> assertThat(after).isEqualTo("n0099");
        assertThat(step()).isEqualTo(Step.DONE);
        assertThat(test.ids("본문")).hasSize(100);
    }

    @Test
    void aRebuildOfAnAppThatIsAwayWaits() {
        fill(150);
        begin();
        test.sources.clear();
        assertThat(step()).isEqualTo(Step.AWAY);
        test.sources.add(notes);
        assertThat(step()).isEqualTo(Step.MORE);
        assertThat(step()).isEqualTo(Step.DONE);
        assertThatThrownBy(() -> test.rebuilds.rebuild("nothing")).isInstanceOf(NotFound.class);
    }

    @Test
    void whatTheAppChangesMeanwhileIsNotOverwrittenByWhatWasReadBefore() throws Exception {
        fill(1);
        begin();
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch changing = new CountDownLatch(1);
        notes.asked = after -> {
            read.countDown();
            try {
                assertThat(changing.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        CompletableFuture<Step> rebuild = CompletableFuture.supplyAsync(this::step);
        assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> {
            changing.countDown();
            test.index(note("n0000", "새 제목", ""), note("late", "새 문서", ""));
        });
        rebuild.get(30, TimeUnit.SECONDS);
        change.get(30, TimeUnit.SECONDS);
        assertThat(test.ids("제목")).containsExactly("n0000");
        assertThat(test.ids("문서")).containsExactly("late");
        assertThat(test.ids("결재")).isEmpty();
    }

    @Test
    void documentsOfATransactionThatBeganBeforeTheRebuildStay() {
        fill(1);
        Tenants.run(test.tenant, () -> TestSearch.app().run(session -> test.search.index(note("early", "이른 문서", ""))));
        begin();
        test.index(note("during", "도중 문서", ""));
        notes.notes.put("early", note("early", "이른 문서", ""));
        assertThat(step()).isEqualTo(Step.DONE);
        assertThat(test.ids("문서")).containsExactlyInAnyOrder("early", "during");
    }

    @Test
    void whatWasNeverBuiltOrInAnOlderFormIsBuiltByItself() {
        fill(3);
        test.rebuilds.buildMissing();
        assertThat(parts().get(0).state()).isEqualTo("REBUILDING");
        assertThat(step()).isEqualTo(Step.DONE);
        assertThat(test.ids("본문")).hasSize(3);
        test.rebuilds.buildMissing();
        assertThat(parts().get(0).state()).isEqualTo("BUILT");
        notes.version = 2;
        test.rebuilds.buildMissing();
        assertThat(parts().get(0).state()).isEqualTo("REBUILDING");
        assertThat(step()).isEqualTo(Step.DONE);
        test.rebuilds.buildMissing();
        assertThat(parts().get(0).state()).isEqualTo("BUILT");
    }

    @Test
    void aSourceThatGivesAnothersDocumentsIsRefused() {
        notes.notes.put("x", new SearchDocument("mail.mail", "x", "결재", "", Readers.all(), "/x", Instant.EPOCH));
        begin();
        assertThatThrownBy(this::step).hasMessageContaining("note.note");
        assertThat(test.ids("결재")).isEmpty();
    }
}
