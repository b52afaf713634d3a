package kr.dure.documents.internal.pdf;

import static kr.dure.documents.internal.pdf.Pdfs.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfDocument.Pages;
import kr.dure.document.PdfDocument.Stamp;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileHtmlTest {
    @Test
    void nothingOutsideIsOpened(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.css"), "p::after{content:'SECRET'}");
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String http = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            for (String address : List.of(
                    http,
                    secret.toUri().toString(),
                    "classpath:style/document.css",
                    "jar:file:/x!/y",
                    "//127.0.0.1/x",
                    "../x",
                    "\\\\host\\x",
                    "ftp://x/y",
                    "HTTP://127.0.0.1/")) {
                for (String html : List.of(
                        "<img src='" + address + "'>",
                        "<p style=\"background-image:url('" + address + "')\">x</p>",
                        "<style>@import url('" + address + "');</style><p>x</p>",
                        "<style>@font-face{font-family:x;src:url('" + address + "')} p{font-family:x}</style><p>x</p>",
                        "<style>@page{background-image:url('" + address + "')}</style><p>x</p>")) {
                    Invalid refused = catchThrowableOfType(Invalid.class, () -> render(PdfDocument.of(html)));
                    assertThat(refused).as(html).isNotNull();
                    assertThat(refused.errors().get(0).field()).isNotBlank();
                }
                for (String html : List.of(
                        "<link rel=stylesheet href='" + address + "'><p>x</p>",
                        "<base href='" + address + "'><script src='" + address + "'></script><p>x</p>",
                        "<iframe src='" + address + "'></iframe><object data='" + address + "'></object><embed src='"
                                + address + "'>x",
                        "<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><image href='" + address
                                + "'/><use href='" + address + "#a'/><style>@import '" + address
                                + "';</style><rect width=9 height=9 fill=\"url('" + address + "#x')\"/></svg>",
                        "<math><mtext>x</mtext></math><a href='" + address + "' download='x'>x</a>")) {
                    byte[] pdf = render(PdfDocument.of(html));
                    assertThat(Pdfs.text(pdf, 1)).doesNotContain("SECRET");
                }
            }
            server.setSoTimeout(1);
            assertThatCode(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void onlyShapesAreLeftOfADrawing() {
        Svg svg = Svg.clean(
                ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10' onload='x()'><script>x</script><style>*{}</style>"
                                + "<g onclick='x'><rect width='5' height='5' style='fill:url(http://x)' fill='url(#a)'/></g>"
                                + "<use href='#a'/><image href='file:///x'/><foreignObject><p>x</p></foreignObject><text>글</text>"
                                + "<path d='M0 0h5' stroke='url(http://x/#a)'/><linearGradient id='a'/><!-- x --></svg>")
                        .getBytes(StandardCharsets.UTF_8),
                "a.svg");
        assertThat(svg.text())
                .contains("<rect", "url(#a)", "<path", "linearGradient", "M0 0h5")
                .doesNotContain(
                        "script",
                        "style",
                        "onclick",
                        "onload",
                        "use",
                        "image",
                        "foreign",
                        "text",
                        "http://x",
                        "글",
                        "<!--");
        assertThat(svg.size()).isEqualTo(new java.awt.Dimension(20, 10));
    }

    @Test
    void whatPaperCannotShowIsLeftOut() {
        org.w3c.dom.Document document = SafeHtml.read(
                "<meta http-equiv=refresh content='0;url=http://x'><base href=http://x><p onclick=x>글<script>1</script>"
                        + "<input value=x><a href='javascript:x'>l</a><svg><script>2</script><rect width=1 /></svg></p>",
                "제목",
                Locale.KOREAN,
                "");
        for (String gone : List.of("script", "meta", "base", "input")) {
            assertThat(document.getElementsByTagName(gone).getLength()).as(gone).isZero();
        }
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1);
        org.w3c.dom.Element paragraph =
                (org.w3c.dom.Element) document.getElementsByTagName("p").item(0);
        assertThat(paragraph.hasAttribute("onclick")).isFalse();
        assertThat(((org.w3c.dom.Element) document.getElementsByTagName("a").item(0)).hasAttribute("href"))
                .isFalse();
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("제목");
    }

    @Test
    void entitiesOfADocumentTypeAreNotOpened() throws IOException {
        byte[] pdf = render(PdfDocument.of("<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>A&a;B</p>"));
        assertThat(Pdfs.text(pdf, 1)).doesNotContain("root:");
        byte[] svg = ("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                        + "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>&a;</title><rect width='9' height='9'/></svg>")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(render(PdfDocument.of("<img src='a.svg'>").withResources(Pdfs.resources("a.svg", svg))))
                .isNotEmpty();
    }

    @Test
    void picturesThatAreNoneMissingOrTooLargeAreRefusedByName() throws IOException {
        byte[] png = picture("png");
        byte[] bomb = hugePng(60_000, 60_000);
        for (byte[] content : List.of(
                "no picture".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                bomb,
                new byte[11_000_000],
                "<html><svg>".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(png, 20))) {
            Invalid refused = catchThrowableOfType(
                    Invalid.class,
                    () -> render(PdfDocument.of("<img src='a.png'>").withResources(Pdfs.resources("a.png", content))));
            if (refused != null) {
                assertThat(refused.errors().get(0).field()).isEqualTo("a.png");
            } else {
                assertThat(new String(content, StandardCharsets.UTF_8)).startsWith("<html>");
            }
        }
        assertThat(catchThrowableOfType(Invalid.class, () -> render(PdfDocument.of("<img src='none.png'>")))
                        .errors()
                        .get(0)
                        .field())
                .isEqualTo("none.png");
        assertThat(catchThrowableOfType(
                        Invalid.class,
                        () -> render(PdfDocument.of("x").withStamp(new Stamp("none.png", 1, 1, 1, Pages.FIRST)))))
                .isNotNull();
    }

    @Test
    void picturesOfAllKindsAreShown() throws IOException {
        for (String format : List.of("png", "jpg", "gif")) {
            byte[] content = picture(format);
            byte[] named =
                    render(PdfDocument.of("<img src='a' width=200>").withResources(Pdfs.resources("a", content)));
            byte[] inside = render(PdfDocument.of("<img width=200 src='data:image/" + format + ";base64,"
                    + Base64.getEncoder().encodeToString(content) + "'>"));
            assertThat(Pdfs.ink(Pdfs.pictures(named, "named-" + format).get(0), 18, 20, 50, 50))
                    .isGreaterThan(5_000);
            assertThat(Pdfs.ink(Pdfs.pictures(inside, "inside-" + format).get(0), 18, 20, 50, 50))
                    .isGreaterThan(5_000);
        }
    }

    @Test
    void whatWouldTakeTooMuchIsRefused() {
        for (String html : List.of(
                "x".repeat(SafeHtml.MAX_LENGTH + 1),
                "<i>".repeat(160_000),
                "<p style='height:99999999px'>x</p>",
                "<style>p{margin:9e9pt}</style><p>x</p>",
                "<p style='height:99999mm'>x</p>",
                "<p style='font-size:99999%'>x</p>",
                "<style>@page{size:0 0}</style>x",
                "<style>@PAGE :first{size:1px 1px}</style>x",
                "<style>@page{margin:150mm}</style>x",
                "<style>@page{padding-top:90em}</style>x",
                "<style>@pa/**/ge{size:0}</style>".replace("/**/", "") + "x",
                "<style>@\\70 age{size:0 0}</style>x",
                "<style>@page{@top-left{content:'}'} size:0 0}</style>x",
                "<style>@page{size:0 0",
                "<img src='data:image/png;base64," + "A".repeat(1_900_000) + "'>".repeat(1),
                "<img src='data:text/html,<script>'>")) {
            assertThat(catchThrowableOfType(Invalid.class, () -> render(PdfDocument.of(html))))
                    .as(html.substring(0, Math.min(60, html.length())))
                    .isNotNull();
        }
    }

    @Test
    void oddHtmlIsLaidOutSomehowOrRefused() throws IOException {
        for (String html : List.of(
                "",
                "<table><tr><td colspan=999999999 rowspan=999999999>x<td></table>",
                "<div>".repeat(400) + "x",
                "<table>".repeat(60) + "x",
                "<p style='font-size:900%'>".repeat(8) + "x",
                "<p style='font-size:9em'><span style='font-size:99999%'>x</span></p>",
                "\u0000\u0001\uFFFE\uD800<p>x\u200b\u2028</p>",
                "<p style='width:0;word-wrap:break-word'>가나다라마바사</p>",
                "<style>p{color:",
                "<style>@page{size:0 0}</style>x",
                "<style>@page{size:1px 1px;margin:50mm}</style><p>가나다</p>",
                "<p style='position:fixed;top:-99999px'>x</p>",
                "<svg/>",
                "<svg width=-1 height=x viewBox='0 0 0 0'><path d='M'/></svg>",
                "<ol start=999999999999><li>x</ol>",
                "<p style='content:counter(x,foo)'>x</p>")) {
            try {
                byte[] pdf = render(PdfDocument.of(html));
                assertThat(Pdfs.pages(pdf)).isBetween(1, PdfRendererImpl.MAX_PAGES);
            } catch (Invalid refused) {
                assertThat(refused.status()).isEqualTo(422);
            }
        }
    }

    private static byte[] picture(String format) throws IOException {
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(100, 100, java.awt.image.BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 40, 40);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format.toLowerCase(Locale.ROOT), out);
        return out.toByteArray();
    }

    /** A head that promises more dots than there are, as a bomb does. */
    private static byte[] hugePng(int width, int height) throws IOException {
        byte[] png = picture("png");
        java.nio.ByteBuffer head = java.nio.ByteBuffer.wrap(png);
        head.putInt(16, width).putInt(20, height);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        head.putInt(29, (int) crc.getValue());
        return png;
    }
}
