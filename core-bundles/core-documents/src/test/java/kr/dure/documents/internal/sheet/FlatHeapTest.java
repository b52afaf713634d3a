package kr.dure.documents.internal.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import kr.dure.document.SheetFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlatHeapTest {
    /** Without streaming, each of the two takes several times as much. */
    private static final String HEAP = "-Xmx32m";

    @ParameterizedTest
    @EnumSource(SheetFormat.class)
    void aHundredThousandRowsFitIntoASmallHeap(SheetFormat format) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ManyRows.class.getName(),
                        format.name())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).endsWith(String.valueOf(ManyRows.ROWS + 1));
    }
}
