package kr.dure.documents.internal.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetWriter;
import kr.dure.document.Spreadsheets;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@link Spreadsheets} with fastexcel and Commons CSV. */
@Component
public final class SpreadsheetsImpl implements Spreadsheets {
    private static final int AT_A_TIME = 4;
    private static final int PATIENCE_SECONDS = 20;

    /** Workbooks being read: each may hold its shared texts in memory. */
    private final Semaphore places = new Semaphore(AT_A_TIME);

    @Activate
    public SpreadsheetsImpl() {
        // Nothing to be given.
    }

    @Override
    public SheetReader read(InputStream in, SheetLimits limits) throws IOException {
        SpooledFile file = SpooledFile.of(in, limits.bytes());
        try {
            return switch (file.kind()) {
                case CSV -> new CsvReader(file, limits);
                case XLSX -> {
                    take();
                    try {
                        yield new XlsxReader(file, limits, places::release);
                    } catch (RuntimeException | Error e) {
                        places.release();
                        throw e;
                    }
                }
            };
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private void take() {
        try {
            if (places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Unavailable(
                "지금 읽는 파일이 많습니다. 잠시 뒤 다시 시도해 주세요.", "Too many files are being read. Try again in a moment.");
    }

    @Override
    public SheetWriter write(OutputStream out, SheetFormat format) {
        return switch (format) {
            case CSV -> new CsvWriter(out);
            case XLSX -> new XlsxWriter(out);
        };
    }
}
