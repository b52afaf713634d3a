package kr.dure.search.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import kr.dure.search.internal.DocumentRepository.Position;
import kr.dure.search.internal.text.Query.Level;
import kr.dure.web.BadRequest;

/**
 * Where a page of results ended.
 *
 * @param position null at the beginning of the level
 */
record Cursor(Level level, Position position) {
    private static final int PARTS = 4;

    String text() {
        String parts = level.ordinal() + " "
                + (position == null ? "" : position.updatedAt() + " " + position.kind() + " " + position.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws BadRequest when nobody was given this */
    static Cursor of(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", PARTS);
            Level level = Level.values()[Integer.parseInt(parts[0])];
            if (parts.length < PARTS) {
                return new Cursor(level, null);
            }
            if (text.indexOf('\0') >= 0 || parts[3].indexOf('\0') >= 0 || parts[2].indexOf('\0') >= 0) {
                throw new IllegalArgumentException();
            }
            return new Cursor(level, new Position(Instant.parse(parts[1]), parts[2], parts[3]));
        } catch (RuntimeException unreadable) {
            throw new BadRequest(
                    "after", "after 값을 읽을 수 없습니다. 처음부터 다시 검색해 주세요.", "after cannot be read. Search again.");
        }
    }
}
