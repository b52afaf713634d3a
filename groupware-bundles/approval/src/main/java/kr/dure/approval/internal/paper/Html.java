package kr.dure.approval.internal.paper;

/** Text in HTML. */
final class Html {
    private Html() {}

    /** Escaped; empty for null. */
    static String text(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Escaped, with its lines. */
    static String lines(String text) {
        return text(text).replace("\n", "<br>");
    }
}
