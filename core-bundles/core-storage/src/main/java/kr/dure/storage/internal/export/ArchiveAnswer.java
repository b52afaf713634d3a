package kr.dure.storage.internal.export;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.product.Text;
import kr.dure.storage.internal.export.ExportService.Download;
import kr.dure.web.Problem;

/** An archive as the answer to a GET: whole, or one range of it (RFC 9110), so that a broken download goes on. */
final class ArchiveAnswer {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private ArchiveAnswer() {}

    /** @param archive given whether the first byte is asked for */
    static Response of(Function<Boolean, Download> archive, String range, String ifRange, String ifNoneMatch) {
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        boolean partial = asked.matches() && !(asked.group(1) + asked.group(2)).isEmpty();
        boolean begins = !partial || asked.group(1).isEmpty() || Long.parseLong(asked.group(1)) == 0;
        Download download = archive.apply(begins);
        String tag = "\"" + download.sha256() + "\"";
        if (tag.equals(ifNoneMatch)) {
            return Response.notModified().header("ETag", tag).build();
        }
        long size = download.content().size();
        long from = 0;
        long to = size - 1;
        if (partial && (ifRange == null || ifRange.equals(tag))) {
            if (asked.group(1).isEmpty()) {
                from = Math.max(0, size - Long.parseLong(asked.group(2)));
            } else {
                from = Long.parseLong(asked.group(1));
                to = asked.group(2).isEmpty() ? to : Math.min(to, Long.parseLong(asked.group(2)));
            }
            if (from > to) {
                throw new Problem(
                        416,
                        "range",
                        new Text("그런 범위가 없습니다", "No such range"),
                        new Text("파일은 " + size + "바이트입니다.", "The archive has " + size + " bytes."));
            }
        } else {
            partial = false;
        }
        long first = from;
        long length = to - from + 1;
        StreamingOutput body = out -> {
            try (InputStream in = download.content().open(first, length)) {
                in.transferTo(out);
            }
        };
        Response.ResponseBuilder answer = Response.status(partial ? 206 : 200)
                .type("application/zip")
                .header("Content-Length", length)
                .header("Accept-Ranges", "bytes")
                .header("ETag", tag)
                .header("Content-Disposition", "attachment; filename=\"" + download.fileName() + "\"")
                .entity(body);
        return partial
                ? answer.header("Content-Range", "bytes " + from + "-" + to + "/" + size)
                        .build()
                : answer.build();
    }
}
