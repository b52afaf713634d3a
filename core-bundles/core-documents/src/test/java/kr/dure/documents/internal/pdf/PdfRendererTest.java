package kr.dure.documents.internal.pdf;

import static kr.dure.documents.internal.pdf.Pdfs.ink;
import static kr.dure.documents.internal.pdf.Pdfs.pages;
import static kr.dure.documents.internal.pdf.Pdfs.pictures;
import static kr.dure.documents.internal.pdf.Pdfs.render;
import static kr.dure.documents.internal.pdf.Pdfs.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfDocument.Pages;
import kr.dure.document.PdfDocument.Stamp;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.junit.jupiter.api.Test;

class PdfRendererTest {
    private static PdfDocument invoice() {
        return PdfDocument.of(Samples.invoice())
                .titled("청구서 2026-06-000123")
                .withHeader("두레 주식회사")
                .withFooter("문의 02-1234-5678")
                .withResources(Pdfs.resources("seal.svg", Samples.SEAL));
    }

    @Test
    void anInvoiceIsOnePageOfA4WithItsTextAndItsSeal() throws IOException {
        byte[] pdf = render(invoice());
        BufferedImage page = pictures(pdf, "invoice").get(0);
        assertThat(pages(pdf)).isEqualTo(1);
        assertThat(page.getWidth()).isBetween(793, 795);
        assertThat(page.getHeight()).isBetween(1122, 1124);
        assertThat(text(pdf, 1))
                .contains(
                        "청구서",
                        "주식회사 온누리테크 귀중",
                        "추가 계정 (6월 11일부터, 20/30일)",
                        "169,665원",
                        "1 / 1",
                        "두레 주식회사",
                        "문의 02-1234-5678");
        assertThat(red(page)).isGreaterThan(200);
        assertThat(ink(page, 0, 0, 15, 297)).isZero();
        assertThat(ink(page, 196, 0, 14, 297)).isZero();
    }

    @Test
    void syllablesThatCameApartArePutTogetherAgain() throws IOException {
        String taken = Normalizer.normalize("<p>결재 문서</p>", Normalizer.Form.NFD);
        assertThat(text(render(PdfDocument.of(taken)), 1)).contains("결재 문서");
    }

    @Test
    void aColourWhoseDigitsLookLikeAnExponentIsAColour() throws IOException {
        byte[] pdf = render(PdfDocument.of(
                "<style>p{border:1pt solid #c81e1e}</style><p style='color:#1e3a8a;background-color:#e5e7eb'>색</p>"));
        assertThat(text(pdf, 1)).contains("색");
    }

    @Test
    void aLongTableBreaksOverPagesAndItsHeadAndTheFurnitureAreOnEachOfThem() throws IOException {
        byte[] pdf =
                render(PdfDocument.of(Samples.table(70)).withHeader("지출 결의").withFooter("경영지원팀"));
        List<BufferedImage> pictures = pictures(pdf, "table");
        assertThat(pictures).hasSizeBetween(2, 4);
        for (int i = 1; i <= pictures.size(); i++) {
            assertThat(text(pdf, i)).contains("번호", "적요", "금액", "지출 결의", "경영지원팀", i + " / " + pictures.size());
            assertThat(ink(pictures.get(i - 1), 18, 8, 60, 12)).isPositive();
            assertThat(ink(pictures.get(i - 1), 170, 280, 24, 12)).isPositive();
        }
        assertThat(text(pdf, 1)).contains("11,111").doesNotContain("777,770");
        assertThat(text(pdf, pictures.size())).contains("777,770");
    }

    @Test
    void anApprovalSheetHasItsGridAndSeals() throws IOException {
        byte[] pdf = render(PdfDocument.of(Samples.approval())
                .titled("품의서")
                .withResources(Pdfs.resources("seal.svg", Samples.SEAL))
                .withWatermark("사본")
                .withStamp(new Stamp("seal.svg", 160, 250, 25, Pages.LAST)));
        BufferedImage page = pictures(pdf, "approval").get(0);
        assertThat(text(pdf, 1)).contains("경영지원-2026-0417", "사무실 이전에 따른 비품 구입의 건", "박가온", "4,740,000");
        assertThat(ink(page, 160, 250, 25, 25)).isGreaterThan(500);
        assertThat(ink(page, 80, 160, 50, 40)).as("the watermark").isGreaterThan(300);
    }

    @Test
    void everyFontIsEmbeddedAsASubsetWhateverTheStylesAskFor() throws IOException {
        byte[] pdf = render(PdfDocument.of(
                        "<p style='font-family:Batang,serif'>명조 <b>굵게</b></p><pre>고정 폭 code</pre>"
                                + "<p style='font-family:Symbol'>기호 <i>기울임</i></p><p style='font-family:Nowhere!important'>어디에도</p><p style='font-family:Helvetica'>Arial ☎ 印</p>")
                .withWatermark("DRAFT"));
        try (PDDocument document = Pdfs.open(pdf)) {
            List<PDFont> fonts = Pdfs.fonts(document);
            assertThat(fonts).isNotEmpty().allSatisfy(font -> {
                assertThat(font).isInstanceOf(PDType0Font.class);
                assertThat(font.isEmbedded()).isTrue();
                assertThat(font.getName()).matches("[A-Z]{6}\\+Pretendard-(Regular|Bold)");
                assertThat(font.getCOSObject().containsKey("ToUnicode")).isTrue();
            });
        }
        assertThat(pdf.length).isLessThan(120_000);
        assertThat(text(pdf, 1)).contains("명조 굵게", "고정 폭 code", "기호 기울임", "어디에도");
    }

    @Test
    void figuresAreOfEqualWidth() throws IOException {
        byte[] ones = render(PdfDocument.of("<p>1111111111</p>").unnumbered());
        byte[] zeros = render(PdfDocument.of("<p>0000000000</p>").unnumbered());
        assertThat(right(pictures(ones, "ones").get(0)))
                .isCloseTo(right(pictures(zeros, "zeros").get(0)), org.assertj.core.data.Offset.offset(2));
    }

    @Test
    void stampsAreOnThePagesTheyAreFor() throws IOException {
        PdfDocument two = PdfDocument.of("<p>하나</p><p class=newpage>둘</p><p class=newpage>셋</p>")
                .withResources(Pdfs.resources("seal.svg", Samples.SEAL));
        for (Pages which : Pages.values()) {
            List<BufferedImage> pages =
                    pictures(render(two.withStamp(new Stamp("seal.svg", 100, 100, 20, which))), "stamp-" + which);
            assertThat(pages.stream()
                            .map(page -> ink(page, 98, 98, 24, 24) > 300)
                            .toList())
                    .isEqualTo(
                            switch (which) {
                                case FIRST -> List.of(true, false, false);
                                case LAST -> List.of(false, false, true);
                                case EVERY -> List.of(true, true, true);
                            });
        }
    }

    @Test
    void titleAndLanguageStandInTheFile() throws IOException {
        try (PDDocument document = Pdfs.open(render(invoice().in(Locale.ENGLISH)))) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("청구서 2026-06-000123");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(document.getDocumentCatalog().getOutputIntents()).isEmpty();
            assertThat(document.getDocumentCatalog().getMetadata()).isNull();
        }
    }

    @Test
    void headersAreTextWhateverStandsInThem() throws IOException {
        byte[] pdf = render(PdfDocument.of("<p>본문</p>")
                .withHeader("\"}</style><script>x</script> \\a { content: \"")
                .withFooter("A\nB"));
        assertThat(text(pdf, 1)).contains("\"}</style><script>x</script> \\a { content: \"", "A B", "본문");
    }

    private static long red(BufferedImage page) {
        long red = 0;
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                int c = page.getRGB(x, y);
                red += (c >> 16 & 255) > 150 && (c >> 8 & 255) < 100 ? 1 : 0;
            }
        }
        return red;
    }

    private static int right(BufferedImage page) {
        for (int x = page.getWidth() - 1; x >= 0; x--) {
            for (int y = 0; y < page.getHeight(); y++) {
                if ((page.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
                    return x;
                }
            }
        }
        return 0;
    }
}
