package kr.dure.documents.internal.template;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Leaves of somebody's HTML what cannot reach beyond its own place on the page. */
final class MarkupCleaner {
    private static final int MAX_DEPTH = 100;
    private static final Safelist ELEMENTS = Safelist.relaxed()
            .addTags("hr", "s", "del", "ins", "mark", "figure", "figcaption", "font")
            .addAttributes(":all", "style", "align")
            .addAttributes("font", "color")
            .addAttributes("td", "bgcolor", "valign")
            .addAttributes("th", "bgcolor", "valign")
            // Pictures by name, for whoever renders the document.
            .removeProtocols("img", "src", "http", "https")
            .preserveRelativeLinks(true);
    private static final Set<String> STYLES = Set.of(
            "color",
            "background-color",
            "text-align",
            "vertical-align",
            "font-weight",
            "font-style",
            "text-decoration",
            "width",
            "height",
            "border",
            "border-top",
            "border-right",
            "border-bottom",
            "border-left",
            "border-color",
            "border-style",
            "border-width",
            "border-collapse",
            "padding",
            "padding-left",
            "padding-right",
            "padding-top",
            "padding-bottom",
            "font-size",
            "line-height",
            "text-indent",
            "list-style-type");
    private static final Pattern VALUE = Pattern.compile("[\\w#.,%() -]{1,100}");

    private MarkupCleaner() {}

    static String clean(String html) {
        Document dirty = Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(MAX_DEPTH));
        Document clean = new Cleaner(ELEMENTS).clean(dirty);
        for (Element picture : clean.select("img")) {
            String source = picture.attr("src").strip();
            if (source.startsWith("//")
                    || source.indexOf(':') >= 0
                            && !source.toLowerCase(Locale.ROOT).startsWith("data:image/")) {
                picture.remove();
            }
        }
        for (Element element : clean.select("[style]")) {
            String kept = styles(element.attr("style"));
            if (kept.isEmpty()) {
                element.removeAttr("style");
            } else {
                element.attr("style", kept);
            }
        }
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    private static String styles(String css) {
        StringBuilder kept = new StringBuilder();
        for (String declaration : css.split(";")) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                String name = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                String value = declaration.substring(colon + 1).strip();
                boolean harmless = VALUE.matcher(value).matches()
                        && !value.toLowerCase(Locale.ROOT).matches(".*(url|expression|-fs-).*");
                if (STYLES.contains(name) && harmless) {
                    kept.append(name).append(':').append(value).append(';');
                }
            }
        }
        return kept.toString();
    }
}
