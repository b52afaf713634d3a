package kr.dure.storage.internal.export;

import static kr.dure.storage.internal.export.TestTransfers.audit;
import static kr.dure.storage.internal.export.TestTransfers.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.storage.FileOwner;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import kr.dure.web.ReadsOnly;
import kr.dure.web.RequiresPermission;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final List<String> TABLES = List.of("board.post", "board.a_comment", "task.task", "storage.file");

    private final TestTransfers test = new TestTransfers();

    /** A crash of the server: nothing afterwards is done. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** All but what each export says of itself. */
    private static Map<String, byte[]> comparable(byte[] archive) throws IOException {
        Map<String, byte[]> entries = TestArchive.entries(archive);
        Manifest manifest = Manifest.read(entries.get(Manifest.NAME));
        entries.put(
                Manifest.NAME,
                new Manifest(
                                manifest.format(),
                                manifest.version(),
                                "",
                                "",
                                "",
                                new Manifest.Company("", "", ""),
                                manifest.apps(),
                                manifest.files(),
                                manifest.entries(),
                                "")
                        .toJson());
        return entries;
    }

    private static void assertSame(byte[] one, byte[] other) throws IOException {
        Map<String, byte[]> left = comparable(one);
        Map<String, byte[]> right = comparable(other);
        assertThat(List.copyOf(right.keySet())).isEqualTo(List.copyOf(left.keySet()));
        left.forEach((name, bytes) -> assertThat(right.get(name)).as(name).isEqualTo(bytes));
    }

    private void assertNothing(Tenant company) {
        for (String table : TABLES) {
            assertThat(count(company, table)).as(table).isZero();
        }
        assertThat(test.in(company, () -> test.archives.files.usage().used())).isZero();
    }

    /** Though an operator answers for it. */
    private ImportView refused(byte[] archive, String why) {
        Tenant company = test.company();
        ImportView view = test.importByOperator(company, archive);
        assertThat(view.state()).as(view.message().en()).isEqualTo("FAILED");
        assertThat(view.message().en()).contains(why);
        assertNothing(company);
        return view;
    }

    private byte[] exported(int rows, int files, long seed) {
        Tenant company = test.company();
        test.fill(company, rows, files, seed);
        ExportView view = test.export(company);
        assertThat(view.state()).as(view.message().en()).isEqualTo("DONE");
        return test.archive(company, view.id());
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void whatIsExportedImportedAndExportedAgainIsTheSame(
            @ForAll long seed, @ForAll @IntRange(max = 30) int rows, @ForAll @IntRange(max = 12) int files)
            throws IOException {
        TestTransfers fresh = new TestTransfers();
        Tenant from = fresh.company();
        fresh.fill(from, rows, files, seed);
        byte[] first = fresh.archive(from, fresh.export(from).id());

        Tenant to = fresh.company();
        ImportView view = fresh.importInto(to, first);
        assertThat(view.state()).as(view.message().en()).isEqualTo("DONE");
        assertThat(view.rows()).isEqualTo(3L * rows);
        assertThat(view.files()).isEqualTo(files);

        assertSame(first, fresh.archive(to, fresh.export(to).id()));
        assertThat(count(to, "storage.file"))
                .as("neither archive nor leftovers")
                .isEqualTo(files);
    }

    @Test
    void anExportHoldsTheCompanysOwnRowsFilesAndForms() throws IOException {
        Tenant other = test.company();
        test.fill(other, 5, 5, 1);
        Tenant company = test.company();
        test.fill(company, 2, 3, 2);
        test.store(company, new FileOwner("sales", "deal", UUID.randomUUID()), "다른 앱.txt", new byte[] {1});

        ExportView view = test.export(company);
        Map<String, byte[]> entries = TestArchive.entries(test.archive(company, view.id()));

        assertThat(new String(entries.get("tables/board/board.post.jsonl"), StandardCharsets.UTF_8).lines())
                .hasSize(2);
        assertThat(entries).doesNotContainKey("tables/board/board.draft_cache.jsonl");
        assertThat(entries.get("readable/board/목록/글.txt")).isNotEmpty();
        Manifest manifest = Manifest.read(entries.get(Manifest.NAME));
        assertThat(manifest.files().files()).isEqualTo(3);
        assertThat(manifest.tenant().id()).isEqualTo(company.id().toString());
        assertThat(manifest.apps()).extracting(Manifest.AppPart::id).containsExactly("board", "task");
        assertThat(manifest.apps().get(0).units().get(0).migration()).isEqualTo("002");
        assertThat(view.apps()).containsExactly("board", "task");
        assertThat(audit(company))
                .anyMatch(row -> row.startsWith("storage.export.ordered") && row.contains("이사 준비"))
                .anyMatch(row -> row.startsWith("storage.export.finished"))
                .anyMatch(row -> row.startsWith("storage.export.downloaded"));
        assertThat(test.sent).anyMatch(event -> event.startsWith("export") && event.contains("DONE"));
    }

    @Test
    void oneAppAloneCanBeExportedAndImported() {
        Tenant company = test.company();
        test.fill(company, 3, 4, 3);
        byte[] archive = test.archive(company, test.export(company, "task").id());
        Tenant to = test.company();
        assertThat(test.importInto(to, archive).apps()).containsExactly("task");
        assertThat(count(to, "task.task")).isEqualTo(3);
        assertThat(count(to, "board.post")).isZero();
        assertThat(count(to, "storage.file")).isEqualTo(2);
    }

    @Test
    void anOrderNeedsAReasonAndAppsThatAreInstalled() {
        Tenant company = test.company();
        for (String reason : new String[] {null, " ", "x".repeat(501)}) {
            assertThatThrownBy(() -> test.in(company, () -> test.exports.order(new NewExport(null, reason))))
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("reason");
        }
        assertThatThrownBy(() -> test.in(company, () -> test.exports.order(new NewExport(List.of("nope"), "왜"))))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("nope");
    }

    @Test
    void everyCallAsksForItsRightAndOnlyAnExportIsOpenToReadOnlyCompanies() {
        Map<Class<?>, Set<String>> rights = Map.of(
                ExportResource.class, Set.of("data.export"),
                ImportResource.class, Set.of("data.import"),
                BackupResource.class, Set.of("data.backup"));
        List<String> open = new ArrayList<>();
        rights.forEach((resource, right) -> {
            for (Method method : resource.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    assertThat(right)
                            .contains(method.getAnnotation(RequiresPermission.class)
                                    .value());
                    if (method.isAnnotationPresent(ReadsOnly.class)) {
                        open.add(resource.getSimpleName() + "." + method.getName());
                    }
                }
            }
        });
        assertThat(open).containsExactly("ExportResource.order");
        assertThat(new TransferPermissions().permissions())
                .hasSize(3)
                .noneMatch(kr.dure.product.AppDescription.Permission::everyone);
    }

    @Test
    void oneExportRunsAtATime() {
        Tenant company = test.company();
        UUID first = test.in(company, () -> test.exports.order(new NewExport(null, "왜")))
                .id();
        assertThatThrownBy(() -> test.in(company, () -> test.exports.order(new NewExport(null, "왜"))))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining(first.toString());
        test.in(company, () -> {
            test.exports.delete(first);
            return null;
        });
        test.run(company, test.exportJob(step -> {}), first);
        assertThat(test.in(company, () -> test.exports.get(first)).state()).isEqualTo("CANCELLED");
        assertThat(test.export(company).state()).isEqualTo("DONE");
    }

    @Test
    void anExportThatIsTakenBackWhileItIsWrittenLeavesNothing() {
        Tenant company = test.company();
        test.fill(company, 3, 3, 4);
        UUID id = test.in(company, () -> test.exports.order(new NewExport(null, "왜")))
                .id();
        test.run(
                company,
                test.exportJob(step -> {
                    if (step.equals("stored")) {
                        test.in(company, () -> {
                            test.exports.delete(id);
                            return null;
                        });
                    }
                }),
                id);
        assertThat(test.in(company, () -> test.exports.get(id)).state()).isEqualTo("CANCELLED");
        assertThat(parts(company, id)).isZero();
    }

    private static long parts(Tenant company, UUID holder) {
        return count(company, "storage.part", "holder_id = '" + holder + "'");
    }

    @Test
    void nobodyReachesAnotherCompanysExports() {
        Tenant company = test.company();
        test.fill(company, 1, 1, 5);
        UUID id = test.export(company).id();
        Tenant other = test.company();
        assertThatThrownBy(() -> test.in(other, () -> test.exports.get(id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> test.in(other, () -> test.exports.download(id, true)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> test.in(other, () -> {
                    test.exports.delete(id);
                    return null;
                }))
                .isInstanceOf(NotFound.class);
        assertThat(test.in(other, () -> test.exports.list(null, 50)).items()).isEmpty();
        // Nor an upload that somebody else made.
        UUID upload = test.upload(company, new byte[] {1});
        assertThatThrownBy(() -> test.in(other, () -> test.imports.order(new NewImport(upload))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anArchiveIsDeletedAfterSevenDays() {
        Tenant company = test.company();
        test.fill(company, 1, 1, 6);
        ExportView view = test.export(company);
        ExportExpiry expiry =
                new ExportExpiry(kr.dure.storage.internal.TestArchives.TX, test.archives.store, test.archives.clock);
        test.run(company, expiry, view.id());
        assertThat(test.archive(company, view.id())).isNotEmpty();

        test.archives.clock.advance(Duration.ofDays(7).plusMinutes(1));
        test.run(company, expiry, view.id());
        assertThat(test.in(company, () -> test.exports.get(view.id())).state()).isEqualTo("EXPIRED");
        assertThatThrownBy(() -> test.archive(company, view.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void aCompanyWithoutRoomCanStillLeave() {
        Tenant company = test.company();
        test.fill(company, 2, 5, 7);
        test.archives.quota = 0;
        ExportView view = test.export(company);
        assertThat(view.state()).isEqualTo("DONE");
        assertThat(view.size()).isPositive();
    }

    @Test
    void anExportThatIsKilledAtAnyStepIsDoneByTheNextRun() throws IOException {
        Tenant company = test.company();
        test.fill(company, 5, 6, 8);
        byte[] expected = test.archive(company, test.export(company).id());
        for (String crash : List.of("begun", "tables", "contents", "stored", "finished")) {
            UUID id = test.in(company, () -> test.exports.order(new NewExport(null, "왜")))
                    .id();
            assertThatThrownBy(() -> test.run(
                            company,
                            test.exportJob(step -> {
                                if (step.equals(crash)) {
                                    throw new Crash();
                                }
                            }),
                            id))
                    .as(crash)
                    .isInstanceOfAny(Crash.class, IllegalStateException.class);
            test.run(company, test.exportJob(step -> {}), id);
            assertThat(test.in(company, () -> test.exports.get(id)).state())
                    .as(crash)
                    .isEqualTo("DONE");
            assertSame(expected, test.archive(company, id));
        }
    }

    @Test
    void anExportThatAlwaysFailsIsGivenUpAndNamesNoInsides() {
        Tenant company = test.company();
        UUID id = test.in(company, () -> test.exports.order(new NewExport(null, "왜")))
                .id();
        ExportJob broken = test.exportJob(step -> {
            if (!step.equals("begun")) {
                throw new IllegalStateException("secret insides");
            }
        });
        for (int i = 1; i < ExportEntity.MAX_ATTEMPTS; i++) {
            assertThatThrownBy(() -> test.run(company, broken, id)).isInstanceOf(IllegalStateException.class);
        }
        test.run(company, broken, id);
        ExportView view = test.in(company, () -> test.exports.get(id));
        assertThat(view.state()).isEqualTo("FAILED");
        assertThat(view.message().en()).contains(id.toString()).doesNotContain("secret");
    }

    @Test
    void anImportThatIsKilledAtAnyStepLeavesNothingToBeSeenAndIsDoneByTheNextRun() throws IOException {
        byte[] archive = exported(4, 6, 9);
        for (String crash : List.of("begun", "verified", "kept", "written", "committed")) {
            Tenant to = test.company();
            UUID id = test.orderImport(to, archive);
            assertThatThrownBy(() -> test.run(
                            to,
                            test.importJob(step -> {
                                if (step.equals(crash)) {
                                    throw new Crash();
                                }
                            }),
                            id))
                    .as(crash)
                    .isInstanceOf(Crash.class);
            boolean committed = crash.equals("committed");
            assertThat(count(to, "board.post")).as(crash).isEqualTo(committed ? 4 : 0);
            assertThat(test.in(to, () -> test.archives.files.ofApp("board", null, 50))
                            .items())
                    .as(crash)
                    .hasSize(committed ? 3 : 0);

            test.run(to, test.importJob(step -> {}), id);
            assertThat(test.in(to, () -> test.imports.get(id)).state())
                    .as(crash)
                    .isEqualTo("DONE");
            assertSame(archive, test.archive(to, test.export(to).id()));
        }
    }

    @Test
    void hostileArchivesAreRefusedAndLeaveNothingBehind() throws IOException {
        byte[] good = exported(2, 3, 10);
        Map<String, byte[]> entries = TestArchive.entries(good);

        Map<String, byte[]> spoiled = new LinkedHashMap<>(entries);
        spoiled.put("../../etc/passwd", new byte[] {1});
        refused(TestArchive.zip(spoiled), "../../etc/passwd");

        spoiled = new LinkedHashMap<>(entries);
        spoiled.put("readable/board/bomb", new byte[50 << 20]);
        refused(TestArchive.zip(spoiled), "readable/board/bomb");

        spoiled = new LinkedHashMap<>(entries);
        String content = entries.keySet().stream()
                .filter(name -> name.startsWith(EntryName.CONTENTS))
                .findFirst()
                .orElseThrow();
        spoiled.put(content, new byte[entries.get(content).length]);
        refused(TestArchive.zip(spoiled), content);

        refused(java.util.Arrays.copyOf(good, good.length / 2), "no zip");
        refused("no zip".getBytes(StandardCharsets.UTF_8), "no zip");
    }

    @Test
    void rowsThatTheDatabaseRefusesLeaveNothingBehindThoughTheChecksumsAreRight() throws IOException {
        Map<String, byte[]> entries = TestArchive.entries(exported(2, 3, 11));
        String table = "tables/board/board.a_comment.jsonl";
        String lines = new String(entries.get(table), StandardCharsets.UTF_8);
        String orphan = lines.replaceFirst("\"post_id\":\"[^\"]*\"", "\"post_id\":\"" + UUID.randomUUID() + "\"");
        entries.put(table, orphan.getBytes(StandardCharsets.UTF_8));
        refused(TestArchive.zip(TestArchive.summed(entries)), "board.a_comment:");
        // A file under a name that no file may have.
        entries = TestArchive.entries(exported(2, 3, 11));
        String files = new String(entries.get(EntryName.FILES), StandardCharsets.UTF_8);
        entries.put(EntryName.FILES, files.replaceFirst("파일 \\d", "../파일").getBytes(StandardCharsets.UTF_8));
        refused(TestArchive.zip(TestArchive.summed(entries)), EntryName.FILES + ":");
    }

    @Test
    void anExportOfANewerVersionIsRefusedByName() throws IOException {
        Map<String, byte[]> entries = TestArchive.entries(exported(1, 1, 12));
        String manifest = new String(entries.get(Manifest.NAME), StandardCharsets.UTF_8);
        entries.put(Manifest.NAME, manifest.replace("\"002\"", "\"003\"").getBytes(StandardCharsets.UTF_8));
        refused(TestArchive.zip(entries), "board");
        assertThat(ImportPlan.newer("010", "9")).isTrue();
        assertThat(ImportPlan.newer("002", "2")).isFalse();
        assertThat(ImportPlan.newer("1.1", "1")).isTrue();
        assertThat(ImportPlan.newer("x", "1")).isTrue();
    }

    @Test
    void anExportOfAnOlderVersionTakesDefaultsForWhatItHasNot() throws IOException {
        Map<String, byte[]> entries = TestArchive.entries(exported(2, 0, 13));
        String table = "tables/board/board.post.jsonl";
        String lines = new String(entries.get(table), StandardCharsets.UTF_8);
        entries.put(table, lines.replaceAll(",\"pinned\":(true|false)", "").getBytes(StandardCharsets.UTF_8));
        String manifest = new String(entries.get(Manifest.NAME), StandardCharsets.UTF_8);
        entries.put(Manifest.NAME, manifest.replace("\"002\"", "\"001\"").getBytes(StandardCharsets.UTF_8));
        Tenant to = test.company();
        ImportView view = test.importByOperator(to, TestArchive.zip(TestArchive.summed(entries)));
        assertThat(view.state()).as(view.message().en()).isEqualTo("DONE");
        assertThat(count(to, "board.post", "NOT pinned")).isEqualTo(2);
    }

    @Test
    void rowsThatSomebodyWroteHimselfComeInByTheOperatorAlone() throws IOException {
        Map<String, byte[]> entries = TestArchive.entries(exported(1, 1, 18));
        String table = "tables/task/task.task.jsonl";
        String lines = new String(entries.get(table), StandardCharsets.UTF_8);
        entries.put(table, lines.replace("업무", "위조").getBytes(StandardCharsets.UTF_8));
        byte[] forged = TestArchive.zip(TestArchive.summed(entries));

        Tenant company = test.company();
        ImportView view = test.importInto(company, forged);
        assertThat(view.state()).isEqualTo("FAILED");
        assertThat(view.message().en()).contains("operator");
        assertNothing(company);
        assertThat(test.importByOperator(company, forged).state()).isEqualTo("DONE");
        assertThat(audit(company)).anyMatch(row -> row.startsWith("storage.import.finished"));

        // Packed again, but not changed: the signature is of what is in it.
        Tenant other = test.company();
        byte[] packed = TestArchive.zip(TestArchive.sorted(TestArchive.entries(exported(1, 1, 18))));
        assertThat(test.importInto(other, packed).state()).isEqualTo("DONE");
    }

    @Test
    void anImportIsRefusedWhereAnAppIsMissingOrHasData() {
        byte[] archive = exported(1, 1, 14);
        test.installed = List.of(TestTransfers.task());
        refused(archive, "board");
        test.installed = List.of(TestTransfers.board("1.0.0", new TestTransfers.BoardExport()), TestTransfers.task());

        Tenant full = test.company();
        test.fill(full, 1, 0, 15);
        ImportView view = test.importInto(full, archive);
        assertThat(view.state()).isEqualTo("FAILED");
        assertThat(view.message().en()).contains("without data");
        assertThat(count(full, "board.post")).isEqualTo(1);
    }

    @Test
    void anArchiveThatNamesTablesOfAnotherAppIsRefused() throws IOException {
        Map<String, byte[]> entries = TestArchive.entries(exported(1, 0, 16));
        String manifest = new String(entries.get(Manifest.NAME), StandardCharsets.UTF_8);
        entries.put(
                Manifest.NAME,
                manifest.replace("\"kr.dure.task\"", "\"kr.dure.storage\"").getBytes(StandardCharsets.UTF_8));
        refused(TestArchive.zip(entries), "kr.dure.storage");
    }

    @Test
    void anImportThatHasNoRoomIsRefusedBeforeAnythingIsKept() {
        byte[] archive = exported(1, 6, 17);
        Tenant company = test.company();
        UUID id = test.orderImport(company, archive);
        test.archives.quota = archive.length + 10;
        test.run(company, test.importJob(step -> {}), id);
        ImportView view = test.in(company, () -> test.imports.get(id));
        assertThat(view.state()).isEqualTo("FAILED");
        assertThat(view.message().en()).contains("room");
        assertNothing(company);
    }

    @Test
    void theFirstBackupOfAYearIsFreeAndTheNextOneMustBeConfirmed() {
        Tenant company = test.company();
        assertThat(test.in(company, test.exports::preview))
                .isEqualTo(new BackupPreview(List.of("board", "task"), true, 0));
        ExportView first = test.in(company, () -> test.exports.backUp(new NewBackup("연말", false)));
        assertThat(first.won()).isZero();
        assertThat(first.kind()).isEqualTo("BACKUP");
        test.run(company, test.exportJob(step -> {}), first.id());
        assertThat(test.in(company, test.exports::preview).won()).isEqualTo(30_000);

        assertThatThrownBy(() -> test.in(company, () -> test.exports.backUp(new NewBackup("또", false))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("backup-charge")
                .hasMessageContaining("30000");
        assertThat(test.in(company, () -> test.exports.list(null, 50)).items()).hasSize(1);
        ExportView second = test.in(company, () -> test.exports.backUp(new NewBackup("또", true)));
        assertThat(second.won()).isEqualTo(30_000);
        test.installed = List.of();
        assertThatThrownBy(() -> test.in(test.company(), () -> test.exports.backUp(new NewBackup("또", true))))
                .isInstanceOf(Conflict.class);
    }
}
