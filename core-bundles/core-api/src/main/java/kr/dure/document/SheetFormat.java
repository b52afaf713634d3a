package kr.dure.document;

/** Kinds of files that hold tables. */
public enum SheetFormat {
    /** A workbook of Excel since 2007. */
    XLSX(SheetFormat.XLSX_TYPE, "xlsx"),
    /** RFC 4180; written with commas, in UTF-8 with the mark that tells Excel so. */
    CSV(SheetFormat.CSV_TYPE, "csv");

    /** For annotations. */
    public static final String XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** For annotations. */
    public static final String CSV_TYPE = "text/csv";

    private final String mediaType;
    private final String extension;

    SheetFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of file names, without the dot. */
    public String extension() {
        return extension;
    }
}
