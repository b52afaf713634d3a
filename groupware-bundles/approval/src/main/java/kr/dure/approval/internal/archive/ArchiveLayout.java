package kr.dure.approval.internal.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Where things lie in an archive: {@code archive.txt} and one folder for each link of the chain. */
final class ArchiveLayout {
    static final String HEAD = "archive.txt";
    static final String DOCUMENTS = "documents";
    static final String ENTRY = "entry.txt";
    static final String RECORD = "document.json";
    static final String PAPER = "paper.pdf";

    private static final String FORM = "dure.approval-archive/1";

    private ArchiveLayout() {}

    static String folder(long position) {
        return DOCUMENTS + "/" + name(position);
    }

    static String name(long position) {
        return String.format("%09d", position);
    }

    static String attachment(int index) {
        return String.format("attachment-%03d", index + 1);
    }

    /**
     * What an archive says of itself.
     *
     * @param first position
     * @param last position
     * @param previous hash before the first
     * @param head hash of the last
     */
    record Head(String company, long first, long last, String previous, String head) {
        byte[] bytes() {
            return (FORM + "\ncompany: " + company + "\nfirst: " + first + "\nlast: " + last + "\nprevious: " + previous
                            + "\nhead: " + head + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }

        /** @throws IllegalArgumentException when it is none */
        static Head read(byte[] bytes) {
            List<String> lines = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
            if (lines.size() != 7 || !lines.get(0).equals(FORM)) {
                throw new IllegalArgumentException(HEAD + " cannot be read.");
            }
            Head head = new Head(
                    value(lines.get(1), "company"),
                    Long.parseLong(value(lines.get(2), "first")),
                    Long.parseLong(value(lines.get(3), "last")),
                    value(lines.get(4), "previous"),
                    value(lines.get(5), "head"));
            if (!Arrays.equals(head.bytes(), bytes) || head.first() < 1 || head.last() < head.first()) {
                throw new IllegalArgumentException(HEAD + " cannot be read.");
            }
            return head;
        }

        private static String value(String line, String name) {
            if (!line.startsWith(name + ": ")) {
                throw new IllegalArgumentException(HEAD + " has no " + name + ".");
            }
            return line.substring(name.length() + 2);
        }
    }
}
