package kr.dure.identity.internal.organisation;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import kr.dure.web.BadRequest;
import kr.dure.web.Page;

/** Pages of lists that are short enough to be read as a whole. */
final class Pages {
    private Pages() {}

    /** What follows the row {@code after}, or begins the list where it is null. */
    static <T> Page<T> after(List<T> all, UUID after, int limit, Function<T, UUID> id) {
        int start = after == null
                ? 0
                : 1
                        + IntStream.range(0, all.size())
                                .filter(i -> id.apply(all.get(i)).equals(after))
                                .findFirst()
                                .orElseThrow(() -> unknown());
        List<T> rows = all.subList(start, Math.min(all.size(), start + limit + 1));
        return Page.of(rows, limit, row -> id.apply(row).toString());
    }

    /** A cursor handed out as text. */
    static UUID cursor(String after) {
        try {
            return after == null ? null : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static BadRequest unknown() {
        return new BadRequest("after", "after가 가리키는 줄이 없습니다. 처음부터 다시 읽어 주세요.", "after names no row. Begin again.");
    }
}
