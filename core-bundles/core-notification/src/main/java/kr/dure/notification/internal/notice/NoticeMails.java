package kr.dure.notification.internal.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kr.dure.notification.Mail;
import kr.dure.product.Text;

/** Notices as mails and text messages. */
final class NoticeMails {
    static final String DIGEST = "notification.digest";

    private static final Text OPEN = new Text("열어 보기", "Open");
    private static final Text SETTINGS = new Text(
            "알림을 받는 방법은 두레의 알림 설정에서 바꿀 수 있습니다.",
            "How you are told is up to you: see the notification settings in Dure.");
    /** A mail of thousands is read by nobody. */
    private static final int MOST_IN_DIGEST = 100;

    private final Kinds kinds;
    private final Links links;

    NoticeMails(Kinds kinds, Links links) {
        this.kinds = kinds;
        this.links = links;
    }

    Mail mail(Stored notice, String to, Locale language) {
        List<Mail.Part> parts = new ArrayList<>();
        parts.add(new Mail.Paragraph(notice.body() == null ? notice.subject() : notice.body()));
        if (notice.link() != null) {
            parts.add(new Mail.Action(OPEN, links.of(notice.link())));
        }
        notice.actions().forEach(action -> parts.add(new Mail.Action(action.label(), links.of(action.link()))));
        parts.add(new Mail.Paragraph(SETTINGS));
        return new Mail(notice.kind(), to, language, subject(notice), parts, false);
    }

    private Text subject(Stored notice) {
        Text title = kinds.title(notice.category());
        return new Text(
                "[" + title.ko() + "] " + notice.subject().ko(),
                "[" + title.en() + "] " + notice.subject().en());
    }

    /** What was collected for one person, in one mail. */
    Mail digest(List<Stored> notices, String to, Locale language) {
        int count = notices.size();
        List<Mail.Part> parts = new ArrayList<>();
        parts.add(new Mail.Paragraph(new Text("그동안 모인 알림입니다.", "This is what was collected for you.")));
        parts.add(new Mail.Table(
                List.of(new Text("구분", "About"), new Text("내용", "What")),
                notices.stream()
                        .limit(MOST_IN_DIGEST)
                        .map(notice -> List.of(
                                kinds.title(notice.category()).in(language),
                                notice.subject().in(language)))
                        .toList()));
        if (count > MOST_IN_DIGEST) {
            int more = count - MOST_IN_DIGEST;
            parts.add(new Mail.Paragraph(new Text("그 밖에 " + more + "건이 더 있습니다.", "And " + more + " more.")));
        }
        parts.add(new Mail.Action(new Text("두레에서 보기", "Read them in Dure"), links.of("/")));
        parts.add(new Mail.Paragraph(SETTINGS));
        Text subject = new Text("[두레] 알림 " + count + "건", "[Dure] " + count + (count == 1 ? " notice" : " notices"));
        return new Mail(DIGEST, to, language, subject, parts, false);
    }

    String text(Stored notice, Locale language) {
        return subject(notice).in(language);
    }
}
