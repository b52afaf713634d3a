package kr.dure.notification.internal.notice;

import kr.dure.notification.Channel;
import kr.dure.notification.NoticeKind.Digest;

/**
 * What a person wants of one kind; null: as the company has it.
 *
 * @param digest whether mails are collected
 */
record Wish(Boolean inApp, Boolean email, Boolean sms, Digest digest) {
    static final Wish NONE = new Wish(null, null, null, null);

    Boolean on(Channel channel) {
        return switch (channel) {
            case IN_APP -> inApp;
            case EMAIL -> email;
            case SMS -> sms;
        };
    }
}
