package kr.dure.documents.internal.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import kr.dure.document.PdfDocument;

/** The house's style sheet, and what stands on every page around the content. */
final class PageStyle {
    private final String sheet;

    PageStyle() {
        try (InputStream in = PageStyle.class.getResourceAsStream("/style/document.css")) {
            sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(PdfDocument document) {
        StringBuilder css = new StringBuilder(sheet).append("\n@page {\n");
        if (!document.header().isBlank()) {
            box(css, "top-left", "left", quoted(document.header()));
        }
        if (!document.footer().isBlank()) {
            box(css, "bottom-left", "left", quoted(document.footer()));
        }
        if (document.numbered()) {
            box(css, "bottom-right", "right", "counter(page) \" / \" counter(pages)");
        }
        return css.append("}\n").toString();
    }

    private static void box(StringBuilder css, String place, String side, String content) {
        boolean top = place.startsWith("top");
        css.append("@").append(place).append(" { content: ").append(content);
        css.append("; font-family: Pretendard; font-size: 8pt; color: #6b7280; white-space: nowrap; text-align: ")
                .append(side);
        css.append("; padding-").append(side).append(": 8mm; vertical-align: ").append(top ? "bottom" : "top");
        css.append("; padding-").append(top ? "bottom" : "top").append(": 4mm; }\n");
    }

    /** A string of CSS, in which nothing ends the string or the style element. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.strip().codePoints().forEach(c -> {
            if (c == '"' || c == '\\' || c == '<' || c == '>' || c < 0x20 || c >= 0x7F && c <= 0x9F) {
                quoted.append('\\')
                        .append(Integer.toHexString(c < 0x20 ? ' ' : c))
                        .append(' ');
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
