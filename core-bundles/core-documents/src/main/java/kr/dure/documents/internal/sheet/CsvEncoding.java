package kr.dure.documents.internal.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out what a text file is written in by reading it: a wrong guess shows at the first byte that does not fit. */
final class CsvEncoding {
    private static final Charset CP949 = Charset.forName("x-windows-949");

    private CsvEncoding() {}

    /** @throws kr.dure.web.Invalid when it is no text in a character set that is known here */
    static Charset of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(2);
        }
        boolean mark = head.length == 2
                && (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE
                        || head[0] == (byte) 0xFE && head[1] == (byte) 0xFF);
        Charset[] candidates =
                mark ? new Charset[] {StandardCharsets.UTF_16} : new Charset[] {StandardCharsets.UTF_8, CP949};
        for (Charset candidate : candidates) {
            if (fits(file, candidate)) {
                return candidate;
            }
        }
        throw Refusals.brokenCsv();
    }

    private static boolean fits(Path file, Charset charset) throws IOException {
        char[] buffer = new char[32 << 10];
        try (Reader reader = reader(file, charset)) {
            for (int read; (read = reader.read(buffer)) >= 0; ) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    /** Throws {@link CharacterCodingException} at what does not fit. */
    static Reader reader(Path file, Charset charset) throws IOException {
        return new InputStreamReader(
                Files.newInputStream(file),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
