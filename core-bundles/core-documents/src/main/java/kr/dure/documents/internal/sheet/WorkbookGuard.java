package kr.dure.documents.internal.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kr.dure.document.SheetLimits;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Looks through a workbook before the spreadsheet library opens the same file: parts of ordinary names, packed as Excel
 * does, XML of bounded size and depth without document types (and so without entities), cells where a sheet has room for
 * them, not too many formulas. Sizes are counted while reading, whatever the archive says of itself; what is no XML is
 * never unpacked, neither here nor there.
 */
final class WorkbookGuard {
    private static final int MAX_PARTS = 2_000;
    private static final long MAX_BYTES = 1_000_000_000;
    private static final long MAX_SHARED_BYTES = 48_000_000;
    private static final int MAX_SHARED = 600_000;
    private static final int MAX_STYLE_BYTES = 10_000_000;
    private static final int MAX_TEXT = 200_000;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ARRAYS = 100;
    private static final long MAX_FORMULA_WORK = 100_000_000;
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[0-9]{1,7}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private final SheetLimits limits;
    private long left = MAX_BYTES;
    private int sheets;

    WorkbookGuard(SheetLimits limits) {
        this.limits = limits;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    }

    /** @throws IOException when the file is none that a spreadsheet would write */
    void check(Path file) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
                String name = part.getName().toLowerCase(Locale.ROOT);
                if (!names.add(name) || names.size() > MAX_PARTS) {
                    throw new IOException("Too many parts, or one twice.");
                }
                if (name.startsWith("/") || name.contains("..") || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
                    throw new IOException("A part that leads elsewhere.");
                }
                if (part.getMethod() != ZipEntry.DEFLATED && part.getMethod() != ZipEntry.STORED
                        || part.getGeneralPurposeBit().usesEncryption()) {
                    throw new IOException("Packed otherwise than spreadsheets are.");
                }
                if (name.endsWith(".xml") || name.endsWith(".rels")) {
                    look(zip, part, name);
                }
            }
            if (!names.contains("[content_types].xml") || !names.contains("xl/workbook.xml")) {
                throw new IOException("An archive, but no workbook.");
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void look(ZipFile zip, ZipArchiveEntry part, String name) throws IOException, XMLStreamException {
        long most = name.startsWith("xl/worksheets/")
                ? MAX_BYTES
                : name.contains("sharedstrings") ? MAX_SHARED_BYTES : MAX_STYLE_BYTES;
        try (InputStream in = new Counted(zip.getInputStream(part), most)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            try {
                look(reader);
            } finally {
                reader.close();
            }
        }
    }

    private void look(XMLStreamReader reader) throws XMLStreamException, IOException {
        int depth = 0;
        int shared = 0;
        int arrays = 0;
        long text = 0;
        long formula = 0;
        long longest = 0;
        long repeated = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IOException("A document type.");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_DEPTH) {
                        throw new IOException("Too deep.");
                    }
                    text = 0;
                    switch (reader.getLocalName()) {
                        case "c" -> require(reader, "r", CELL);
                        case "row" -> require(reader, "r", NUMBER);
                        case "si" -> {
                            if (++shared > MAX_SHARED) {
                                throw Refusals.tooMuchInside("shared texts");
                            }
                        }
                        case "sheet" -> {
                            if (++sheets > limits.sheets()) {
                                throw Refusals.of(
                                        "시트가 " + limits.sheets() + "개를 넘습니다.",
                                        "There are more than " + limits.sheets() + " sheets.");
                            }
                        }
                        case "f" -> {
                            formula = 0;
                            if ("array".equals(reader.getAttributeValue(null, "t")) && ++arrays > MAX_ARRAYS) {
                                throw Refusals.tooMuchInside("array formulas");
                            }
                            if ("shared".equals(reader.getAttributeValue(null, "t"))) {
                                repeated++;
                            }
                        }
                        default -> {
                            // Read by nobody, or harmless.
                        }
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (reader.getLocalName().equals("f")) {
                        longest = Math.max(longest, formula);
                        // The library writes a shared formula out for each cell that has it.
                        if (repeated * longest > MAX_FORMULA_WORK) {
                            throw Refusals.tooMuchInside("formulas");
                        }
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    text += reader.getTextLength();
                    formula += reader.getTextLength();
                    if (text > MAX_TEXT) {
                        throw Refusals.tooMuchInside("a text");
                    }
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
    }

    private static void require(XMLStreamReader reader, String attribute, Pattern form) throws IOException {
        String value = reader.getAttributeValue(null, attribute);
        if (value != null && !form.matcher(value).matches()) {
            throw new IOException("No place in a sheet: " + value);
        }
    }

    /** Counts what is unpacked. */
    private final class Counted extends FilterInputStream {
        private long room;

        Counted(InputStream in, long room) {
            super(in);
            this.room = room;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            room -= read;
            if (left < 0 || room < 0) {
                throw Refusals.tooMuchInside("a part");
            }
        }
    }
}
