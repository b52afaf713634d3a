package kr.dure.approval.internal.paper;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kr.dure.approval.internal.form.FormField;
import kr.dure.approval.internal.form.RichText;
import kr.dure.approval.internal.form.Sums;
import kr.dure.document.HangulAmount;
import kr.dure.product.Text;

/** The fields of a form with a document's values: short ones two in a row, tables and long texts over the whole width. */
final class Body {
    private static final DateTimeFormatter DAY_KO = DateTimeFormatter.ofPattern("yyyy년 M월 d일");

    private final SheetData data;
    private final StringBuilder html;
    private final boolean english;
    private final Map<String, Map<String, BigDecimal>> sums;

    /** How many cells the row that is being written has: 0 to 2; -1 outside of a grid. */
    private int cells = -1;

    /** Where the last cell begins. */
    private int last;

    Body(SheetData data, StringBuilder html) {
        this.data = data;
        this.html = html;
        this.english = "en".equals(data.language().getLanguage());
        this.sums = Sums.of(data.definition(), data.values());
    }

    void write() {
        for (FormField field : data.definition().fields()) {
            Object value = data.values().get(field.key());
            if (field instanceof FormField.Table table) {
                end();
                table(table, value instanceof List<?> rows ? rows : List.of());
            } else if (field instanceof FormField.RichText) {
                end();
                if (value instanceof String text && !text.isEmpty()) {
                    heading(field);
                    html.append("<div class=\"rich\">")
                            .append(RichText.safe(text))
                            .append("</div>");
                }
            } else if (wide(field)) {
                cell(field, value, true);
            } else {
                cell(field, value, false);
            }
        }
        end();
    }

    private static boolean wide(FormField field) {
        return field instanceof FormField.Line line && (line.multiline() || line.maxLength() > 100)
                || field instanceof FormField.Period
                || field instanceof FormField.Money money && money.inWords()
                || field instanceof FormField.PersonPicker person && person.multiple()
                || field instanceof FormField.DepartmentPicker department && department.multiple()
                || field instanceof FormField.Select select && select.multiple();
    }

    private void cell(FormField field, Object value, boolean wide) {
        if (cells < 0) {
            html.append("<table class=\"grid fields\">");
            cells = 0;
        }
        if (wide && cells == 1) {
            endRow();
        }
        if (cells == 0) {
            html.append("<tr>");
        }
        html.append("<th>").append(Html.text(field.label().in(data.language()))).append("</th>");
        last = html.length();
        html.append(wide ? "<td colspan=\"3\">" : "<td>")
                .append(shown(field, value, false))
                .append("</td>");
        cells += wide ? 2 : 1;
        if (cells == 2) {
            html.append("</tr>");
            cells = 0;
        }
    }

    /** Whoever is alone in a row has all of it. */
    private void endRow() {
        html.insert(last + "<td".length(), " colspan=\"3\"").append("</tr>");
        cells = 0;
    }

    private void end() {
        if (cells == 1) {
            endRow();
        }
        if (cells == 0) {
            html.append("</table>");
        }
        cells = -1;
    }

    private void heading(FormField field) {
        html.append("<h3>").append(Html.text(field.label().in(data.language()))).append("</h3>");
    }

    private void table(FormField.Table table, List<?> rows) {
        if (rows.isEmpty()) {
            return;
        }
        heading(table);
        html.append("<table class=\"grid rows\"><thead><tr><th class=\"no\">")
                .append(english ? "No." : "번호")
                .append("</th>");
        for (FormField column : table.columns()) {
            html.append("<th>")
                    .append(Html.text(column.label().in(data.language()) + unit(column)))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int i = 0; i < rows.size(); i++) {
            html.append("<tr><td class=\"center\">").append(i + 1).append("</td>");
            for (FormField column : table.columns()) {
                html.append(column instanceof FormField.Numeric ? "<td class=\"number\">" : "<td>");
                html.append(shown(column, ((Map<?, ?>) rows.get(i)).get(column.key()), true))
                        .append("</td>");
            }
            html.append("</tr>");
        }
        sums(table);
        html.append("</tbody></table>");
    }

    private void sums(FormField.Table table) {
        Map<String, BigDecimal> columns = sums.get(table.key());
        if (columns == null) {
            return;
        }
        html.append("<tr class=\"sum\"><td class=\"center\">")
                .append(english ? "Sum" : "계")
                .append("</td>");
        for (FormField column : table.columns()) {
            BigDecimal sum = columns.get(column.key());
            html.append("<td class=\"number\">")
                    .append(sum == null ? "" : number(sum, ((FormField.Numeric) column).places()))
                    .append("</td>");
        }
        html.append("</tr>");
    }

    private String unit(FormField column) {
        if (column instanceof FormField.Money money) {
            return "KRW".equals(money.currency()) && !english ? "(원)" : " (" + money.currency() + ")";
        }
        if (column instanceof FormField.Figure figure && figure.unit() != null) {
            return "(" + figure.unit().in(data.language()) + ")";
        }
        return "";
    }

    // ---- values ----

    private String shown(FormField field, Object value, boolean inTable) {
        if (value == null) {
            return "";
        }
        if (field instanceof FormField.Money money) {
            return money(money, (BigDecimal) value, inTable);
        } else if (field instanceof FormField.Figure figure) {
            String number = number((BigDecimal) value, figure.places());
            return inTable || figure.unit() == null ? number : number + unitBehind(figure.unit());
        } else if (field instanceof FormField.Day) {
            return inTable || english ? Html.text((String) value) : DAY_KO.format(LocalDate.parse((String) value));
        } else if (field instanceof FormField.Period period) {
            return period(period, (Map<?, ?>) value);
        } else if (field instanceof FormField.Select select) {
            List<?> chosen = value instanceof List<?> list ? list : List.of(value);
            return Html.text(chosen.stream().map(one -> label(select, one)).collect(Collectors.joining(", ")));
        } else if (value instanceof Map<?, ?> named) {
            return Html.text((String) named.get("name"));
        } else if (value instanceof List<?> list) {
            return Html.text(list.stream()
                    .map(named -> (String) ((Map<?, ?>) named).get("name"))
                    .collect(Collectors.joining(", ")));
        }
        return Html.lines(value.toString());
    }

    private String unitBehind(Text unit) {
        return Html.text(english ? " " + unit.en() : unit.ko());
    }

    private String money(FormField.Money field, BigDecimal value, boolean inTable) {
        String number = number(value, field.places());
        if (inTable) {
            return number;
        }
        boolean won = "KRW".equals(field.currency());
        String amount = won && !english ? number + "원" : field.currency() + " " + number;
        return field.inWords() && won && !english && value.signum() >= 0
                ? "<span class=\"strong\">" + HangulAmount.of(value.longValueExact()) + "</span> (₩" + number + ")"
                : "<span class=\"amount\">" + Html.text(amount) + "</span>";
    }

    private String period(FormField.Period field, Map<?, ?> value) {
        String from = ((String) value.get("from")).replace('T', ' ');
        String to = ((String) value.get("to")).replace('T', ' ');
        if (field.unit() == FormField.Period.Unit.MINUTES) {
            return Html.text(from + " ~ " + to);
        }
        long days = ChronoUnit.DAYS.between(LocalDate.parse(from), LocalDate.parse(to)) + 1;
        return Html.text(from + " ~ " + to + (english ? " (" + days + " days)" : " (" + days + "일)"));
    }

    private String label(FormField.Select select, Object value) {
        return select.options().stream()
                .filter(option -> option.value().equals(value))
                .map(option -> option.label().in(data.language()))
                .findFirst()
                .orElse(String.valueOf(value));
    }

    /** 1,234.5: groups of three, without zeros at the end of decimals. */
    private static String number(BigDecimal value, int places) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(places);
        return format.format(value);
    }
}
