package kr.dure.notification.internal.notice;

import java.util.Locale;
import kr.dure.product.Text;

/** What becomes of a notice for one person on one channel, and why. */
public enum Decision {
    /** In the list, or handed over to who mails or texts. */
    SENT("보냈습니다.", "Sent."),
    /** On its way, within seconds. */
    QUEUED("곧 보냅니다.", "About to be sent."),
    HELD("방해 금지 시간이 끝나면 보냅니다.", "Held until the quiet hours end."),
    DIGEST("모아서 한 통으로 보냅니다.", "Collected into one mail."),
    OFF_BY_KIND("이 알림은 기본적으로 이 방법으로 보내지 않습니다.", "Notices of this kind are not sent this way by default."),
    OFF_BY_PREFERENCE("받는 사람이 꺼 두었습니다.", "Switched off by the person."),
    OFF_BY_ADMINISTRATOR("회사 관리자가 꺼 두었습니다.", "Switched off by the company's administrator."),
    NO_ADDRESS("외부 메일 주소가 없습니다.", "The account has no external e-mail address."),
    BOUNCED("메일이 되돌아온 주소입니다.", "Mail to this address came back."),
    NO_NUMBER("휴대전화 번호가 없습니다.", "The person has no mobile number."),
    SMS_NOT_ENABLED("문자 상품(sms)을 쓰지 않습니다.", "The product sms is not enabled."),
    NO_SENDER_NUMBER("승인된 발신번호가 없습니다.", "The company has no approved sender number."),
    NO_ROUTE("통신사 연결이 없습니다.", "No carrier is connected."),
    NOT_A_NUMBER("휴대전화 번호가 바르지 않습니다.", "The mobile number is none."),
    SMS_LIMIT("하루 문자 한도를 넘었습니다.", "Above the company's daily limit of text messages."),
    DUPLICATE("같은 알림을 이미 보냈습니다.", "The same notice was sent before."),
    LEFT("퇴직한 사람입니다.", "The person has left."),
    UNKNOWN("그런 계정이 없습니다.", "There is no such account.");

    private final Text text;

    Decision(String ko, String en) {
        this.text = new Text(ko, en);
    }

    String in(Locale language) {
        return text.in(language);
    }

    /** Whether something is still to be done. */
    boolean open() {
        return this == QUEUED || this == HELD || this == DIGEST;
    }
}
