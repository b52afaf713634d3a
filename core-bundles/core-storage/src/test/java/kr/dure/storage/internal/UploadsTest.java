package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.storage.FileOwner;
import kr.dure.storage.StoredFile;
import kr.dure.web.Forbidden;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private final TestStorage dure = new TestStorage();

    @Test
    void anUploadGoesOnWhereItBrokeAlsoAfterARestart() {
        byte[] content = TestStorage.content(Part.MAX_BYTES + 100_000, 1);
        Upload upload = begin(content.length);
        assertThatThrownBy(() -> send(upload, 0, broken(content, 0, Part.MAX_BYTES + 5_000)))
                .hasRootCauseMessage("broken");
        Upload standing = state(upload);
        assertThat(standing.received()).isEqualTo(Part.MAX_BYTES + 5_000);
        dure.restart();
        int at = (int) standing.received();
        Upload whole = send(upload, at, new ByteArrayInputStream(content, at, content.length - at));
        assertThat(whole.complete()).isTrue();
        StoredFile file = dure.as(() -> dure.service.get(upload.id()));
        assertThat(dure.read(file.id())).isEqualTo(content);
        assertThat(dure.count("upload")).isZero();
    }

    @Test
    void anUploadInManyPiecesHasTheHashOfTheWhole() {
        byte[] content = TestStorage.content(50_000, 2);
        Upload upload = begin(content.length);
        for (int at = 0; at < content.length; at += 10_000) {
            send(upload, at, new ByteArrayInputStream(content, at, 10_000));
        }
        StoredFile same = dure.store(content);
        assertThat(dure.as(() -> dure.service.get(upload.id())).sha256()).isEqualTo(same.sha256());
        assertThat(dure.count("blob")).isEqualTo(1);
    }

    @Test
    void bytesFromElsewhereThanItStandsAreRefused() {
        Upload upload = begin(100);
        send(upload, 0, new ByteArrayInputStream(new byte[10]));
        FilesTest.assertProblem(() -> send(upload, 0, new ByteArrayInputStream(new byte[10])), 409, "upload-offset");
        FilesTest.assertProblem(() -> send(upload, 11, new ByteArrayInputStream(new byte[10])), 409, "upload-offset");
        assertThatThrownBy(() -> send(upload, 10, new ByteArrayInputStream(new byte[91])))
                .isInstanceOf(Problem.class);
    }

    @Test
    void ofTwoWhoSendTheSameBytesOneIsRefusedAndTheContentIsRight() throws Exception {
        byte[] content = TestStorage.content(Part.MAX_BYTES * 2, 3);
        Upload upload = begin(content.length);
        Upload stale = upload;
        assertThatThrownBy(() -> send(upload, 0, broken(content, 0, 20_000))).hasRootCauseMessage("broken");
        // The second has asked before the first was through.
        assertThatThrownBy(() ->
                        dure.as(() -> dure.uploads.receive(stale, new ByteArrayInputStream(content), Optional.empty())))
                .isInstanceOf(Problem.class);
        int at = (int) state(upload).received();
        assertThat(at).isEqualTo(20_000);
        send(upload, at, new ByteArrayInputStream(content, at, content.length - at));
        assertThat(dure.read(upload.id())).isEqualTo(content);
    }

    @Test
    void aPieceWithAnotherChecksumIsNotKept() throws Exception {
        byte[] content = TestStorage.content(20_000, 4);
        Upload upload = begin(content.length);
        byte[] right = java.security.MessageDigest.getInstance("SHA-1").digest(content);
        FilesTest.assertProblem(() -> sendWith(upload, content, new byte[20]), 460, "checksum-mismatch");
        assertThat(state(upload).received()).isZero();
        assertThat(sendWith(upload, content, right).complete()).isTrue();
        assertThat(dure.read(upload.id())).isEqualTo(content);
    }

    @Test
    void anUploadIsItsSendersAlone() {
        Upload upload = begin(10);
        Caller lee = TestStorage.person(true);
        assertThatThrownBy(() -> dure.as(lee, () -> dure.service.state(upload.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dure.as(
                        lee,
                        () -> dure.service.receive(
                                upload.id(), 0, new ByteArrayInputStream(new byte[10]), Optional.empty())))
                .isInstanceOf(NotFound.class);
        send(upload, 0, new ByteArrayInputStream(new byte[10]));
        assertThatThrownBy(() -> dure.as(lee, () -> dure.service.get(upload.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dure.as(lee, () -> dure.files.attach(upload.id(), TestStorage.thing())))
                .isInstanceOf(NotFound.class);
        FileOwner owner = TestStorage.thing();
        dure.as(() -> dure.files.attach(upload.id(), owner));
        assertThat(dure.as(() -> dure.files.list(owner, null, 10)).items())
                .extracting(StoredFile::id)
                .containsExactly(upload.id());
        assertThatThrownBy(() -> dure.as(() -> dure.files.attach(upload.id(), owner)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void theOwnerDecidesWhoReadsAndWritesAndWithoutOneNobodyDoes() {
        FileOwner picture = new FileOwner("board", "picture", UUID.randomUUID());
        Caller lee = TestStorage.person(false);
        assertThatThrownBy(() -> dure.as(lee, () -> dure.service.begin(picture, "a.png", 10)))
                .isInstanceOf(Forbidden.class);
        StoredFile file = dure.store(picture, "a.png", Pictures.png(4, 4));
        assertThat(dure.as(lee, () -> dure.service.get(file.id())).name()).isEqualTo("a.png");
        assertThatThrownBy(() -> dure.as(lee, () -> {
                    dure.service.delete(file.id());
                    return null;
                }))
                .isInstanceOf(Forbidden.class);
        StoredFile unknown = dure.store(new byte[1]);
        assertThatThrownBy(() -> dure.as(() -> dure.service.get(unknown.id()))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dure.as(() -> dure.service.begin(TestStorage.thing(), "a", 1)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> dure.as(() -> dure.service.list(TestStorage.thing(), null, 10)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void anUploadReservesItsRoomUntilItIsGivenUpOrExpires() {
        dure.quota = 100;
        Upload upload = begin(80);
        FilesTest.assertProblem(() -> begin(21), 507, "quota-exceeded");
        dure.as(() -> {
            dure.service.terminate(upload.id());
            return null;
        });
        assertThatThrownBy(() -> state(upload)).isInstanceOf(NotFound.class);
        begin(100);
        dure.clock.advance(Uploads.KEPT.plusMinutes(1));
        dure.as(() -> dure.garbage.collect());
        begin(100);
    }

    @Test
    void whatNobodyAttachesIsGoneAfterADay() {
        Upload upload = begin(10);
        send(upload, 0, new ByteArrayInputStream(new byte[10]));
        StoredFile kept = dure.store(TestStorage.content(10, 5));
        dure.clock.advance(Uploads.KEPT.plusMinutes(1));
        dure.as(() -> dure.garbage.collect());
        assertThat(dure.as(() -> dure.files.find(upload.id()))).isEmpty();
        dure.clock.advance(Garbage.GRACE.plusMinutes(1));
        dure.as(() -> dure.garbage.collect());
        assertThat(dure.objects()).hasSize(1);
        assertThat(dure.read(kept.id())).hasSize(10);
    }

    /** Whatever step it dies at: what was acknowledged is there, it can be finished, and nothing is left over. */
    @Test
    void aServerThatDiesAtAnyStepLosesNoAcknowledgedByteAndLeavesNoRest() {
        byte[] content = TestStorage.content(Part.MAX_BYTES + 70_000, 6);
        boolean crashed = true;
        int step = 1;
        for (; crashed; step++) {
            TestStorage one = new TestStorage();
            Upload upload =
                    one.as(() -> one.service.begin(Owners.upload(one.kim.accountId()), "a.bin", content.length));
            one.faults.crashAt(step);
            try {
                one.as(() -> one.service.receive(upload.id(), 0, new ByteArrayInputStream(content), Optional.empty()));
                crashed = false;
            } catch (TestStorage.Crash e) {
                crashed = true;
            }
            one.uploads.close();
            one.faults.none();
            one.restart();
            Upload standing = one.as(() -> one.service.state(upload.id()));
            int at = (int) standing.received();
            if (at < content.length) {
                one.as(() -> one.service.receive(
                        upload.id(), at, new ByteArrayInputStream(content, at, content.length - at), Optional.empty()));
            }
            assertThat(one.read(upload.id())).as("step " + step).isEqualTo(content);
            FileOwner owner = TestStorage.thing();
            one.as(() -> one.files.attach(upload.id(), owner));
            one.clock.advance(Uploads.KEPT.multipliedBy(2));
            one.as(() -> one.garbage.collect());
            assertThat(one.objects()).as("step " + step).hasSize(2);
            assertThat(one.read(upload.id())).isEqualTo(content);
            assertThat(one.count("garbage")).isZero();
        }
        assertThat(step).isGreaterThan(12);
    }

    private Upload begin(long length) {
        return dure.as(() -> dure.service.begin(Owners.upload(dure.kim.accountId()), "a.bin", length));
    }

    private Upload state(Upload upload) {
        return dure.as(() -> dure.service.state(upload.id()));
    }

    private Upload send(Upload upload, long at, InputStream in) {
        return dure.as(() -> dure.service.receive(upload.id(), at, in, Optional.empty()));
    }

    private Upload sendWith(Upload upload, byte[] content, byte[] sha1) throws Exception {
        Uploads.Checksum checksum = new Uploads.Checksum(java.security.MessageDigest.getInstance("SHA-1"), sha1);
        return dure.as(
                () -> dure.service.receive(upload.id(), 0, new ByteArrayInputStream(content), Optional.of(checksum)));
    }

    private static InputStream broken(byte[] content, int from, int to) {
        return new SequenceInputStream(
                new ByteArrayInputStream(Arrays.copyOfRange(content, from, to)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken");
                    }
                });
    }
}
