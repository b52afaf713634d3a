package kr.dure.notification.internal.notice;

import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind.Digest;

/** What the company decided of one kind; null: as the app has it. What is locked nobody changes for himself. */
record Policy(
        Boolean inApp,
        Boolean email,
        Boolean sms,
        Digest digest,
        boolean inAppLocked,
        boolean emailLocked,
        boolean smsLocked) {
    static final Policy NONE = new Policy(null, null, null, null, false, false, false);

    Boolean on(Channel channel) {
        return switch (channel) {
            case IN_APP -> inApp;
            case EMAIL -> email;
            case SMS -> sms;
        };
    }

    boolean locked(Channel channel) {
        return switch (channel) {
            case IN_APP -> inAppLocked;
            case EMAIL -> emailLocked;
            case SMS -> smsLocked;
        };
    }
}
