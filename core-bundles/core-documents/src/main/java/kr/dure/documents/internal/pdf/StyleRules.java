package kr.dure.documents.internal.pdf;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.web.Invalid;

/** Styles with which a line makes a million pages, or pages with no room on them, are refused. */
final class StyleRules {
    private static final double MAX_MARGIN_MM = 70;

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");

    /** Lengths no paper has. {@code #1e3a8a} is a colour. */
    private static final Pattern ENORMOUS =
            Pattern.compile("(?<![0-9.])[0-9]{6,}(\\.[0-9]*)?\\s*(px|pt|pc|mm|cm|in|em|ex|rem|%)"
                    + "|(?<![#\\w])[0-9.]+[eE]\\+?[0-9]"
                    + "|(?<![0-9.])[0-9]{5,}(\\.[0-9]*)?\\s*(mm|cm|in|em|ex|rem|%)");

    private static final Pattern ESCAPED_RULE = Pattern.compile("@[\\w-]*\\\\");
    private static final Pattern PAGE = Pattern.compile("(?i)@page\\b");
    private static final Pattern PAGE_RULE =
            Pattern.compile("(?is)@page\\b[^{}\\\\]*\\{((?:[^{}\\\\]|\\{[^{}]*\\})*)\\}");
    private static final Pattern BOXES = Pattern.compile("(?s)@[\\w-]+\\s*\\{[^{}]*\\}");
    private static final Pattern SIZE = Pattern.compile("(?i)(?:^|[;{\\s])size\\s*:([^;}]*)");
    private static final Pattern SIZES =
            Pattern.compile("(?i)(a3|a4|a5|b4|b5|letter|legal)?\\s*(portrait|landscape)?(\\s*!important)?");
    private static final Pattern SPACE = Pattern.compile("(?i)(margin|padding|border)[\\w-]*\\s*:([^;}]*)");
    private static final Pattern LENGTH = Pattern.compile("([0-9]*\\.?[0-9]+)\\s*(mm|cm|in|pt|pc|px|[a-z%]+)?");

    private StyleRules() {}

    /** @throws Invalid naming {@code html} */
    static void check(String styles) {
        String css = COMMENT.matcher(styles).replaceAll(" ");
        if (ENORMOUS.matcher(css).find() || ESCAPED_RULE.matcher(css).find()) {
            throw refused();
        }
        Matcher page = PAGE.matcher(css);
        Matcher rule = PAGE_RULE.matcher(css);
        while (page.find()) {
            if (!rule.find(page.start()) || rule.start() != page.start()) {
                throw refused();
            }
            checkPage(BOXES.matcher(rule.group(1)).replaceAll(" "));
        }
    }

    private static void checkPage(String declarations) {
        Matcher size = SIZE.matcher(declarations);
        while (size.find()) {
            if (!SIZES.matcher(size.group(1).strip()).matches()) {
                throw refused();
            }
        }
        Matcher space = SPACE.matcher(declarations);
        while (space.find()) {
            Matcher length = LENGTH.matcher(space.group(2).toLowerCase(Locale.ROOT));
            while (length.find()) {
                if (millimetres(Double.parseDouble(length.group(1)), length.group(2)) > MAX_MARGIN_MM) {
                    throw refused();
                }
            }
        }
    }

    private static double millimetres(double value, String unit) {
        if (value == 0) {
            return 0;
        }
        return switch (unit == null ? "" : unit) {
            case "mm" -> value;
            case "cm" -> value * 10;
            case "in" -> value * 25.4;
            case "pt" -> value * 25.4 / 72;
            case "pc" -> value * 25.4 / 6;
            case "px" -> value * 25.4 / 96;
            // Others depend on what is not known here.
            default -> Double.MAX_VALUE;
        };
    }

    private static Invalid refused() {
        return new Invalid(
                "html",
                "스타일의 길이나 쪽 크기가 허용되지 않습니다. @page의 size는 A4, landscape 따위로 쓰고 여백은 70mm까지입니다.",
                "A length or a page size in the styles is not allowed: @page takes names (A4, landscape) and margins up to 70mm.");
    }
}
