package kr.dure.notification.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kr.dure.notification.Mail;
import kr.dure.product.Text;

/**
 * A {@link Mail} as plain text and as HTML, in the mail's language.
 *
 * <p>Mail programs know little of CSS: everything that matters stands inline and in tables. What is in the style sheet
 * makes it better where it is understood: a dark scheme, and narrow screens, where a table's cells come one below the
 * other, each under its heading.
 */
final class MailRenderer {
    private static final Text NAME = new Text("두레", "Dure");
    private static final Text FOOTER =
            new Text("두레가 자동으로 보낸 메일입니다. 답장은 읽지 않습니다.", "Dure sent this mail by itself. Replies are not read.");
    private static final Text COPY =
            new Text("버튼이 눌리지 않으면 이 주소를 여세요:", "If the button does not work, open this address:");

    private static final String FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo',"
            + "'Malgun Gothic','Noto Sans KR',Roboto,Helvetica,Arial,sans-serif";
    private static final String MONO =
            "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'D2Coding','Noto Sans Mono CJK KR',monospace";
    private static final String TABLE =
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"" + " border=\"0\"";

    private static final String STYLE = """
            :root{color-scheme:light dark;supported-color-schemes:light dark}
            .label{display:none}
            @media (max-width:520px){
            .page{padding:0!important}
            .card{border-radius:0!important;border-left:0!important;border-right:0!important}
            .in{padding-left:20px!important;padding-right:20px!important}
            .heads{display:none!important}
            .stack,.stack tbody,.stack tr,.stack td{display:block!important;width:auto!important}
            .stack td{border:0!important;padding:3px 12px!important}
            .stack tr{border-top:1px solid #dfe5e2!important;padding:7px 0!important}
            .label{display:block!important}
            }
            @media (prefers-color-scheme:dark){
            .page{background:#101514!important}
            .card{background:#1a2220!important;border-color:#2e3a37!important}
            .box,.box td,.box th,.stack tr{border-color:#2e3a37!important}
            .head,.fact{background:#212b28!important}
            .ink{color:#eaf0ee!important}
            .dim{color:#a3b3ae!important}
            .brand{color:#5fcfb1!important}
            .link{color:#7fd8bf!important}
            }
            """;

    private MailRenderer() {}

    /** One line, whatever it was made of. */
    static String subject(Mail mail) {
        return mail.subject()
                .in(mail.language())
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
    }

    static String text(Mail mail) {
        Locale language = mail.language();
        String parts = mail.parts().stream().map(part -> text(part, language)).collect(Collectors.joining("\n\n"));
        return parts + "\n\n-- \n" + FOOTER.in(language) + "\n";
    }

    private static String text(Mail.Part part, Locale language) {
        if (part instanceof Mail.Paragraph paragraph) {
            return paragraph.text().in(language);
        }
        if (part instanceof Mail.Facts facts) {
            return facts.facts().stream()
                    .map(fact -> "  " + fact.name().in(language) + ": " + fact.value())
                    .collect(Collectors.joining("\n"));
        }
        if (part instanceof Mail.Table table) {
            return table.rows().stream()
                    .map(row -> textRow(table.headings(), row, language))
                    .collect(Collectors.joining("\n\n"));
        }
        Mail.Action action = (Mail.Action) part;
        return action.label().in(language) + ":\n" + checked(action.url());
    }

    private static String textRow(List<Text> headings, List<String> row, Locale language) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "  " : "\n  ");
            if (i < headings.size()) {
                text.append(headings.get(i).in(language)).append(": ");
            }
            text.append(row.get(i));
        }
        return text.toString();
    }

    static String html(Mail mail) {
        Locale language = mail.language();
        StringBuilder html = new StringBuilder(4096);
        html.append("<!DOCTYPE html>\n<html lang=\"")
                .append("en".equals(language.getLanguage()) ? "en" : "ko")
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">")
                .append("<title>")
                .append(escape(subject(mail)))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style></head>\n<body class=\"page\" style=\"margin:0;padding:0;background:#eef2f0\">")
                .append(TABLE)
                .append(" class=\"page\" bgcolor=\"#eef2f0\" style=\"background:#eef2f0\"><tr>")
                .append("<td class=\"page\" align=\"center\" style=\"padding:32px 16px\">\n")
                .append(TABLE)
                .append(" class=\"card\" style=\"max-width:600px;background:#ffffff;border:1px solid #dfe5e2;")
                .append("border-radius:12px;border-collapse:separate;")
                .append(FONT)
                .append("\">\n<tr><td class=\"in brand\" style=\"padding:26px 36px 0;font-size:15px;font-weight:700;")
                .append("letter-spacing:.02em;color:#076b58\">")
                .append(NAME.in(language))
                .append(
                        "</td></tr>\n<tr><td class=\"in ink\" style=\"padding:10px 36px 6px;font-size:21px;line-height:1.4;")
                .append("font-weight:700;color:#15201d;word-break:keep-all;overflow-wrap:anywhere\">")
                .append(escape(subject(mail)))
                .append("</td></tr>\n");
        for (Mail.Part part : mail.parts()) {
            html.append("<tr><td class=\"in ink\" style=\"padding:10px 36px;font-size:15px;line-height:1.65;")
                    .append("color:#15201d;word-break:keep-all;overflow-wrap:anywhere\">");
            html(html, part, language);
            html.append("</td></tr>\n");
        }
        return html.append("<tr><td class=\"in dim\" style=\"padding:18px 36px 28px;font-size:12.5px;line-height:1.6;")
                .append("color:#5b6a65\">")
                .append(FOOTER.in(language))
                .append("</td></tr>\n</table></td></tr></table></body></html>\n")
                .toString();
    }

    private static void html(StringBuilder html, Mail.Part part, Locale language) {
        if (part instanceof Mail.Paragraph paragraph) {
            html.append(escape(paragraph.text().in(language)).replace("\n", "<br>"));
        } else if (part instanceof Mail.Facts facts) {
            facts(html, facts, language);
        } else if (part instanceof Mail.Table table) {
            table(html, table, language);
        } else {
            action(html, (Mail.Action) part, language);
        }
    }

    private static void facts(StringBuilder html, Mail.Facts facts, Locale language) {
        html.append(TABLE)
                .append(" class=\"fact\" style=\"background:#f4f7f6;border-radius:8px;border-collapse:separate\">")
                .append("<tr><td style=\"padding:6px 0\">")
                .append(TABLE)
                .append(" class=\"stack plain\">");
        for (Mail.Fact fact : facts.facts()) {
            html.append("<tr><td class=\"dim\" width=\"32%\" valign=\"top\" style=\"padding:6px 8px 6px 16px;")
                    .append("font-size:13.5px;line-height:1.6;color:#5b6a65\">")
                    .append(escape(fact.name().in(language)))
                    .append("</td><td class=\"ink\" valign=\"top\" style=\"padding:6px 16px 6px 8px;font-size:14px;")
                    .append("line-height:1.55;color:#15201d;overflow-wrap:anywhere;word-break:break-word;")
                    .append(MONO)
                    .append("\">")
                    .append(escape(fact.value()))
                    .append("</td></tr>");
        }
        html.append("</table></td></tr></table>");
    }

    private static void table(StringBuilder html, Mail.Table table, Locale language) {
        html.append(
                        "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" class=\"box stack\" style=\"")
                .append("border:1px solid #dfe5e2;border-radius:8px;border-collapse:separate\">")
                .append("<tr class=\"heads\">");
        for (Text heading : table.headings()) {
            html.append(
                            "<th class=\"head dim\" scope=\"col\" align=\"left\" style=\"padding:8px 12px;background:#f4f7f6;")
                    .append("font-size:12.5px;line-height:1.5;font-weight:600;color:#5b6a65\">")
                    .append(escape(heading.in(language)))
                    .append("</th>");
        }
        html.append("</tr>");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                html.append("<td class=\"ink\" valign=\"top\" style=\"padding:9px 12px;border-top:1px solid #dfe5e2;")
                        .append(
                                "font-size:13px;line-height:1.55;color:#15201d;overflow-wrap:anywhere;word-break:break-word;")
                        .append(MONO)
                        .append("\">");
                if (i < table.headings().size()) {
                    html.append("<span class=\"label dim\" style=\"display:none;font-size:12px;color:#5b6a65;")
                            .append(FONT)
                            .append("\">")
                            .append(escape(table.headings().get(i).in(language)))
                            .append("</span>");
                }
                html.append(escape(row.get(i))).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private static void action(StringBuilder html, Mail.Action action, Locale language) {
        String url = escape(checked(action.url()));
        html.append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>")
                .append("<td bgcolor=\"#076b58\" style=\"background:#076b58;border-radius:8px\"><a href=\"")
                .append(url)
                .append(
                        "\" style=\"display:inline-block;padding:12px 26px;font-size:15px;line-height:1.4;font-weight:600;")
                .append("color:#ffffff;text-decoration:none\">")
                .append(escape(action.label().in(language)))
                .append("</a></td></tr></table><div class=\"dim\" style=\"padding-top:10px;font-size:12.5px;")
                .append("line-height:1.6;color:#5b6a65\">")
                .append(COPY.in(language))
                .append("<br><a class=\"link\" href=\"")
                .append(url)
                .append("\" style=\"color:#076b58;overflow-wrap:anywhere;word-break:break-all\">")
                .append(url)
                .append("</a></div>");
    }

    /**
     * Returns {@code url} if a button may open it.
     *
     * @throws IllegalArgumentException unless it is an address of the web
     */
    private static String checked(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below; the text could hold a secret.
        }
        throw new IllegalArgumentException("A button opens http and https addresses only.");
    }

    private static String escape(String text) {
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
}
