package kr.dure.document;

/**
 * How much of a file is taken.
 *
 * @param bytes of the file as it comes, 1 or more
 * @param sheets 1 or more
 * @param rows of a sheet, with the headings, 1 or more
 * @param columns 1 to 16,384
 * @param characters of a cell, 1 to 32,767
 */
public record SheetLimits(long bytes, int sheets, int rows, int columns, int characters) {
    /** 50 MB, 20 sheets of 200,000 rows and 200 columns. */
    public static final SheetLimits STANDARD = new SheetLimits(50_000_000, 20, 200_000, 200, 32_767);
}
