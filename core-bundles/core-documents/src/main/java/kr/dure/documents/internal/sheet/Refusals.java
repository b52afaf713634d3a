package kr.dure.documents.internal.sheet;

import kr.dure.product.Text;
import kr.dure.web.Invalid;
import kr.dure.web.Problem;

/** Why a file is not taken. */
final class Refusals {
    private static final String FIELD = "file";

    private Refusals() {}

    static Invalid of(String ko, String en) {
        return new Invalid(FIELD, ko, en);
    }

    static Invalid at(String sheet, long row, String ko, String en) {
        String where = sheet.isEmpty() ? "" : sheet + " ";
        return of(where + row + "행: " + ko, where + "row " + row + ": " + en);
    }

    static Invalid brokenWorkbook() {
        return of("엑셀 파일(.xlsx)을 읽을 수 없습니다. 다시 저장해서 올려 주세요.", "The file is no workbook (.xlsx) that can be read.");
    }

    static Invalid brokenCsv() {
        return of("CSV 파일을 읽을 수 없습니다. UTF-8이나 CP949로 저장해 주세요.", "The file is no CSV in UTF-8 or CP949.");
    }

    static Invalid tooMuchInside(String what) {
        return of("압축을 푼 엑셀 파일이 너무 큽니다.", "The workbook is too large when unpacked: " + what + ".");
    }

    static Problem tooLarge(long bytes) {
        return new Problem(
                413,
                "too-large",
                new Text("요청이 너무 큽니다", "Request too large"),
                new Text("파일이 " + megabytes(bytes) + "를 넘습니다.", "The file is larger than " + megabytes(bytes) + "."));
    }

    private static String megabytes(long bytes) {
        return bytes >= 1_000_000 ? bytes / 1_000_000 + " MB" : bytes + " B";
    }
}
