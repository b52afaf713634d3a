package kr.dure.approval.internal.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import kr.dure.approval.internal.paper.SheetData.Box;
import kr.dure.approval.internal.paper.SheetData.Mark;
import kr.dure.document.PdfDocument;
import kr.dure.document.Resources;

/** A document as it looks on A4: the same HTML for the screen and for PDF. */
public final class Sheet {
    /** Boxes beside the head of the sheet; more go above it. */
    private static final int BESIDE_HEAD = 4;
    /** As many as A4 is wide. */
    private static final int IN_A_ROW = 8;
    /** Syllables in the round seal, with 인 at the end. */
    private static final int IN_A_SEAL = 4;

    private static final DateTimeFormatter DAY_KO = DateTimeFormatter.ofPattern("yyyy년 M월 d일");
    private static final DateTimeFormatter DAY_EN = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter BOX = DateTimeFormatter.ofPattern("MM/dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String STYLE = style();

    private final SheetData data;
    private final UnaryOperator<String> source;
    private final boolean english;
    private final StringBuilder html = new StringBuilder(16_384);

    private Sheet(SheetData data, UnaryOperator<String> source) {
        this.data = data;
        this.source = source;
        this.english = "en".equals(data.language().getLanguage());
    }

    /**
     * The sheet as HTML, with its styles.
     *
     * @param source address of a signature's picture by its id
     */
    public static String html(SheetData data, UnaryOperator<String> source) {
        return new Sheet(data, source).write();
    }

    /**
     * The sheet for {@link kr.dure.document.PdfRenderer}.
     *
     * @param signatures opens pictures by their ids
     * @param archival whether it is PDF/A, as the archive keeps it
     */
    public static PdfDocument pdf(SheetData data, Resources signatures, boolean archival) {
        String footer = data.number() == null ? data.company() : data.company() + "  ·  " + data.number();
        PdfDocument document = PdfDocument.of(html(data, UnaryOperator.identity()))
                .titled(data.number() == null ? data.title() : data.number() + " " + data.title())
                .in(Locale.ENGLISH.getLanguage().equals(data.language().getLanguage()) ? Locale.ENGLISH : Locale.KOREAN)
                .withFooter(footer)
                .withWatermark(data.watermark())
                .withResources(signatures);
        return archival ? document.archival() : document;
    }

    private String write() {
        html.append("<style>").append(STYLE).append("</style><div class=\"sheet\">");
        head();
        facts();
        new Body(data, html).write();
        list(
                word("붙임", "Attached"),
                data.attachments().stream()
                        .map(file -> file.name() + " (" + size(file.size()) + ")")
                        .toList());
        list(word("관련 문서", "Linked documents"), data.linked());
        comments();
        return html.append("</div>").toString();
    }

    // ---- the head with the boxes ----

    private void head() {
        String agreed = word("합의", "Agreed");
        boolean beside = data.approvals().size() <= BESIDE_HEAD;
        // Where the approvals fill a row of their own, what they leave free beside the head is for the agreements.
        boolean agreementsBeside = !beside && data.agreements().size() <= BESIDE_HEAD;
        if (!beside) {
            row(word("결재", "Approval"), data.approvals());
        }
        html.append("<table class=\"head\"><tr><td class=\"name\"><div class=\"company\">")
                .append(Html.text(data.company()))
                .append(english ? "</div><div class=\"form latin\">" : "</div><div class=\"form\">")
                .append(Html.text(data.form()))
                .append("</div></td><td class=\"seals\">");
        if (beside) {
            row(word("결재", "Approval"), data.approvals());
        } else if (agreementsBeside) {
            row(agreed, data.agreements());
        }
        html.append("</td></tr></table>");
        if (!agreementsBeside) {
            row(agreed, data.agreements());
        }
        row(word("협조", "Assisted"), data.assistances());
    }

    private void row(String side, List<Box> boxes) {
        for (int i = 0; i < boxes.size(); i += IN_A_ROW) {
            grid(side, boxes.subList(i, Math.min(boxes.size(), i + IN_A_ROW)));
        }
    }

    private void grid(String side, List<Box> boxes) {
        html.append("<table class=\"line\"><tr><th class=\"side\" rowspan=\"4\">")
                .append(english ? Html.text(side) : vertical(side))
                .append("</th>");
        boxes.forEach(box -> html.append("<th>").append(Html.text(box.head())).append("</th>"));
        html.append("</tr><tr>");
        boxes.forEach(
                box -> html.append("<td class=\"seal\">").append(seal(box)).append("</td>"));
        html.append("</tr><tr>");
        boxes.forEach(box -> {
            html.append("<td class=\"who\">").append(Html.text(box.name()));
            if (box.forName() != null) {
                String absent = Html.text(box.forName());
                html.append("<div class=\"for\">")
                        .append(english ? "for " + absent : absent + " 대리")
                        .append("</div>");
            }
            html.append("</td>");
        });
        html.append("</tr><tr>");
        boxes.forEach(box -> html.append("<td class=\"day\">")
                .append(box.at() == null ? "&nbsp;" : BOX.format(box.at()))
                .append("</td>"));
        html.append("</tr></table>");
    }

    private String seal(Box box) {
        if (box.mark() == Mark.SKIPPED) {
            return "<svg class=\"slash\" viewBox=\"0 0 190 150\" width=\"68\" height=\"54\">"
                    + "<path d=\"M4 146L186 4\" fill=\"none\" stroke=\"#374151\" stroke-width=\"4\"/></svg>";
        }
        String mark = mark(box.mark());
        String word = mark.isEmpty() ? "" : "<div class=\"mark\">" + mark + "</div>";
        boolean signed = box.at() != null && box.mark() != Mark.OPEN;
        if (!signed) {
            return word;
        }
        return word
                + (box.signature() == null
                        ? "<div class=\"stamp\">" + stamp(box.name()) + "</div>"
                        : "<img class=\"signature\" alt=\"\" src=\"" + Html.text(source.apply(box.signature()))
                                + "\">");
    }

    /** The words of the trade stand in Korean on every sheet, as its seals do; English readers get them translated. */
    private String mark(Mark mark) {
        return switch (mark) {
            case FINAL -> word("전결", "Final");
            case DEPUTY -> word("대결", "Deputy");
            case LATER -> word("후결", "Later");
            case PRIOR -> word("선결", "Prior");
            case REJECTED -> word("반려", "Rejected");
            case AGREED -> word("찬성", "Agreed");
            case DISAGREED -> word("반대", "Opposed");
            case OPEN, SIGNED, SKIPPED -> "";
        };
    }

    /** 박정우 → 박정 / 우인, as a seal has it; a long or a Latin name goes as it is. */
    private static String stamp(String name) {
        String seal = name.replace(" ", "") + "인";
        boolean hangul = seal.codePoints().allMatch(c -> c >= 0xAC00 && c <= 0xD7A3);
        if (!hangul || seal.length() > IN_A_SEAL) {
            return "<span class=\"small\">" + Html.text(name) + "</span>";
        }
        int half = (seal.length() + 1) / 2;
        return Html.text(seal.substring(0, half)) + "<br>" + Html.text(seal.substring(half));
    }

    private static String vertical(String word) {
        StringBuilder vertical = new StringBuilder();
        word.codePoints()
                .forEach(c -> vertical.append(vertical.isEmpty() ? "" : "<br>").appendCodePoint(c));
        return vertical.toString();
    }

    // ---- what stands around the content ----

    private void facts() {
        DateTimeFormatter day = english ? DAY_EN : DAY_KO;
        html.append("<table class=\"grid facts\">");
        pair(word("문서번호", "Number"), data.number(), word("기안일", "Drafted"), day.format(data.drafted()));
        pair(word("기안부서", "Department"), data.department(), word("기안자", "Drafter"), data.drafter());
        pair(word("보존연한", "Kept"), data.retention(), word("보안등급", "Security"), data.security());
        String effective = data.effective() == null ? "" : day.format(data.effective());
        pair(word("시행일", "Effective"), effective, word("참조", "Copy to"), String.join(", ", data.references()));
        if (!data.receivers().isEmpty()) {
            wide(word("수신", "To"), String.join(", ", data.receivers()), "");
        }
        wide(word("제목", "Title"), data.title(), "strong");
        html.append("</table>");
    }

    private void pair(String first, String value, String second, String other) {
        html.append("<tr><th>").append(first).append("</th><td>").append(Html.text(value));
        html.append("</td><th>")
                .append(second)
                .append("</th><td>")
                .append(Html.text(other))
                .append("</td></tr>");
    }

    private void wide(String head, String value, String style) {
        html.append("<tr><th>")
                .append(head)
                .append("</th><td colspan=\"3\" class=\"")
                .append(style)
                .append("\">");
        html.append(Html.text(value)).append("</td></tr>");
    }

    private void list(String head, List<String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        html.append("<table class=\"annex\"><tr><th>").append(head).append("</th><td>");
        for (int i = 0; i < entries.size(); i++) {
            html.append("<div>")
                    .append(i + 1)
                    .append(". ")
                    .append(Html.text(entries.get(i)))
                    .append("</div>");
        }
        html.append("</td></tr></table>");
    }

    private void comments() {
        if (data.comments().isEmpty()) {
            return;
        }
        html.append("<h3>").append(word("의견", "Comments")).append("</h3><table class=\"grid comments\">");
        for (SheetData.Comment comment : data.comments()) {
            html.append("<tr><th>").append(Html.text(comment.who())).append("<div class=\"day\">");
            html.append(Html.text(comment.what())).append(" · ").append(minute(comment.at()));
            html.append("</div></th><td>").append(Html.lines(comment.text())).append("</td></tr>");
        }
        html.append("</table>");
    }

    private static String minute(LocalDateTime at) {
        return MINUTE.format(at);
    }

    private static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024
                ? Math.round(bytes / 1024.0) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
    }

    private String word(String ko, String en) {
        return english ? en : ko;
    }

    private static String style() {
        try (InputStream in = Sheet.class.getResourceAsStream("/sheet/sheet.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
