package kr.dure.billing.internal.paper;

import java.util.Locale;

/** Pieces of the HTML that papers are made of. */
public final class Html {
    private Html() {}

    /** Text as it can stand in an element or an attribute. */
    public static String text(String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }

    public static String won(long amount) {
        return String.format(Locale.ROOT, "%,d", amount);
    }

    /** A row of a table that names a value; nothing when there is none. */
    public static String row(String name, String value) {
        return value == null || value.isEmpty()
                ? ""
                : "<tr><th>" + text(name) + "</th><td>" + text(value) + "</td></tr>";
    }

    static final String STYLE = """
            <style>
            body { font-size: 8.8pt; color: #1f2933; line-height: 1.45; }
            h1 { font-size: 22pt; letter-spacing: 6pt; text-align: center; margin: 0 0 2mm 0; font-weight: 700; color: #14213d; }
            h1.en { letter-spacing: 1pt; }
            .rule { border-top: 2pt solid #14213d; margin: 0 0 5mm 0; }
            table.meta { width: 100%; border-collapse: collapse; margin: 0 0 4mm 0; }
            table.meta td { border: none; padding: 0.6mm 0; font-size: 9pt; }
            table.meta td.r { text-align: right; }
            table.parties { width: 100%; border-collapse: separate; border-spacing: 0; margin-bottom: 5mm; table-layout: fixed; }
            table.parties > tbody > tr > td { width: 50%; vertical-align: top; border: 0.6pt solid #9aa5b1; padding: 0; }
            table.parties > tbody > tr > td.gap { width: 3%; border: none; }
            .party { background: #eef2f7; font-weight: 700; padding: 1.4mm 2.5mm; border-bottom: 0.6pt solid #9aa5b1; color: #14213d; }
            table.facts { width: 100%; border-collapse: collapse; margin: 0; }
            table.facts th { text-align: left; width: 22mm; font-weight: 400; color: #52606d; padding: 0.7mm 2.5mm; border: none; vertical-align: top; background: none; white-space: nowrap; }
            table.facts td { padding: 0.7mm 2.5mm 0.7mm 0; border: none; }
            .sumbox { border: 1.2pt solid #14213d; padding: 2.6mm 4mm; margin-bottom: 5mm; }
            .sumbox table { width: 100%; border-collapse: collapse; margin: 0; }
            .sumbox td { border: none; padding: 0; vertical-align: middle; }
            .sumbox .h { font-size: 11.5pt; font-weight: 700; }
            .sumbox .n { font-size: 13pt; font-weight: 700; text-align: right; white-space: nowrap; }
            table.lines { width: 100%; border-collapse: collapse; margin-bottom: 4mm; table-layout: fixed; }
            table.lines th { background: #14213d; color: #ffffff; font-weight: 700; padding: 1.6mm 1.8mm; font-size: 8.2pt; border: none; text-align: center; }
            table.lines td { padding: 1.1mm 1.8mm; border: none; border-bottom: 0.4pt solid #cbd2d9; vertical-align: top; }
            table.lines td.n { text-align: right; white-space: nowrap; }
            table.lines td.c { text-align: center; white-space: nowrap; }
            .why { color: #667380; font-size: 7.6pt; line-height: 1.35; margin-top: 0.4mm; }
            tr { page-break-inside: avoid; }
            table.sums { width: 76mm; margin-left: auto; border-collapse: collapse; margin-bottom: 5mm; page-break-inside: avoid; }
            table.sums td { border: none; padding: 1.1mm 1.8mm; }
            table.sums td.n { text-align: right; white-space: nowrap; }
            table.sums tr.total td { border-top: 1.2pt solid #14213d; font-weight: 700; font-size: 11pt; padding-top: 1.8mm; }
            .box { border: 0.6pt solid #9aa5b1; padding: 2.2mm 3mm; margin-bottom: 3mm; page-break-inside: avoid; }
            .box h2 { font-size: 9pt; margin: 0 0 1mm 0; color: #14213d; font-weight: 700; }
            .box table.facts th { padding-left: 0; }
            .small { font-size: 7.8pt; color: #52606d; }
            </style>
            """;
}
