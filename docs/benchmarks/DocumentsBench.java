import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import kr.dure.document.PdfDocument;
import kr.dure.document.SheetFormat;
import kr.dure.document.SheetLimits;
import kr.dure.document.SheetReader;
import kr.dure.document.SheetWriter;
import kr.dure.documents.internal.pdf.PdfRendererImpl;
import kr.dure.documents.internal.sheet.SpreadsheetsImpl;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Pages a second and rows a second; prints name, value and target, separated by tabs. */
public final class DocumentsBench {
    private static final int ROWS = 100_000;
    private static final int COLUMNS = 10;

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("pages")) {
            pages();
        } else {
            sheets(SheetFormat.XLSX);
            sheets(SheetFormat.CSV);
        }
    }

    private static void pages() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            lines.append("<tr><td>그룹웨어 사용료 ")
                    .append(i)
                    .append(
                            "월 (20계정)</td><td class=number>20</td><td class=number>6,000</td><td class=number>120,000</td></tr>");
        }
        String html = "<h1>청구서</h1><table class=facts><tr><th>받는 곳</th><td>주식회사 온누리테크 귀중</td></tr>"
                + "<tr><th>청구 번호</th><td>2026-06-000123</td></tr></table><table><thead><tr><th>내역</th><th>수량</th><th>단가</th>"
                + "<th>금액</th></tr></thead><tbody>" + lines + "</tbody></table><p class=total>합계 1,440,000원</p>";
        byte[] font;
        try (InputStream in = PdfRendererImpl.class.getResourceAsStream("/fonts/Pretendard-Regular.ttf")) {
            font = in.readAllBytes();
        }
        try (PdfRendererImpl renderer = new PdfRendererImpl()) {
            PdfDocument invoice = PdfDocument.of(html).titled("청구서").withFooter("두레 주식회사");
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            renderer.render(invoice, one);
            print("Invoice of one page: size", "%,d bytes".formatted(one.size()), "");
            print("Invoice of one page, one thread", rate(1, () -> render(renderer, invoice)), "");
            print("Invoice of one page, two threads", rate(2, () -> render(renderer, invoice)), "");
            print("the same as PDF/A-2b, two threads", rate(2, () -> render(renderer, invoice.archival())), "");
        }
        print("Machine: PDFBox alone, one line in the same font, two threads", rate(2, () -> bare(font)), "");
    }

    private static Void render(PdfRendererImpl renderer, PdfDocument document) throws IOException {
        renderer.render(document, OutputStream.nullOutputStream());
        return null;
    }

    private static Void bare(byte[] font) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(PDType0Font.load(pdf, new java.io.ByteArrayInputStream(font), true), 12);
                content.showText("그룹웨어 사용료 120,000원");
                content.endText();
            }
            pdf.save(OutputStream.nullOutputStream());
        }
        return null;
    }

    private static String rate(int threads, Callable<Void> work) throws Exception {
        round(threads, work, 5);
        double best = 0;
        for (int i = 0; i < 3; i++) {
            best = Math.max(best, round(threads, work, 3));
        }
        return "%.1f pages/s".formatted(best);
    }

    private static double round(int threads, Callable<Void> work, int seconds) throws Exception {
        AtomicLong done = new AtomicLong();
        long from = System.nanoTime();
        long end = from + seconds * 1_000_000_000L;
        List<Thread> running = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    while (System.nanoTime() < end) {
                        try {
                            work.call();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        done.incrementAndGet();
                    }
                }))
                .toList();
        running.forEach(Thread::start);
        for (Thread thread : running) {
            thread.join();
        }
        return done.get() * 1e9 / (System.nanoTime() - from);
    }

    private static void sheets(SheetFormat format) throws IOException {
        SpreadsheetsImpl spreadsheets = new SpreadsheetsImpl();
        Path file = Path.of("rows." + format.extension());
        Heap heap = new Heap();
        for (int turn = 0; turn < 2; turn++) {
            boolean heaped = turn == 1;
            long from = System.nanoTime();
            try (OutputStream out = Files.newOutputStream(file);
                    SheetWriter writer = spreadsheets.write(out, format)) {
                writer.sheet(
                        "자료",
                        IntStream.range(0, COLUMNS)
                                .mapToObj(i -> new SheetWriter.Column("열" + i))
                                .toList());
                for (int i = 0; i < ROWS; i++) {
                    writer.row(row(i));
                    if (heaped && i % 20_000 == 10_000) {
                        heap.look();
                    }
                }
                writer.finish();
            }
            report(format + ": write " + ROWS + " rows", from, file, heap, heaped);
        }
        for (int turn = 0; turn < 2; turn++) {
            boolean heaped = turn == 1;
            long from = System.nanoTime();
            int rows = 0;
            try (InputStream in = Files.newInputStream(file);
                    SheetReader reader = spreadsheets.read(in, SheetLimits.STANDARD)) {
                reader.nextSheet();
                while (reader.nextRow() != null) {
                    rows++;
                    if (heaped && rows % 20_000 == 10_000) {
                        heap.look();
                    }
                }
            }
            if (rows != ROWS + 1) {
                throw new IllegalStateException(rows + " rows");
            }
            report(format + ": read " + ROWS + " rows", from, file, heap, heaped);
        }
        if (format == SheetFormat.XLSX) {
            machine();
        }
    }

    /** The second turn tells the heap, the first the time. */
    private static void report(String name, long from, Path file, Heap heap, boolean heaped) throws IOException {
        if (heaped) {
            print(name + ": heap", heap.result(), "flat");
        } else {
            print(name, "%.2f s, %,d bytes".formatted((System.nanoTime() - from) / 1e9, Files.size(file)), "");
        }
    }

    private static List<Object> row(int i) {
        List<Object> row = new ArrayList<>();
        row.add((long) i);
        row.add("사번" + i);
        row.add("김두레 " + i);
        row.add("서울특별시 마포구 월드컵북로 " + i);
        row.add("적요 " + Integer.toHexString(i * 31));
        row.add(LocalDate.of(2026, 1, 1).plusDays(i % 365));
        row.add(BigDecimal.valueOf(i * 1_000L + 7, 2));
        row.add(i % 2 == 0);
        row.add(i * 11L);
        row.add(null);
        return row;
    }

    /** How long it takes to compress as much text as such a sheet is, about 60 MB. */
    private static void machine() {
        byte[] text = "<c r=\"B123\" s=\"1\" t=\"inlineStr\"><is><t>서울특별시 마포구 월드컵북로 123</t></is></c>"
                .repeat(1_000)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        long from = System.nanoTime();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(OutputStream.nullOutputStream(), new Deflater(4), 1 << 16)) {
            for (long written = 0; written < 60_000_000; written += text.length) {
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print("Machine: compressing 60 MB of such XML", "%.2f s".formatted((System.nanoTime() - from) / 1e9), "");
    }

    private static void print(String name, String value, String target) {
        System.out.println(name + "\t" + value + "\t" + target);
    }

    private static final class Heap {
        private final List<Long> used = new ArrayList<>();

        void look() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used.add((runtime.totalMemory() - runtime.freeMemory()) >> 20);
        }

        String result() {
            String result = String.join(", ", used.stream().map(String::valueOf).toList()) + " MB";
            used.clear();
            return result;
        }
    }
}
