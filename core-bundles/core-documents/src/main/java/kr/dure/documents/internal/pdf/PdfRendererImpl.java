package kr.dure.documents.internal.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.PageSizeUnits;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer.SvgExternalResourceMode;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer.SvgScriptMode;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfRenderer;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;
import kr.dure.web.Unavailable;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * {@link PdfRenderer} with openhtmltopdf. Laid out on the caller's thread, so that {@link kr.dure.document.Resources} knows
 * whose document it is; at most as many at a time as there are fonts.
 */
@Component(service = PdfRenderer.class)
public final class PdfRendererImpl implements PdfRenderer, AutoCloseable {
    static final int MAX_PAGES = 2_000;

    private static final int AT_A_TIME = 2;
    private static final int PATIENCE_SECONDS = 20;
    private static final Set<ExternalResourceType> PICTURES =
            Set.of(ExternalResourceType.IMAGE_RASTER, ExternalResourceType.XML_SVG, ExternalResourceType.SVG_BINARY);

    private final BlockingQueue<Fonts> idle = new ArrayBlockingQueue<>(AT_A_TIME);
    private final PageStyle style = new PageStyle();
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    @Activate
    public PdfRendererImpl() {
        // The engine speaks of every style it does not know; what matters is thrown.
        XRLog.setLoggingEnabled(false);
        for (int i = 0; i < AT_A_TIME; i++) {
            idle.add(new Fonts());
        }
    }

    @Override
    public void render(PdfDocument document, OutputStream out) throws IOException {
        Fonts fonts = take();
        try {
            render(document, fonts, out);
        } finally {
            idle.add(fonts);
        }
    }

    private Fonts take() {
        try {
            Fonts fonts = idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (fonts != null) {
                return fonts;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Unavailable(
                "지금 만드는 문서가 많습니다. 잠시 뒤 다시 시도해 주세요.", "Too many documents are being made. Try again in a moment.");
    }

    private void render(PdfDocument document, Fonts fonts, OutputStream out) throws IOException {
        Pictures pictures = new Pictures(document.resources());
        org.w3c.dom.Document html =
                SafeHtml.read(document.html(), document.title(), document.language(), style.of(document));
        try (PDDocument pdf = new PDDocument();
                PdfBoxRenderer renderer = renderer(html, pictures, fonts, pdf);
                Overlays overlays = new Overlays(this::picture, pictures, pdf)) {
            layOut(renderer, pictures);
            overlays.add(document, fonts);
            if (!document.archive()) {
                // Laid out like one to be kept, with every font in it, but it does not claim to be one.
                pdf.getDocumentCatalog().setMetadata(null);
                pdf.getDocumentCatalog().setOutputIntents(List.of());
            }
            pdf.save(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void layOut(PdfBoxRenderer renderer, Pictures pictures) throws IOException {
        try {
            renderer.layout();
            pictures.check();
            if (renderer.getRootBox().getLayer().getPages().size() > MAX_PAGES) {
                throw new Invalid(
                        "html", "문서가 " + MAX_PAGES + "쪽을 넘습니다.", "The document has more than " + MAX_PAGES + " pages.");
            }
            renderer.createPDFWithoutClosing();
        } catch (Problem refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError e) {
            pictures.check();
            // The engine says by all sorts of exceptions that it cannot lay something out.
            Invalid refused =
                    new Invalid("html", "이 HTML로는 문서를 만들 수 없습니다.", "This HTML cannot be made into a document.");
            refused.addSuppressed(e);
            throw refused;
        }
        pictures.check();
    }

    /** A document of one page that is as large as a picture and shows nothing else. */
    private PDDocument picture(Pictures pictures, String address, float width, float height) throws IOException {
        String styles = "@page{size:" + width + "pt " + height
                + "pt;margin:0}body,img{margin:0;display:block}img{width:" + width + "pt;height:" + height + "pt}";
        org.w3c.dom.Document html = SafeHtml.read("<img src='" + address + "'>", "", Locale.KOREAN, styles);
        PDDocument pdf = new PDDocument();
        try (PdfBoxRenderer renderer = renderer(html, pictures, null, pdf)) {
            layOut(renderer, pictures);
            return pdf;
        } catch (IOException | RuntimeException e) {
            pdf.close();
            throw e;
        }
    }

    private PdfBoxRenderer renderer(org.w3c.dom.Document html, Pictures pictures, Fonts fonts, PDDocument pdf) {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withW3cDocument(html, Pictures.SCHEME + ":")
                .useUriResolver((base, uri) -> pictures.resolve(uri))
                .useProtocolsStreamImplementation(pictures::open, Pictures.SCHEME)
                .useExternalResourceAccessControl(
                        (uri, type) -> PICTURES.contains(type) || pictures.refuseOther(uri),
                        ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useSVGDrawer(new BatikSVGDrawer(SvgScriptMode.SECURE, SvgExternalResourceMode.SECURE))
                .useDefaultPageSize(210, 297, PageSizeUnits.MM)
                .useReplacementText("□")
                .usePdfAConformance(PdfAConformance.PDFA_2_B)
                .useColorProfile(colours)
                .withProducer("Dure")
                .usePDDocument(pdf);
        if (fonts == null) {
            return builder.buildPdfRenderer();
        }
        PdfBoxRenderer renderer = builder.useCacheStore(CacheStore.PDF_FONT_METRICS, fonts.metrics())
                .buildPdfRenderer();
        fonts.addTo(renderer.getFontResolver(), pdf);
        return renderer;
    }

    @Deactivate
    @Override
    public void close() {
        idle.forEach(Fonts::close);
    }
}
