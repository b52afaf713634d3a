package kr.dure.identity.internal.organisation.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Looks through a workbook before the spreadsheet library sees it, and hands on a copy of what it has seen: only XML, at
 * most so large, without document types (and so without entities), with cells where a sheet has room for them. Sizes are
 * counted while reading, whatever the archive says of itself.
 */
final class XlsxGuard {
    private static final int MAX_PARTS = 500;
    private static final int MAX_BYTES = 48 << 20;
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[0-9]{1,7}");

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private int left = MAX_BYTES;

    XlsxGuard() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /** @throws IOException when the file is none that Excel would write */
    byte[] pass(byte[] file) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(file.length);
        Set<String> names = new HashSet<>();
        // Not the JDK's ZipInputStream: it cannot read what is written as a stream in the ZIP64 form, as ours is.
        try (ZipFile in = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                        .get();
                ZipOutputStream out = new ZipOutputStream(copy)) {
            out.setLevel(Deflater.BEST_SPEED);
            for (ZipArchiveEntry part : Collections.list(in.getEntries())) {
                if (!names.add(part.getName()) || names.size() > MAX_PARTS) {
                    throw new IOException("Too many parts, or one twice.");
                }
                if (part.getMethod() != ZipEntry.DEFLATED && part.getMethod() != ZipEntry.STORED) {
                    throw new IOException("Packed otherwise than Excel does.");
                }
                byte[] bytes = read(in, part);
                if (part.getName().endsWith(".xml") || part.getName().endsWith(".rels")) {
                    look(bytes);
                    out.putNextEntry(new ZipEntry(part.getName()));
                    out.write(bytes);
                }
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return copy.toByteArray();
    }

    private byte[] read(ZipFile file, ZipArchiveEntry part) throws IOException {
        byte[] bytes;
        try (InputStream in = file.getInputStream(part)) {
            bytes = in.readNBytes(left + 1);
        }
        left -= bytes.length;
        if (left < 0) {
            throw Lines.tooLarge(
                    "압축을 푼 파일이 " + (MAX_BYTES >> 20) + " MB를 넘습니다.",
                    "The workbook is larger than " + (MAX_BYTES >> 20) + " MB when unpacked.");
        }
        return bytes;
    }

    private void look(byte[] xml) throws XMLStreamException, IOException {
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new IOException("A document type.");
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("c")) {
                    String cell = reader.getAttributeValue(null, "r");
                    if (cell != null && !CELL.matcher(cell).matches()) {
                        throw new IOException("No cell: " + cell);
                    }
                }
            }
        } finally {
            reader.close();
        }
    }
}
