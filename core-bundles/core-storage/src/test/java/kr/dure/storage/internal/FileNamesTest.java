package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import kr.dure.web.BadRequest;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void aKoreanNameIsSentSoThatOldAndNewClientsReadIt() {
        assertThat(FileNames.disposition(false, "보고서 1.pdf"))
                .isEqualTo("attachment; filename=\"___ 1.pdf\"; filename*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C%201.pdf");
    }

    @Test
    void aNameCannotLeaveItsQuotes() {
        assertThat(FileNames.disposition(true, "a\"; x=\\y%.txt"))
                .isEqualTo("inline; filename=\"a_; x=_y_.txt\"; filename*=UTF-8''a%22%3B%20x%3D%5Cy%25.txt");
    }

    @Test
    void onlyWhatCannotActIsShownInThePage() {
        assertThat(MediaTypes.inline("image/png")).isTrue();
        for (String type : new String[] {
            "text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/javascript"
        }) {
            assertThat(MediaTypes.inline(type)).as(type).isFalse();
        }
    }

    @Test
    void theContentDecidesWhatAFileIs() {
        MediaTypes types = new MediaTypes();
        assertThat(types.detect(Pictures.png(2, 2), "a.txt")).isEqualTo("image/png");
        assertThat(types.detect("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(), "a.png"))
                .isEqualTo("image/svg+xml");
        assertThat(types.detect("<!DOCTYPE html><html>".getBytes(), "a.png")).isEqualTo("text/html");
        assertThat(types.detect(new byte[] {'P', 'K', 3, 4, 20, 0}, "a.xlsx"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(types.detect("%PDF-1.7\n".getBytes(), "a.exe")).isEqualTo("application/pdf");
        assertThat(types.detect(new byte[0], "a.png")).isNotBlank();
    }

    @Test
    void metadataOfAnUploadIsReadOrRefused() {
        assertThat(UploadResource.metadata("filename 7ZWc6riALnR4dA==,is_confidential"))
                .isEqualTo(Map.of("filename", "한글.txt", "is_confidential", ""));
        for (String header : new String[] {"filename %%%", "a b c", "a YQ==,a YQ=="}) {
            assertThatThrownBy(() -> UploadResource.metadata(header)).as(header).isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void theAddressOfABucketIsReadWithoutTellingItsSecret() {
        StorageSettings.Bucket bucket =
                StorageSettings.bucket("http://KEY:a%2Fb+c@localhost:9000/dure?region=ap-northeast-2");
        assertThat(bucket.endpoint()).isEqualTo("http://localhost:9000/");
        assertThat(bucket.name()).isEqualTo("dure");
        assertThat(bucket.region()).isEqualTo("ap-northeast-2");
        assertThat(bucket.secretKey()).isEqualTo("a/b+c");
        assertThat(bucket.toString()).doesNotContain("a/b");
        for (String url : new String[] {
            "s3://a:b@c/d", "http://secret@host/b", "http://k:secret@host/", "http://k:secret@host/a/b"
        }) {
            assertThatThrownBy(() -> StorageSettings.bucket(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("secret@");
        }
    }
}
