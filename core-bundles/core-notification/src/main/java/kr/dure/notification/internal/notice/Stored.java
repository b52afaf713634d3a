package kr.dure.notification.internal.notice;

import java.util.List;
import java.util.UUID;
import kr.dure.notification.Notice;
import kr.dure.product.Text;

/** A notice as it stands in the database. */
record Stored(UUID id, String kind, boolean urgent, Text subject, Text body, String link, List<Notice.Action> actions) {
    String category() {
        return kind.substring(0, kind.indexOf('.'));
    }
}
