package kr.dure.sms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kr.dure.sms.internal.NewMessage.Addressee;
import kr.dure.web.BadRequest;
import org.junit.jupiter.api.Test;

class RecipientListTest {
    private static RecipientList read(String text) {
        return RecipientList.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void columnsBesideTheNumberAreMergeFields() {
        assertThat(read("이름,번호,금액\n김두레,010-1234-5678,\"1,000\"\n").recipients())
                .containsExactly(new Addressee("01012345678", Map.of("이름", "김두레", "금액", "1,000")));
    }

    @Test
    void whatExcelInKoreaWritesIsRead() {
        byte[] file = "번호,이름\r\n1012345678,똠방\r\n".getBytes(Charset.forName("x-windows-949"));
        assertThat(RecipientList.read(file).recipients())
                .containsExactly(new Addressee("01012345678", Map.of("이름", "똠방")));
        assertThat(read("\uFEFFnumber\n01012345678\n").recipients()).hasSize(1);
    }

    @Test
    void linesAtFaultComeBackWithTheirNumberAndReason() {
        RecipientList list = read("번호,이름\n02-123-4567,가\n01012345678,나\n\n010-1234-5678,다\n01011112222\n");
        assertThat(list.recipients()).hasSize(1);
        assertThat(list.errors())
                .extracting(RecipientList.LineError::line, RecipientList.LineError::value)
                .containsExactly(tuple(2L, "02-123-4567"), tuple(5L, "010-1234-5678"), tuple(6L, "01011112222"));
        assertThat(list.errors().get(1).message().en()).contains("before");
    }

    @Test
    void aFileWithoutNumbersIsRefused() {
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> read("이름\n김\n"));
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> read(""));
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> read("번호,번호\n1,2\n"));
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> read("번호\n\"01012345678"));
    }
}
