package kr.dure.sms.internal;

import java.util.List;
import java.util.Set;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.AppDescription.Basis;
import kr.dure.product.AppDescription.Meter;
import kr.dure.product.AppDescription.Permission;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;
import org.osgi.service.component.annotations.Component;

/** Text messages: 15 won per message accepted by the carrier, no base fee (rule B5). */
@Component
public final class SmsApp implements App {
    static final String SEND = "sms.send";
    static final String METER = "sms";
    static final String LMS_METER = "sms.lms";

    /** Which meter counts a message. */
    static String meter(boolean longMessage) {
        return longMessage ? LMS_METER : METER;
    }

    @Override
    public AppDescription description() {
        return new AppDescription(
                "sms",
                new Text("문자", "SMS"),
                new Text(
                        "등록한 발신번호로 문자를 보내고, 받는 사람별 결과를 봅니다. 통신사가 접수한 건만 청구합니다.",
                        "Send text messages from registered numbers and see the result per recipient."
                                + " Only messages accepted by the carrier are charged."),
                "sms",
                new Price(Basis.USE, 15),
                List.of(new Permission(SEND, new Text("문자 보내기", "Send text messages"), false)),
                List.of(
                        new Meter(METER, new Text("문자 발송", "Text messages sent"), null),
                        new Meter(
                                LMS_METER,
                                new Text("장문 문자(LMS) 발송", "Long text messages (LMS) sent"),
                                new Price(Basis.USE, 32))),
                Set.of());
    }
}
