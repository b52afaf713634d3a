package kr.dure.notification;

import java.util.List;
import kr.dure.product.Text;

/**
 * The kinds of notices of one app or kernel bundle, under one heading. Register it as a service; while it is away its
 * notices stay and none can be sent.
 */
public interface NoticeKinds {
    /** The first part of its kinds' names: {@code approval}. */
    String category();

    /** What lists call the category: 전자결재. */
    Text title();

    /** All of them, in the order of the preferences; each begins with the category. */
    List<NoticeKind> kinds();
}
