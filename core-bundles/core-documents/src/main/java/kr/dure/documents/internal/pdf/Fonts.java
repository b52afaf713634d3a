package kr.dure.documents.internal.pdf;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver.FontGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Pretendard, read once and used by one document at a time: the tables of a font remember where they were read. */
final class Fonts implements AutoCloseable {
    private static final String FAMILY = "Pretendard";

    /** Every family a style may name, so that nothing is set in a font that would not be embedded. */
    private static final List<String> FAMILIES = List.of(
            "Pretendard",
            "SansSerif",
            "Serif",
            "Monospaced",
            "Helvetica",
            "Arial",
            "Times",
            "Courier",
            "Symbol",
            "ZapfDingbats");

    private final TrueTypeFont regular = read("/fonts/Pretendard-Regular.ttf");
    private final TrueTypeFont bold = read("/fonts/Pretendard-Bold.ttf");
    private final FSCacheEx<String, FSCacheValue> metrics = new FSDefaultCacheStore();

    private static TrueTypeFont read(String path) {
        try (InputStream in = Fonts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The build has put no " + path + " into the jar.");
            }
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            // Figures of equal width, so that amounts stand below each other.
            font.enableGsubFeature("tnum");
            // Ligatures, which PDFBox looks for with a regular expression per word: they cost more than all the rest.
            font.setEnableGsub(false);
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of the fonts from earlier documents. */
    FSCacheEx<String, FSCacheValue> metrics() {
        return metrics;
    }

    /** Lets a document use the fonts; only what it uses of them will be in it. */
    void addTo(PdfBoxFontResolver fonts, PDDocument document) {
        PDFontSupplier plain = new Lazy(document, regular);
        PDFontSupplier strong = new Lazy(document, bold);
        for (String family : FAMILIES) {
            fonts.addFont(plain, family, 400, IdentValue.NORMAL, true, FontGroup.MAIN);
            fonts.addFont(strong, family, 700, IdentValue.NORMAL, true, FontGroup.MAIN);
        }
        // For families nobody has; without it their text would be lost.
        fonts.addFont(plain, FAMILY, 400, IdentValue.NORMAL, true, FontGroup.FINAL_FALLBACK);
        fonts.addFont(strong, FAMILY, 700, IdentValue.NORMAL, true, FontGroup.FINAL_FALLBACK);
    }

    PDFont bold(PDDocument document) throws IOException {
        return PDType0Font.load(document, bold, true);
    }

    @Override
    public void close() {
        try (regular;
                bold) {
            // Both are read from memory.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One font for all families of a document. */
    private static final class Lazy extends PDFontSupplier {
        private final PDDocument document;
        private final TrueTypeFont source;
        private PDFont font;

        Lazy(PDDocument document, TrueTypeFont source) {
            super(null);
            this.document = document;
            this.source = source;
        }

        @Override
        public PDFont supply() {
            try {
                if (font == null) {
                    font = PDType0Font.load(document, source, true);
                }
                return font;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
