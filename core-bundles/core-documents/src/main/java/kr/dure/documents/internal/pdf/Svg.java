package kr.dure.documents.internal.pdf;

import java.awt.Dimension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.web.Invalid;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.XmlDeclaration;
import org.jsoup.parser.Parser;

/**
 * A drawing of which only shapes are left: no scripts, styles, text, references to the outside, nor elements that repeat
 * others (of which a few lines can make millions).
 *
 * @param text as XML
 * @param size in pixels
 */
record Svg(String text, Dimension size) {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final int MAX_ELEMENTS = 20_000;
    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "defs",
            "lineargradient",
            "radialgradient",
            "stop",
            "clippath",
            "title",
            "desc");
    private static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "d",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "r",
            "rx",
            "ry",
            "cx",
            "cy",
            "fx",
            "fy",
            "width",
            "height",
            "viewbox",
            "preserveaspectratio",
            "points",
            "transform",
            "gradienttransform",
            "gradientunits",
            "spreadmethod",
            "offset",
            "stop-color",
            "stop-opacity",
            "fill",
            "fill-opacity",
            "fill-rule",
            "stroke",
            "stroke-width",
            "stroke-opacity",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-miterlimit",
            "stroke-dasharray",
            "stroke-dashoffset",
            "opacity",
            "clip-path",
            "clip-rule",
            "clippathunits",
            "version");
    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,5}(?:\\.[0-9]+)?)\\s*(px)?\\s*");
    private static final Pattern BOX =
            Pattern.compile("\\s*\\S+[\\s,]+\\S+[\\s,]+([0-9.]{1,12})[\\s,]+([0-9.]{1,12})\\s*");

    /** Whether it begins like a drawing in XML. */
    static boolean looksLikeIt(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 1_000), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading();
        return head.startsWith("<") && head.toLowerCase(Locale.ROOT).contains("<svg");
    }

    /** @throws Invalid naming {@code name} when it is no drawing */
    static Svg clean(byte[] content, String name) {
        Document document = Jsoup.parse(
                new String(content, StandardCharsets.UTF_8),
                "",
                Parser.xmlParser().setMaxDepth(100));
        Element root = document.children().stream()
                .filter(element -> local(element).equals("svg"))
                .findFirst()
                .orElseThrow(() ->
                        new Invalid(name, "'" + name + "'은(는) SVG 그림이 아닙니다.", "'" + name + "' is no drawing (SVG)."));
        clean(root);
        if (root.getAllElements().size() > MAX_ELEMENTS) {
            throw new Invalid(name, "그림이 너무 복잡합니다: " + name, "The drawing has too many shapes: " + name);
        }
        root.attr("xmlns", NAMESPACE);
        Dimension size = size(root);
        root.attr("width", String.valueOf(size.width));
        root.attr("height", String.valueOf(size.height));
        document.outputSettings().syntax(Document.OutputSettings.Syntax.xml).prettyPrint(false);
        return new Svg(root.outerHtml(), size);
    }

    /** Takes out of a drawing, wherever it stands, what is more than a shape. */
    static void clean(Element root) {
        for (Element element : List.copyOf(root.getAllElements())) {
            if (!ELEMENTS.contains(local(element))) {
                element.remove();
                continue;
            }
            for (Attribute attribute : element.attributes().clone()) {
                String key = attribute.getKey().toLowerCase(Locale.ROOT);
                boolean kept = ATTRIBUTES.contains(key) && harmless(attribute.getValue());
                if (!kept) {
                    element.removeAttr(attribute.getKey());
                }
            }
        }
        root.traverse((node, depth) -> {
            for (Node child : List.copyOf(node.childNodes())) {
                if (child instanceof Comment
                        || child instanceof DataNode
                        || child instanceof XmlDeclaration
                        || child instanceof DocumentType) {
                    child.remove();
                }
            }
        });
    }

    /** A reference is one to the drawing itself. */
    private static boolean harmless(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return !lower.contains("url") || lower.matches("\\s*url\\(\\s*['\"]?#[\\w.-]+['\"]?\\s*\\)\\s*");
    }

    private static String local(Element element) {
        String name = element.tagName().toLowerCase(Locale.ROOT);
        return name.startsWith("svg:") ? name.substring(4) : name;
    }

    private static Dimension size(Element root) {
        Matcher width = NUMBER.matcher(root.attr("width"));
        Matcher height = NUMBER.matcher(root.attr("height"));
        if (width.matches() && height.matches()) {
            return of(Double.parseDouble(width.group(1)), Double.parseDouble(height.group(1)));
        }
        Matcher box = BOX.matcher(root.attr("viewBox"));
        try {
            return box.matches()
                    ? of(Double.parseDouble(box.group(1)), Double.parseDouble(box.group(2)))
                    : new Dimension(100, 100);
        } catch (NumberFormatException e) {
            return new Dimension(100, 100);
        }
    }

    private static Dimension of(double width, double height) {
        double fit = Math.min(1, 5_000 / Math.max(1, Math.max(width, height)));
        return new Dimension((int) Math.max(1, Math.round(width * fit)), (int) Math.max(1, Math.round(height * fit)));
    }
}
