package kr.dure.billing.internal.paper;

import java.io.IOException;
import kr.dure.billing.internal.payment.TestMoney;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** A supplier, and what a PDF says. */
public final class TestSupplier {
    static final Supplier SUPPLIER = new Supplier(
            "주식회사 두레서비스",
            "220-81-62517",
            "",
            "홍길동",
            "서울특별시 강남구 테헤란로 123, 8층",
            "정보통신업",
            "응용소프트웨어 공급",
            "02-1234-5678",
            "02-1234-5679",
            "billing@dure.example",
            "국민은행",
            "123456-78-901234",
            "(주)두레서비스",
            null);

    private TestSupplier() {}

    public static void set(Parties parties, TestMoney money) {
        money.asOperator(() -> parties.setSupplier(SUPPLIER, null));
    }

    /** As it is, and without any space: letters that stand apart are read as words. */
    public static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document);
            return text + text.replaceAll("\\s", "");
        }
    }
}
