package kr.dure.notification.internal.notice;

import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/** A notice stands in people's lists: open browsers are told. */
@EventType("notification.notice-sent/1")
public record NoticeSent(UUID noticeId) implements Event {
    @Override
    public String key() {
        return noticeId.toString();
    }
}
