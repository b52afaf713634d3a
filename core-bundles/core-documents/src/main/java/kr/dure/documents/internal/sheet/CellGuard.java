package kr.dure.documents.internal.sheet;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import kr.dure.document.SheetLimits;

/**
 * Refuses text in which one record would be larger than a row can be, before the parser has collected it: a quote that is
 * never closed makes a single cell of the whole file.
 */
final class CellGuard extends FilterReader {
    private final long longest;
    private final int widest;
    private boolean quoted;
    private long cell;
    private int separators;
    private long row = 1;

    CellGuard(Reader in, SheetLimits limits) {
        super(in);
        // Spaces around a value and doubled quotes do not count against the limit of a cell.
        this.longest = 4L * limits.characters() + 1_000;
        this.widest = 4 * limits.columns() + 1_000;
    }

    @Override
    public int read() throws IOException {
        int c = in.read();
        if (c >= 0) {
            look((char) c);
        }
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            look(buffer[i]);
        }
        return read;
    }

    private void look(char c) {
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
            row += c == '\n' ? 1 : 0;
            cell = 0;
            separators = 0;
            return;
        } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
            cell = 0;
            if (++separators > widest) {
                throw Refusals.at("", row, "열이 너무 많습니다.", "there are too many columns.");
            }
            return;
        }
        if (++cell > longest) {
            throw Refusals.at(
                    "", row, "너무 긴 칸이 있습니다. 따옴표가 닫혔는지 보세요.", "a cell is too long, or a quote is never closed.");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
