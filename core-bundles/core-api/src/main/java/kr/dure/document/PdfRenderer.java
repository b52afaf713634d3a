package kr.dure.document;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes PDF of HTML and CSS. Text is set in an embedded Korean font and stays text: it can be searched and copied.
 * Nothing is fetched from anywhere: no network, no files, no scripts; pictures come from {@link PdfDocument#resources()}.
 *
 * <p>The HTML may be sloppy, a whole document or a piece of one. Styles stand in {@code style} elements and attributes;
 * the house's own style sheet comes before them: A4, tables with hairlines whose heads repeat on every page, figures of
 * equal width. Classes it knows are listed in docs/documents.md.
 */
public interface PdfRenderer {
    /**
     * Writes the PDF to {@code out}, which stays open. Nothing has been written when a {@code Problem} is thrown.
     *
     * @throws kr.dure.web.Invalid 422 naming {@code html}, {@code header}, {@code footer}, {@code stamps} or the picture at
     *     fault: too large, too many pages, a picture that is none, one that is not there, a reference to the outside
     * @throws kr.dure.web.Unavailable 503 when too many documents are being made already
     * @throws IOException what {@code out} throws
     */
    void render(PdfDocument document, OutputStream out) throws IOException;
}
