package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import kr.dure.identity.Caller;
import kr.dure.storage.FileOwner;
import kr.dure.storage.NewFile;
import kr.dure.storage.StorageUsage;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenant;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class FilesTest {
    private final TestStorage dure = new TestStorage();

    @Test
    void whatIsStoredComesBackWithItsNameTypeAndHash() {
        byte[] text = "안녕하세요, 두레입니다.\n".getBytes(StandardCharsets.UTF_8);
        StoredFile file = dure.store(TestStorage.thing(), "C:\\문서\\보고서.txt", text);
        assertThat(dure.read(file.id())).isEqualTo(text);
        assertThat(file.name()).isEqualTo("보고서.txt");
        assertThat(file.mediaType()).isEqualTo("text/plain");
        assertThat(file.size()).isEqualTo(text.length);
        assertThat(file.sha256()).hasSize(64).isEqualTo(hash(text));
        assertThat(file.createdBy()).isEqualTo(dure.kim.accountId());
        assertThat(dure.as(() -> dure.files.find(file.id())).orElseThrow().name())
                .isEqualTo("보고서.txt");
    }

    @Test
    void aFileOfSeveralPartsComesBackWholeAndInPieces() {
        byte[] content = TestStorage.content(2 * Part.MAX_BYTES + 12_345, 1);
        StoredFile file = dure.store(content);
        assertThat(dure.count("part")).isEqualTo(3);
        assertThat(dure.read(file.id())).isEqualTo(content);
        for (int from :
                new int[] {0, 1, 65_535, 65_536, Part.MAX_BYTES - 1, Part.MAX_BYTES, content.length - 1, content.length
                }) {
            for (int length : new int[] {0, 1, 100_000, Part.MAX_BYTES + 2}) {
                byte[] piece = dure.as(() -> {
                    try (InputStream in = dure.files.open(file.id(), from, length)) {
                        return in.readAllBytes();
                    }
                });
                assertThat(piece).isEqualTo(Arrays.copyOfRange(content, from, Math.min(content.length, from + length)));
            }
        }
    }

    @Test
    void anEmptyFileIsAFile() {
        StoredFile file = dure.store(new byte[0]);
        assertThat(dure.read(file.id())).isEmpty();
    }

    @Test
    void theSameContentIsKeptOnceForATenantAndNotSharedWithAnother() {
        byte[] content = TestStorage.content(100_000, 2);
        StoredFile first = dure.store(content);
        long used = usage().used();
        StoredFile second = dure.store(content);
        assertThat(usage().used()).isEqualTo(used);
        assertThat(dure.count("blob")).isEqualTo(1);
        assertThat(second.id()).isNotEqualTo(first.id());
        Tenant other = TestStorage.company("other");
        Caller lee = TestStorage.person(true);
        StoredFile theirs = TestStorage.in(
                other,
                lee,
                () -> dure.files.store(TestStorage.thing(), new NewFile("a", -1), new ByteArrayInputStream(content)));
        assertThat(TestStorage.in(other, lee, () -> dure.files.usage()).used()).isEqualTo(content.length);
        assertThat(TestStorage.in(other, lee, () -> dure.files.find(first.id())))
                .isEmpty();
        assertThatThrownBy(() -> TestStorage.in(other, lee, () -> dure.files.open(first.id())))
                .isInstanceOf(Problem.class);
        TestStorage.in(other, lee, () -> {
            dure.files.delete(first.id());
            return null;
        });
        assertThat(dure.read(first.id())).isEqualTo(content);
        assertThat(theirs.sha256()).isEqualTo(first.sha256());
    }

    @Test
    void nothingOfTheContentIsReadableInTheFolder() throws IOException {
        byte[] content = "두레 secret words ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        dure.store(content);
        assertThat(dure.objects()).isNotEmpty();
        for (Path object : dure.objects()) {
            assertThat(new String(Files.readAllBytes(object), StandardCharsets.ISO_8859_1))
                    .doesNotContain("secret");
        }
    }

    @Test
    void aContentThatWasChangedInTheFolderIsNotHandedOut() throws IOException {
        StoredFile file = dure.store(TestStorage.content(200_000, 3));
        Path object = dure.objects().get(0);
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertThatThrownBy(() -> dure.read(file.id())).hasRootCauseInstanceOf(Exception.class);
        Files.write(object, Arrays.copyOf(bytes, bytes.length - 70_000));
        assertThatThrownBy(() -> dure.read(file.id())).hasRootCauseInstanceOf(Exception.class);
    }

    @Test
    void anObjectOfAnotherPlaceDoesNotPass() throws IOException {
        StoredFile file = dure.store(TestStorage.content(1_000, 4));
        Path first = dure.objects().get(0);
        dure.store(TestStorage.content(1_000, 5));
        Path second = dure.objects().stream()
                .filter(path -> !path.equals(first))
                .findFirst()
                .orElseThrow();
        Files.write(first, Files.readAllBytes(second));
        assertThatThrownBy(() -> dure.read(file.id())).isInstanceOf(Exception.class);
    }

    @Test
    void aFileAboveTheQuotaIsRefusedBeforeAByteIsRead() {
        dure.quota = 1_000;
        AtomicLong read = new AtomicLong();
        assertProblem(
                () -> dure.as(() -> dure.files.store(
                        TestStorage.thing(), new NewFile("a", 1_001), counting(new byte[1_001], read))),
                507,
                "quota-exceeded");
        assertThat(read).hasValue(0);
        dure.store(TestStorage.content(1_000, 6));
        assertProblem(() -> dure.store(TestStorage.content(1, 7)), 507, "quota-exceeded");
    }

    @Test
    void aFileOfUnknownLengthIsCutAtTheQuotaAndLeavesNothing() {
        dure.quota = Part.MAX_BYTES + 1_000;
        byte[] content = TestStorage.content(2 * Part.MAX_BYTES, 8);
        assertProblem(
                () -> dure.as(() ->
                        dure.files.store(TestStorage.thing(), new NewFile("a", -1), new ByteArrayInputStream(content))),
                507,
                "quota-exceeded");
        assertThat(usage()).isEqualTo(new StorageUsage(dure.quota, 0, 0, 0));
        byte[] fits = TestStorage.content((int) dure.quota, 9);
        StoredFile file = dure.as(
                () -> dure.files.store(TestStorage.thing(), new NewFile("a", -1), new ByteArrayInputStream(fits)));
        assertThat(file.size()).isEqualTo(dure.quota);
        assertThat(dure.read(file.id())).isEqualTo(fits);
    }

    @Test
    void moreOrLessThanAnnouncedIsRefusedAndLeavesNothing() {
        for (int announced : new int[] {9, 11}) {
            assertThatThrownBy(() -> dure.as(() -> dure.files.store(
                            TestStorage.thing(), new NewFile("a", announced), new ByteArrayInputStream(new byte[10]))))
                    .isInstanceOf(Invalid.class);
        }
        assertThat(usage()).isEqualTo(new StorageUsage(dure.quota, 0, 0, 0));
        assertThat(dure.count("upload")).isZero();
        dure.as(() -> dure.garbage.collect());
        dure.clock.advance(Uploads.KEPT.plusMinutes(1));
        dure.as(() -> dure.garbage.collect());
        assertThat(dure.objects()).isEmpty();
    }

    @Test
    void roomIsFreeAgainWhenTheLastFileOfAContentIsDeleted() {
        byte[] content = TestStorage.content(5_000, 10);
        FileOwner owner = TestStorage.thing();
        StoredFile first = dure.store(owner, "a", content);
        StoredFile copy = dure.as(() -> dure.files.copy(first.id(), TestStorage.thing()));
        delete(first.id());
        assertThat(usage().used()).isEqualTo(5_000);
        assertThat(dure.read(copy.id())).isEqualTo(content);
        delete(copy.id());
        delete(copy.id());
        assertThat(usage().used()).isZero();
        StoredFile again = dure.store(content);
        assertThat(usage().used()).isEqualTo(5_000);
        assertThat(dure.count("blob")).isEqualTo(1);
        assertThat(dure.read(again.id())).isEqualTo(content);
    }

    @Test
    void allFilesOfAThingAreListedAndDeletedTogether() {
        FileOwner owner = TestStorage.thing();
        for (int i = 0; i < 5; i++) {
            dure.store(owner, i + ".txt", new byte[] {(byte) i});
        }
        Page<StoredFile> first = dure.as(() -> dure.files.list(owner, null, 3));
        Page<StoredFile> second = dure.as(() -> dure.files.list(owner, first.next(), 3));
        assertThat(first.items()).extracting(StoredFile::name).containsExactly("0.txt", "1.txt", "2.txt");
        assertThat(second.items()).extracting(StoredFile::name).containsExactly("3.txt", "4.txt");
        assertThat(second.next()).isNull();
        assertThat(dure.as(() -> dure.files.ofApp("board", null, 200)).items()).hasSize(5);
        dure.as(() -> {
            dure.files.deleteAll(owner);
            return null;
        });
        assertThat(usage()).isEqualTo(new StorageUsage(dure.quota, 0, 0, 0));
    }

    @Test
    void filesOfAnAppThatIsSwitchedOffAreShownToNobodyAndStay() {
        FileOwner picture = new FileOwner("board", "picture", UUID.randomUUID());
        byte[] content = Pictures.png(10, 10);
        StoredFile file = dure.store(picture, "a.png", content);
        dure.products.clear();
        for (Callable<?> call : List.<Callable<?>>of(
                () -> dure.service.get(file.id()),
                () -> dure.service.list(picture, null, 10),
                () -> dure.service.store(picture, "b.png", 1, new ByteArrayInputStream(new byte[1])),
                () -> dure.service.begin(picture, "b.png", 1),
                () -> {
                    dure.service.delete(file.id());
                    return null;
                })) {
            assertThatThrownBy(() -> dure.as(call)).isInstanceOf(NotFound.class);
        }
        dure.products.add("groupware");
        assertThat(dure.as(() -> dure.service.get(file.id())).sha256()).isEqualTo(file.sha256());
        assertThat(dure.read(file.id())).isEqualTo(content);
    }

    @Test
    void anOwnerThatTakesPicturesRefusesWhatOnlyClaimsToBeOne() {
        FileOwner pictures = new FileOwner("board", "picture", UUID.randomUUID());
        byte[] program = new byte[4_096];
        program[0] = 'M';
        program[1] = 'Z';
        for (byte[] content : List.of(program, "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> dure.store(pictures, "photo.png", content)).isInstanceOf(Invalid.class);
        }
        assertProblem(() -> dure.store(pictures, "photo.png", new byte[(10 << 20) + 1]), 413, "too-large");
        assertThat(dure.count("file")).isZero();
        assertThat(dure.count("upload")).isZero();
        assertThat(dure.store(pictures, "photo", Pictures.png(10, 10)).mediaType())
                .isEqualTo("image/png");
    }

    @Test
    void namesThatDeceiveAreRefused() {
        for (String name : List.of("", "   ", "a/", "..", "a\nb", "gpj.\u202Eexe", "a".repeat(256), "\u2028")) {
            assertThatThrownBy(() -> dure.store(TestStorage.thing(), name, new byte[1]))
                    .as(name)
                    .isInstanceOf(Invalid.class);
        }
        String decomposed = java.text.Normalizer.normalize("한글.hwp", java.text.Normalizer.Form.NFD);
        assertThat(dure.store(TestStorage.thing(), "../../" + decomposed, new byte[1])
                        .name())
                .isEqualTo("한글.hwp");
    }

    @Test
    void aFileIsRestoredUnderItsIdAndOnlyWithItsContent() {
        byte[] content = TestStorage.content(10_000, 11);
        StoredFile file = dure.store(content);
        assertThatThrownBy(() -> restore(file, content)).isInstanceOf(Conflict.class);
        delete(file.id());
        assertThatThrownBy(() -> restore(file, TestStorage.content(10_000, 12))).isInstanceOf(Invalid.class);
        StoredFile back = restore(file, content);
        assertThat(back.id()).isEqualTo(file.id());
        assertThat(back.owner()).isEqualTo(file.owner());
        assertThat(back.createdAt()).isEqualTo(file.createdAt());
        assertThat(dure.read(file.id())).isEqualTo(content);
    }

    @Test
    void filesAreStillThereAfterARestartAndNotWithoutTheKey() throws IOException {
        byte[] content = TestStorage.content(1_000, 13);
        StoredFile file = dure.store(content);
        dure.restart();
        assertThat(dure.read(file.id())).isEqualTo(content);
        byte[] key = Files.readAllBytes(dure.settings.keyFile());
        Files.delete(dure.settings.keyFile());
        dure.restart();
        assertThatThrownBy(() -> dure.read(file.id())).hasMessageContaining("files-key is gone");
        assertThat(dure.as(() -> dure.health.check()).reason()).contains("files-key is gone");
        Files.write(dure.settings.keyFile(), key);
        assertThat(dure.read(file.id())).isEqualTo(content);
    }

    private StoredFile restore(StoredFile file, byte[] content) {
        return dure.as(() -> dure.files.restore(file, new ByteArrayInputStream(content)));
    }

    private void delete(UUID id) {
        dure.as(() -> {
            dure.files.delete(id);
            return null;
        });
    }

    private StorageUsage usage() {
        return dure.as(() -> dure.files.usage());
    }

    static void assertProblem(org.assertj.core.api.ThrowableAssert.ThrowingCallable work, int status, String type) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.type()).isEqualTo(type);
        });
    }

    private static String hash(byte[] content) {
        return java.util.HexFormat.of().formatHex(Uploads.sha256().digest(content));
    }

    private static InputStream counting(byte[] bytes, AtomicLong read) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                read.addAndGet(length);
                return super.read(target, offset, length);
            }
        };
    }
}
