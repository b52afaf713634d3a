package kr.dure.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import kr.dure.storage.StoredFile.Scan;
import kr.dure.web.Invalid;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has contents looked at for viruses where the installation names a scanner; then nothing goes by it. */
@Component(service = Scanner.class)
public final class Scanner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scanner.class);
    private static final Duration SILENCE = Duration.ofSeconds(120);

    private final Optional<Clamd> clamd;

    @Activate
    public Scanner() {
        this(StorageSettings.fromSystem().clamd().map(address -> new Clamd(address, SILENCE)));
        if (clamd.isEmpty()) {
            LOG.info("Files are not scanned for viruses: no scanner is set up (DURE_CLAMD).");
        }
    }

    Scanner(Optional<Clamd> clamd) {
        this.clamd = clamd;
    }

    /** What a finding is refused with. */
    static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String virus;

        Found(String virus) {
            super(virus, null, false, false);
            this.virus = virus;
        }

        Invalid problem() {
            return new Invalid(
                    "file",
                    "바이러스가 발견되어 받지 않았습니다: " + virus + ".",
                    "A virus was found, so the file was not taken: " + virus + ".");
        }
    }

    interface Content {
        InputStream open() throws IOException;
    }

    /**
     * @throws Found when there is a virus
     * @throws Unavailable when the scanner says nothing, or cannot say anything
     */
    Scan scan(Content content) throws IOException {
        if (clamd.isEmpty()) {
            return Scan.NOT_SCANNED;
        }
        try (InputStream in = content.open()) {
            Optional<String> virus = clamd.get().scan(in);
            if (virus.isPresent()) {
                throw new Found(virus.get());
            }
            return Scan.CLEAN;
        } catch (Clamd.NoAnswer e) {
            LOG.warn("The virus scanner gave no answer: {}", e.getMessage());
            throw new Unavailable(
                    "바이러스 검사를 할 수 없어 파일을 받지 않았습니다. 잠시 후 다시 시도해 주세요.",
                    "The virus scanner cannot be asked, so no file is taken. Please try again shortly.");
        }
    }

    /** @throws IOException when a scanner is set up and does not answer */
    void check() throws IOException {
        if (clamd.isPresent()) {
            clamd.get().ping();
        }
    }

    @Override
    @Deactivate
    public void close() {
        clamd.ifPresent(Clamd::close);
    }
}
