package kr.dure.documents.internal.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import kr.dure.document.PdfDocument;
import kr.dure.document.Resources;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** Makes PDFs and looks at them. */
final class Pdfs {
    /** Pictures of all pages that tests have made, for people. */
    private static final Path PAGES = Path.of("target/pages");

    static final PdfRendererImpl RENDERER = new PdfRendererImpl();

    private Pdfs() {}

    static byte[] render(PdfDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            RENDERER.render(document, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static PDDocument open(byte[] pdf) throws IOException {
        return Loader.loadPDF(pdf);
    }

    static String text(byte[] pdf, int page) throws IOException {
        try (PDDocument document = open(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        }
    }

    static int pages(byte[] pdf) throws IOException {
        try (PDDocument document = open(pdf)) {
            return document.getNumberOfPages();
        }
    }

    /** The pages as pictures, 96 dots per inch; kept for whoever wants to look. */
    static List<BufferedImage> pictures(byte[] pdf, String name) throws IOException {
        Files.createDirectories(PAGES);
        try (PDDocument document = open(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            List<BufferedImage> pictures = new ArrayList<>();
            for (int i = 0; i < document.getNumberOfPages(); i++) {
                BufferedImage picture = renderer.renderImageWithDPI(i, 96);
                ImageIO.write(
                        picture,
                        "png",
                        PAGES.resolve(name + "-" + (i + 1) + ".png").toFile());
                pictures.add(picture);
            }
            return pictures;
        }
    }

    /** How many dots of a rectangle, in millimetres from the upper left, are not white. */
    static long ink(BufferedImage page, int left, int top, int width, int height) {
        long ink = 0;
        for (int y = dots(top); y < Math.min(page.getHeight(), dots(top + height)); y++) {
            for (int x = dots(left); x < Math.min(page.getWidth(), dots(left + width)); x++) {
                ink += (page.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
            }
        }
        return ink;
    }

    private static int dots(int millimetres) {
        return (int) Math.round(millimetres / 25.4 * 96);
    }

    /** Every font of every page, also inside drawings that pages show. */
    static List<PDFont> fonts(PDDocument document) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        for (PDPage page : document.getPages()) {
            collect(page.getResources(), fonts);
        }
        return fonts;
    }

    private static void collect(PDResources resources, List<PDFont> fonts) throws IOException {
        if (resources == null) {
            return;
        }
        for (COSName name : resources.getFontNames()) {
            fonts.add(resources.getFont(name));
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.getXObject(name) instanceof PDFormXObject form) {
                collect(form.getResources(), fonts);
            }
        }
    }

    static Resources resources(String name, byte[] content) {
        return asked -> asked.equals(name) ? Optional.of(new ByteArrayInputStream(content)) : Optional.empty();
    }
}
