package kr.dure.documents.internal.pdf;

import java.awt.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfDocument.Stamp;
import kr.dure.web.Invalid;
import org.apache.pdfbox.multipdf.LayerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** Puts watermark and stamps over pages that are laid out already. */
final class Overlays implements AutoCloseable {
    private static final float POINTS_PER_MM = 72 / 25.4f;
    private static final int MAX_STAMPS = 20;
    private static final int MAX_WATERMARK = 40;
    private static final float LARGEST_LETTERS = 96;
    private static final float PALE = 0.10f;

    /** Makes a document of one page of a picture. */
    @FunctionalInterface
    interface Drawing {
        PDDocument draw(Pictures pictures, String address, float width, float height) throws IOException;
    }

    private final Drawing drawing;
    private final Pictures pictures;
    private final PDDocument pdf;
    private final List<PDDocument> drawn = new ArrayList<>();

    Overlays(Drawing drawing, Pictures pictures, PDDocument pdf) {
        this.drawing = drawing;
        this.pictures = pictures;
        this.pdf = pdf;
    }

    void add(PdfDocument document, Fonts fonts) throws IOException {
        if (!document.watermark().isBlank()) {
            watermark(document.watermark().strip(), fonts.bold(pdf));
        }
        if (document.stamps().size() > MAX_STAMPS) {
            throw new Invalid(
                    "stamps", "도장이 " + MAX_STAMPS + "개를 넘습니다.", "There are more than " + MAX_STAMPS + " stamps.");
        }
        for (Stamp stamp : document.stamps()) {
            stamp(stamp);
        }
    }

    private void watermark(String text, PDFont font) throws IOException {
        if (text.length() > MAX_WATERMARK) {
            throw new Invalid(
                    "watermark",
                    "워터마크는 " + MAX_WATERMARK + "자까지입니다.",
                    "A watermark has at most " + MAX_WATERMARK + " characters.");
        }
        String known = known(text, font);
        float width = font.getStringWidth(known) / 1000;
        if (width == 0) {
            return;
        }
        PDExtendedGraphicsState pale = new PDExtendedGraphicsState();
        pale.setNonStrokingAlphaConstant(PALE);
        for (PDPage page : pdf.getPages()) {
            PDRectangle box = page.getMediaBox();
            float diagonal = (float) Math.hypot(box.getWidth(), box.getHeight());
            float size = Math.min(LARGEST_LETTERS, diagonal * 0.6f / width);
            double angle = Math.atan2(box.getHeight(), box.getWidth());
            try (PDPageContentStream content = new PDPageContentStream(pdf, page, AppendMode.APPEND, true, true)) {
                content.setGraphicsStateParameters(pale);
                content.setNonStrokingColor(0f, 0f, 0f);
                content.beginText();
                content.setFont(font, size);
                Matrix place = Matrix.getRotateInstance(angle, box.getWidth() / 2, box.getHeight() / 2);
                place.translate(-width * size / 2, -size * 0.35f);
                content.setTextMatrix(place);
                content.showText(known);
                content.endText();
            }
        }
    }

    /** Without what the font has no letter for. */
    private static String known(String text, PDFont font) {
        StringBuilder known = new StringBuilder();
        text.codePoints().forEach(c -> {
            String letter = Character.toString(c);
            try {
                font.encode(letter);
                known.append(letter);
            } catch (IOException | IllegalArgumentException missing) {
                known.append(' ');
            }
        });
        return known.toString();
    }

    private void stamp(Stamp stamp) throws IOException {
        String address = pictures.admit(stamp.picture());
        Dimension size = pictures.size(address);
        float width = (float) stamp.width() * POINTS_PER_MM;
        float height = width * size.height / size.width;
        PDDocument source = drawing.draw(pictures, address, width, height);
        drawn.add(source);
        PDFormXObject form = new LayerUtility(pdf).importPageAsForm(source, 0);
        int last = pdf.getNumberOfPages() - 1;
        for (int i = 0; i <= last; i++) {
            boolean wanted = switch (stamp.pages()) {
                case FIRST -> i == 0;
                case LAST -> i == last;
                case EVERY -> true;
            };
            if (wanted) {
                PDPage page = pdf.getPage(i);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page, AppendMode.APPEND, true, true)) {
                    content.transform(Matrix.getTranslateInstance(
                            (float) stamp.left() * POINTS_PER_MM,
                            page.getMediaBox().getHeight() - (float) stamp.top() * POINTS_PER_MM - height));
                    content.drawForm(form);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (PDDocument source : drawn) {
            source.close();
        }
    }
}
