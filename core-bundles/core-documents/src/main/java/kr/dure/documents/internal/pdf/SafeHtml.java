package kr.dure.documents.internal.pdf;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kr.dure.web.Invalid;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads HTML as forgivingly as a browser and leaves what a sheet of paper can show. */
final class SafeHtml {
    static final int MAX_LENGTH = 2_000_000;

    private static final int MAX_ELEMENTS = 150_000;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_SPAN = 1_000;
    private static final Set<String> GONE = Set.of(
            "script",
            "noscript",
            "link",
            "base",
            "meta",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "form",
            "input",
            "button",
            "select",
            "textarea",
            "audio",
            "video",
            "source",
            "track",
            "canvas",
            "template",
            "portal",
            "math",
            "bookmarks",
            "bookmark");
    private static final Set<String> SPANS = Set.of("colspan", "rowspan", "span");

    private SafeHtml() {}

    /**
     * @param styles put before those of the document
     * @throws Invalid naming {@code html}
     */
    static org.w3c.dom.Document read(String html, String title, Locale language, String styles) {
        if (html.length() > MAX_LENGTH) {
            throw new Invalid(
                    "html",
                    "문서가 " + MAX_LENGTH + "자를 넘습니다.",
                    "The document has more than " + MAX_LENGTH + " characters.");
        }
        Document document = Jsoup.parse(
                composed(withoutControls(html)), "", Parser.htmlParser().setMaxDepth(MAX_DEPTH));
        int elements = 0;
        for (Element element : List.copyOf(document.getAllElements())) {
            if (++elements > MAX_ELEMENTS) {
                throw new Invalid("html", "문서가 너무 복잡합니다.", "The document has too many elements.");
            }
            String name = element.normalName();
            if (GONE.contains(name) || name.indexOf(':') >= 0) {
                element.remove();
                continue;
            }
            if (name.equals("svg")) {
                Svg.clean(element);
            }
            if (name.equals("style")) {
                StyleRules.check(element.data());
            }
            clean(element);
        }
        document.head().prependElement("style").appendChild(new DataNode(styles));
        document.title(title);
        document.selectFirst("html").attr("lang", language.getLanguage());
        return new W3CDom().namespaceAware(true).fromJsoup(document);
    }

    private static void clean(Element element) {
        for (Attribute attribute : element.attributes().clone()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            if (key.startsWith("on")
                    || key.startsWith("xmlns")
                    || key.indexOf(':') >= 0
                    || !key.matches("[a-z][\\w-]*")) {
                element.removeAttr(attribute.getKey());
            } else if (key.equals("style")) {
                StyleRules.check(attribute.getValue());
            } else if (SPANS.contains(key)) {
                element.attr(key, span(attribute.getValue()));
            }
        }
        String href = element.attr("href").strip().toLowerCase(Locale.ROOT);
        if (!href.isEmpty() && !href.matches("(https?://|mailto:|#).*")) {
            element.removeAttr("href");
        }
        if (element.normalName().equals("a")) {
            // Attaches a file in this engine.
            element.removeAttr("download");
        }
    }

    private static String span(String value) {
        try {
            return String.valueOf(Math.max(1, Math.min(MAX_SPAN, Integer.parseInt(value.strip()))));
        } catch (NumberFormatException e) {
            return "1";
        }
    }

    /** What XML, and so PDF's metadata, cannot hold. */
    private static String withoutControls(String html) {
        StringBuilder clean = new StringBuilder(html.length());
        html.codePoints()
                .filter(c ->
                        c >= 0x20 && (c < 0x7F || c > 0x9F) && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF)
                                || c == '\n'
                                || c == '\t'
                                || c == '\r')
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Macs write 가 as ㄱ and ㅏ, which the fonts do not put together. */
    private static String composed(String html) {
        return Normalizer.normalize(html, Normalizer.Form.NFC);
    }
}
