package kr.dure.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What {@link PdfRenderer} makes a PDF of: {@code PdfDocument.of(html).titled("견적서").withFooter("…").archival()}.
 *
 * @param html the content, at most 2,000,000 characters
 * @param title of the file's properties and for screen readers; empty for none
 * @param language of the text: Korean or English
 * @param header one line of text at the top of every page; empty for none
 * @param footer one line of text at the foot of every page, left of the page number; empty for none
 * @param numbered whether every page bears "n / m"
 * @param archive whether it is PDF/A-2b, for what is kept by law
 * @param watermark text in pale letters across every page ({@code 사본}, {@code DRAFT}); empty for none
 * @param stamps pictures put over the pages
 * @param resources where pictures come from
 */
public record PdfDocument(
        String html,
        String title,
        Locale language,
        String header,
        String footer,
        boolean numbered,
        boolean archive,
        String watermark,
        List<Stamp> stamps,
        Resources resources) {
    public PdfDocument {
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(footer, "footer");
        Objects.requireNonNull(watermark, "watermark");
        Objects.requireNonNull(resources, "resources");
        stamps = List.copyOf(stamps);
    }

    /** Korean, with page numbers, without anything else. */
    public static PdfDocument of(String html) {
        return new PdfDocument(html, "", Locale.KOREAN, "", "", true, false, "", List.of(), Resources.NONE);
    }

    public PdfDocument titled(String title) {
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, stamps, resources);
    }

    public PdfDocument in(Locale language) {
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, stamps, resources);
    }

    public PdfDocument withHeader(String header) {
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, stamps, resources);
    }

    public PdfDocument withFooter(String footer) {
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, stamps, resources);
    }

    public PdfDocument unnumbered() {
        return new PdfDocument(html, title, language, header, footer, false, archive, watermark, stamps, resources);
    }

    /** As PDF/A-2b. */
    public PdfDocument archival() {
        return new PdfDocument(html, title, language, header, footer, numbered, true, watermark, stamps, resources);
    }

    public PdfDocument withWatermark(String watermark) {
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, stamps, resources);
    }

    public PdfDocument withStamp(Stamp stamp) {
        List<Stamp> more = new ArrayList<>(stamps);
        more.add(stamp);
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, more, resources);
    }

    public PdfDocument withResources(Resources resources) {
        return new PdfDocument(html, title, language, header, footer, numbered, archive, watermark, stamps, resources);
    }

    /**
     * A picture over the text: a seal (직인), a logo. Seals that belong beside a name are better placed by CSS in the HTML;
     * this is for a place on the paper.
     *
     * @param picture name of the resource: PNG, JPEG or SVG
     * @param left millimetres from the left edge of the paper, 0 or more
     * @param top millimetres from the upper edge of the paper, 0 or more
     * @param width millimetres, more than 0; the height follows from the picture
     * @param pages which pages bear it
     */
    public record Stamp(String picture, double left, double top, double width, Pages pages) {
        public Stamp {
            Objects.requireNonNull(picture, "picture");
            Objects.requireNonNull(pages, "pages");
            if (!(left >= 0 && top >= 0 && width > 0)) {
                throw new IllegalArgumentException("A stamp lies on the paper.");
            }
        }
    }

    /** On which pages a stamp is. */
    public enum Pages {
        FIRST,
        LAST,
        EVERY
    }
}
