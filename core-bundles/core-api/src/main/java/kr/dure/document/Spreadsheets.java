package kr.dure.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Spreadsheets in and out, row by row, so that a hundred thousand rows take no more memory than a hundred.
 */
public interface Spreadsheets {
    /**
     * Reads a workbook (.xlsx) or CSV; which of the two is told from the content. CSV is separated by comma, semicolon or
     * tab, in UTF-8 with or without a byte order mark, UTF-16 with one, or CP949 (EUC-KR) as Excel in Korea writes it. The
     * content is copied aside before this method returns and removed by {@link SheetReader#close}.
     *
     * @param in is read to its end or to the limit, and stays open
     * @throws kr.dure.web.Invalid 422 naming {@code file}: empty, none of the two (old .xls, encrypted, HTML, PDF …), broken,
     *     or made to do harm
     * @throws kr.dure.web.Problem 413 when the file is larger than {@code limits} allow
     * @throws kr.dure.web.Unavailable 503 when too many files are being read already
     * @throws IOException what {@code in} throws
     */
    SheetReader read(InputStream in, SheetLimits limits) throws IOException;

    /**
     * Begins a file. Text that a spreadsheet would take for a formula stays text: in a workbook by its type, in CSV by an
     * apostrophe before it, which {@link #read} takes away again.
     *
     * @param out stays open; it is written to while rows are added
     */
    SheetWriter write(OutputStream out, SheetFormat format);
}
