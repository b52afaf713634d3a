package kr.dure.persistence.internal.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code audit-heads.log}: where the chains ended at some time, outside the database. Whoever owns the database can
 * rewrite a chain; he cannot make it agree with a copy of these lines that he does not own. One line of JSON each, only
 * ever added.
 */
final class HeadsFile {
    static final String NAME = "audit-heads.log";

    private static final Pattern LINE = Pattern.compile("\\{\"filed\":\"([^\"]+)\",\"tenant\":\"([0-9a-f-]{36})\","
            + "\"position\":([0-9]{1,18}),\"hash\":\"([0-9a-f]{64})\",\"at\":\"([^\"]+)\"}");

    private final Path file;
    /** How far each tenant's lines go; null until the file has been read, which may be put aside meanwhile. */
    private Map<UUID, Long> filed;

    HeadsFile(Path data) {
        this.file = data.resolve(NAME);
    }

    /** A head and when it was written down. */
    record Line(Instant filed, ChainHead head) {}

    boolean exists() {
        return Files.exists(file);
    }

    /**
     * Reads the lines in their order.
     *
     * @param unreadable gets the number of each line that cannot be read, from 1
     */
    void read(Consumer<Line> lines, LongConsumer unreadable) throws IOException {
        if (!exists()) {
            return;
        }
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            long number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                Line line = parse(text);
                if (line != null) {
                    lines.accept(line);
                } else if (!text.isEmpty()) {
                    unreadable.accept(number);
                }
            }
        }
    }

    private static Line parse(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return new Line(
                    Instant.parse(matcher.group(1)),
                    new ChainHead(
                            UUID.fromString(matcher.group(2)),
                            Long.parseLong(matcher.group(3)),
                            HexFormat.of().parseHex(matcher.group(4)),
                            Instant.parse(matcher.group(5))));
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Adds the heads that lie behind what is filed; on the disk when this returns. */
    void add(Collection<ChainHead> heads, Instant now) throws IOException {
        if (filed == null || !exists()) {
            Map<UUID, Long> known = new HashMap<>();
            read(line -> known.merge(line.head().tenant(), line.head().position(), Math::max), number -> {});
            filed = known;
        }
        List<ChainHead> moved = heads.stream()
                .filter(head -> head.position() > filed.getOrDefault(head.tenant(), 0L))
                .toList();
        if (!moved.isEmpty()) {
            append(moved.stream().map(head -> format(head, now)).collect(Collectors.joining()));
            moved.forEach(head -> filed.put(head.tenant(), head.position()));
        }
    }

    private static String format(ChainHead head, Instant now) {
        return "{\"filed\":\"" + now + "\",\"tenant\":\"" + head.tenant() + "\",\"position\":" + head.position()
                + ",\"hash\":\"" + HexFormat.of().formatHex(head.hash()) + "\",\"at\":\"" + head.at() + "\"}\n";
    }

    private void append(String lines) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            long end = channel.size();
            // A line that a crash cut off stays alone.
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(endsInALine(channel, end) ? lines : "\n" + lines);
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(true);
        }
    }

    private static boolean endsInALine(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end == 0 || channel.read(last, end - 1) == 1 && last.get(0) == '\n';
    }
}
