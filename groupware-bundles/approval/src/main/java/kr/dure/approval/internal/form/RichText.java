package kr.dure.approval.internal.form;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import kr.dure.product.Text;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Markup that somebody wrote in an editor or pasted from elsewhere. What tries to act is refused, so that nobody approves a
 * text that is not the one that was written; what only looks odd on paper is taken out.
 */
public final class RichText {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_SPAN = 100;
    private static final Set<String> ACTING = Set.of(
            "script",
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
            "link",
            "meta",
            "base",
            "svg",
            "math",
            "audio",
            "video",
            "template",
            "portal",
            "noscript");
    private static final Set<String> PICTURES = Set.of("img", "picture", "image", "canvas");
    private static final Safelist ELEMENTS = Safelist.relaxed()
            .removeTags("img")
            .addTags("hr", "s", "del", "ins", "mark")
            .addAttributes(":all", "style", "align")
            .addAttributes("td", "valign")
            .addAttributes("th", "valign")
            .removeProtocols("a", "href", "ftp")
            .removeProtocols("blockquote", "cite", "http", "https")
            .removeProtocols("q", "cite", "http", "https");
    private static final Set<String> STYLES = Set.of(
            "color",
            "background-color",
            "text-align",
            "vertical-align",
            "font-weight",
            "font-style",
            "text-decoration",
            "width",
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
            "font-size",
            "line-height",
            "text-indent",
            "list-style-type");
    private static final Pattern STYLE_VALUE = Pattern.compile("[\\w#.,%() -]{1,100}");
    private static final Pattern NO_STYLE = Pattern.compile("url|expression|-fs-", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS_AND_CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private RichText() {}

    /**
     * @param html clean; null when refused
     * @param empty whether nothing can be read in it
     * @param refused why; null when it is not
     */
    record Cleaned(String html, boolean empty, Text refused) {}

    /** Markup that was accepted, once more for whoever shows it; what would not be accepted now is empty. */
    public static String safe(String html) {
        Cleaned cleaned = clean(html);
        return cleaned.html() == null ? "" : cleaned.html();
    }

    static Cleaned clean(String html) {
        Document dirty = Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(MAX_DEPTH));
        for (Element element : dirty.getAllElements()) {
            Text refused = refused(element);
            if (refused != null) {
                return new Cleaned(null, false, refused);
            }
        }
        Document clean = new Cleaner(ELEMENTS).clean(dirty);
        for (Element element : clean.body().getAllElements()) {
            tidy(element);
        }
        clean.outputSettings().prettyPrint(false);
        return new Cleaned(clean.body().html(), clean.body().text().isBlank(), null);
    }

    private static Text refused(Element element) {
        String name = element.normalName();
        if (PICTURES.contains(name)) {
            return new Text("그림은 본문에 넣지 않고 첨부합니다.", "pictures are attached, not put into the text.");
        }
        if (ACTING.contains(name)) {
            return new Text("<" + name + ">은(는) 쓸 수 없습니다.", "<" + name + "> is not allowed.");
        }
        for (Attribute attribute : element.attributes()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = BLANKS_AND_CONTROLS
                    .matcher(attribute.getValue())
                    .replaceAll("")
                    .toLowerCase(Locale.ROOT);
            if (key.startsWith("on")
                    || value.startsWith("javascript:")
                    || value.startsWith("vbscript:")
                    || value.startsWith("data:")) {
                return new Text("스크립트는 쓸 수 없습니다.", "scripts are not allowed.");
            }
        }
        return null;
    }

    private static void tidy(Element element) {
        if (element.hasAttr("style")) {
            String kept = styles(element.attr("style"));
            if (kept.isEmpty()) {
                element.removeAttr("style");
            } else {
                element.attr("style", kept);
            }
        }
        for (String span : new String[] {"colspan", "rowspan", "span"}) {
            if (element.hasAttr(span) && !element.attr(span).matches("[1-9]\\d?|" + MAX_SPAN)) {
                element.removeAttr(span);
            }
        }
        if (element.normalName().equals("a")) {
            element.attr("rel", "noopener noreferrer nofollow");
        }
    }

    private static String styles(String css) {
        StringBuilder kept = new StringBuilder();
        for (String declaration : css.split(";")) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                String name = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                String value = declaration.substring(colon + 1).strip();
                if (STYLES.contains(name)
                        && STYLE_VALUE.matcher(value).matches()
                        && !NO_STYLE.matcher(value).find()) {
                    kept.append(name).append(':').append(value).append(';');
                }
            }
        }
        return kept.toString();
    }
}
