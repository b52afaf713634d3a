package kr.dure.approval.internal.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import kr.dure.approval.internal.form.Form;
import kr.dure.approval.internal.form.FormContext;
import kr.dure.approval.internal.form.FormDefinition;
import kr.dure.approval.internal.form.FormField;
import kr.dure.approval.internal.form.StandardForm;
import kr.dure.approval.internal.form.StandardForms;
import kr.dure.approval.internal.paper.SheetData.Box;
import kr.dure.approval.internal.paper.SheetData.Mark;
import kr.dure.documents.internal.pdf.PdfRendererImpl;
import kr.dure.product.Text;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SheetTest {
    /** Pictures of the pages, for people. */
    private static final Path PAGES = Path.of("target/pages");

    private static final PdfRendererImpl RENDERER = new PdfRendererImpl();
    private static final byte[] SIGNATURE = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100" width="160" height="100">
              <path d="M10 70C30 10 45 10 50 60S80 90 90 40S120 20 150 60" fill="none" stroke="#1e3a8a" stroke-width="5"/>
            </svg>
            """.getBytes(StandardCharsets.UTF_8);
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 11, 23, 9, 40);
    private static final FormContext CONTEXT = new FormContext(
            "박정우", "선임", "구매팀", "한빛정밀 주식회사", LocalDate.of(2026, 11, 23), null, new FormContext.People() {
                @Override
                public Optional<String> person(UUID id) {
                    return Optional.of("이하늘");
                }

                @Override
                public Optional<String> department(UUID id) {
                    return Optional.of("정보보안팀");
                }
            });

    @AfterAll
    static void close() {
        RENDERER.close();
    }

    @Test
    void threeApproversStandBesideTheHeadWithSealSignatureAndOpenBox() throws IOException {
        byte[] pdf = pdf(purchase(
                3,
                List.of(
                        box("기안", "박정우", Mark.SIGNED, NINE),
                        new Box("팀장", "강태호", null, Mark.SIGNED, "signature", NINE.plusHours(1)),
                        box("이사", "최도현", Mark.OPEN, null))));
        BufferedImage page = pages(pdf, "three").get(0);
        String text = text(pdf, 1);
        assertThat(text)
                .contains("구 매 요 청 서", "한빛정밀 주식회사", "강태호", "최도현", "11/23", "문서번호", "구매-2026-00004")
                .contains("일금 오천일백이십육만칠천칠백원정", "(₩51,267,700)", "보존연한", "5년", "대외비", "박정", "우인");
        assertThat(text).contains("붙임", "견적 비교표.xlsx (84 KB)", "의견", "단가는 전년 대비 4.2% 낮습니다.");
        // The grid lies right of the middle, the name of the form left of it.
        assertThat(ink(page, 110, 20, 85, 30)).isGreaterThan(1_500);
        assertThat(red(page)).isGreaterThan(200);
    }

    @Test
    void eightApproversFillOneRowWithEveryMarkOfTheTrade() throws IOException {
        List<Box> boxes = List.of(
                box("기안", "박정우", Mark.SIGNED, NINE),
                box("팀장", "강태호", Mark.PRIOR, NINE),
                new Box("부장", "남궁민수", "최도현", Mark.DEPUTY, null, NINE.plusDays(1)),
                box("본부장", "김서연", Mark.LATER, null),
                box("상무", "Alexander Kim", Mark.REJECTED, NINE),
                box("전무", "이하늘", Mark.FINAL, NINE.plusDays(2)),
                box("부사장", "정다운", Mark.SKIPPED, null),
                box("대표이사", "한가람", Mark.SKIPPED, null));
        SheetData sheet = purchase(3, boxes);
        sheet = with(
                sheet,
                List.of(box("재무팀", "오세진", Mark.AGREED, NINE), box("법무팀", "윤슬", Mark.DISAGREED, NINE)),
                List.of(box("총무팀", "서준", Mark.SIGNED, NINE)));
        byte[] pdf = pdf(sheet);
        pages(pdf, "eight");
        assertThat(text(pdf, 1))
                .contains("선결", "대결", "후결", "전결", "반려", "남궁민수", "최도현 대리", "Alexander Kim", "대표이사", "한가람")
                .contains("재무팀", "찬성", "반대", "총무팀");
    }

    @Test
    void moreBoxesThanAPageIsWideGoOnInASecondRow() throws IOException {
        List<Box> boxes = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> box("직위" + i, "결재" + i, Mark.SIGNED, NINE))
                .toList();
        byte[] pdf = pdf(purchase(2, boxes));
        pages(pdf, "eleven");
        assertThat(text(pdf, 1)).contains("직위1", "직위8", "직위11");
    }

    @Test
    void aLongTableRepeatsItsHeadAndEveryPageIsNumbered() throws IOException {
        byte[] pdf = pdf(purchase(100, List.of(box("기안", "박정우", Mark.SIGNED, NINE))));
        int pages = pages(pdf, "long").size();
        assertThat(pages).isGreaterThan(2);
        for (int page = 1; page < pages; page++) {
            assertThat(text(pdf, page)).contains("품명", page + " / " + pages, "구매-2026-00004");
        }
        assertThat(text(pdf, pages)).contains("계", "417,000,000", pages + " / " + pages);
        assertThat(text(pdf, 1)).doesNotContain("417,000,000\n계");
    }

    @Test
    void everyStandardFormCanBePrintedEmptyAndInEnglish() throws IOException {
        for (StandardForm form : StandardForms.all()) {
            Form compiled = Form.of(form.definition());
            Map<String, Object> values = compiled.checkDraft(Map.of(), CONTEXT).values();
            SheetData empty = new SheetData(
                    Locale.ENGLISH,
                    "Hanbit",
                    form.name().en(),
                    "A title",
                    null,
                    LocalDate.of(2026, 11, 23),
                    "Sales",
                    "Kim",
                    "3 years",
                    "General",
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    form.definition(),
                    values,
                    List.of(),
                    List.of(),
                    List.of(),
                    "DRAFT");
            byte[] pdf = pdf(empty);
            // A long name goes over two lines.
            assertThat(text(pdf, 1).replaceAll("\\s+", " "))
                    .as(form.code())
                    .contains(form.name().en(), "Number", "A title");
        }
    }

    @Test
    void aLeaveRequestLooksLikeOne() throws IOException {
        StandardForm form = StandardForms.all().stream()
                .filter(f -> f.code().equals("leave"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> values = Form.of(form.definition())
                .check(
                        Map.of(
                                "type",
                                "annual",
                                "period",
                                Map.of("from", "2026-12-24", "to", "2026-12-28"),
                                "days",
                                2,
                                "reason",
                                "가족 여행\n일정 변경 없음",
                                "substitute",
                                UUID.randomUUID().toString(),
                                "contact",
                                "010-1234-5678"),
                        CONTEXT)
                .values();
        byte[] pdf =
                pdf(sheet(form.name().ko(), form.definition(), values, List.of(box("기안", "박정우", Mark.SIGNED, NINE))));
        pages(pdf, "leave");
        assertThat(text(pdf, 1)).contains("연차", "2026-12-24 ~ 2026-12-28 (5일)", "2일", "이하늘", "가족 여행");
    }

    @Test
    void whatPeopleTypeCannotBecomeMarkup() {
        FormDefinition definition = new FormDefinition(
                1,
                null,
                List.of(new FormField.Line("a", new Text("<b>제목</b>", "x"), null, false, null, true)),
                null,
                null);
        Map<String, Object> values = new HashMap<>();
        values.put("a", "<script>alert('x')</script>\n\"&\"");
        SheetData sheet = sheet(
                "<i>양식</i>",
                definition,
                values,
                List.of(new Box("<u>", "<s>", "<q>", Mark.DEPUTY, "\"><script>", NINE)));
        String html = Sheet.html(sheet, UnaryOperator.identity());
        assertThat(html)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;<br>&quot;&amp;&quot;")
                .doesNotContain("<script", "<i>", "<u>", "<s>", "<q>", "<b>제목");
    }

    @Test
    void theArchivesPaperIsPdfA() throws IOException {
        SheetData sheet = purchase(3, List.of(box("기안", "박정우", Mark.SIGNED, NINE)));
        byte[] archival = render(sheet, true);
        assertThat(new String(archival, StandardCharsets.ISO_8859_1)).contains("pdfaid");
    }

    private static SheetData purchase(int rows, List<Box> approvals) {
        StandardForm form = StandardForms.all().stream()
                .filter(f -> f.code().equals("purchase"))
                .findFirst()
                .orElseThrow();
        List<Map<String, Object>> items = new ArrayList<>();
        String[][] lines = {
            {"노트북 (14인치, 32GB, 1TB)", "12", "2180000"},
            {"노트북 (15인치, 16GB, 512GB)", "8", "1540000"},
            {"도킹 스테이션 (듀얼 4K)", "43", "189000"},
        };
        for (int i = 0; i < rows; i++) {
            String[] line = rows > 3 ? new String[] {"한 줄에 들어가지 않을 만큼 이름이 긴 품목 제" + i + "호", "1", "4170000"} : lines[i];
            items.add(Map.of("name", line[0], "spec", "표준", "quantity", line[1], "unit", "대", "price", line[2]));
        }
        Map<String, Object> values = Form.of(form.definition())
                .check(
                        Map.of(
                                "purpose", "사용 연한(4년)이 지난 업무용 노트북 20대를 교체하고, 12월 입사 예정자에게 지급할 장비를 확보합니다.",
                                "dueDate", "2026-12-01",
                                "place", "본사 3층",
                                "taxation", "taxed",
                                "account", "비품 · 2026-CAPEX-031",
                                "items", items,
                                "note", "보증 조건은 견적서를 따릅니다."),
                        CONTEXT)
                .values();
        return sheet(form.name().ko(), form.definition(), values, approvals);
    }

    private static SheetData sheet(
            String name, FormDefinition definition, Map<String, Object> values, List<Box> approvals) {
        return new SheetData(
                Locale.KOREAN,
                "한빛정밀 주식회사",
                name,
                "2026년 4분기 노트북 구매 품의",
                "구매-2026-00004",
                LocalDate.of(2026, 11, 23),
                "구매팀",
                "박정우 선임",
                "5년",
                "대외비",
                LocalDate.of(2026, 11, 25),
                approvals,
                List.of(),
                List.of(),
                List.of("이하늘", "정보보안팀"),
                List.of(),
                definition,
                values,
                List.of(
                        new SheetData.Attachment("견적 비교표.xlsx", 86_016),
                        new SheetData.Attachment("사양서_세영테크.pdf", 1_258_291)),
                List.of("총무-2026-00120 사무실 이전의 건"),
                List.of(
                        new SheetData.Comment(
                                "강태호 팀장", "승인", NINE.plusMinutes(35), "단가는 전년 대비 4.2% 낮습니다.\n보증 조건도 확인했습니다."),
                        new SheetData.Comment("박정우 선임", "답변", NINE.plusMinutes(51), "납기는 발주 후 10일입니다.")),
                "");
    }

    private static SheetData with(SheetData sheet, List<Box> agreements, List<Box> assistances) {
        return new SheetData(
                sheet.language(),
                sheet.company(),
                sheet.form(),
                sheet.title(),
                sheet.number(),
                sheet.drafted(),
                sheet.department(),
                sheet.drafter(),
                sheet.retention(),
                sheet.security(),
                sheet.effective(),
                sheet.approvals(),
                agreements,
                assistances,
                sheet.references(),
                sheet.receivers(),
                sheet.definition(),
                sheet.values(),
                sheet.attachments(),
                sheet.linked(),
                sheet.comments(),
                sheet.watermark());
    }

    private static Box box(String head, String name, Mark mark, LocalDateTime at) {
        return new Box(head, name, null, mark, null, at);
    }

    private static byte[] pdf(SheetData sheet) throws IOException {
        return render(sheet, false);
    }

    private static byte[] render(SheetData sheet, boolean archival) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RENDERER.render(
                Sheet.pdf(
                        sheet,
                        name -> name.equals("signature")
                                ? Optional.of(new ByteArrayInputStream(SIGNATURE))
                                : Optional.empty(),
                        archival),
                out);
        return out.toByteArray();
    }

    private static String text(byte[] pdf, int page) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        }
    }

    private static List<BufferedImage> pages(byte[] pdf, String name) throws IOException {
        Files.createDirectories(PAGES);
        Files.write(PAGES.resolve(name + ".pdf"), pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            List<BufferedImage> pictures = new ArrayList<>();
            for (int i = 0; i < document.getNumberOfPages(); i++) {
                BufferedImage picture = renderer.renderImageWithDPI(i, 96);
                ImageIO.write(
                        picture,
                        "png",
                        PAGES.resolve(name + "-" + (i + 1) + ".png").toFile());
                pictures.add(picture);
            }
            return pictures;
        }
    }

    private static long ink(BufferedImage page, int left, int top, int width, int height) {
        long ink = 0;
        for (int y = dots(top); y < dots(top + height); y++) {
            for (int x = dots(left); x < Math.min(page.getWidth(), dots(left + width)); x++) {
                ink += (page.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
            }
        }
        return ink;
    }

    private static long red(BufferedImage page) {
        long red = 0;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                int rgb = page.getRGB(x, y);
                red += (rgb >> 16 & 0xFF) > 150 && (rgb >> 8 & 0xFF) < 90 && (rgb & 0xFF) < 90 ? 1 : 0;
            }
        }
        return red;
    }

    private static int dots(int millimetres) {
        return (int) Math.round(millimetres / 25.4 * 96);
    }
}
