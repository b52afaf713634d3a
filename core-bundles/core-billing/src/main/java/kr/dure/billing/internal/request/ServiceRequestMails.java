package kr.dure.billing.internal.request;

import java.util.ArrayList;
import java.util.List;
import kr.dure.billing.internal.ServiceChanges;
import kr.dure.billing.internal.request.ServiceRequest.Kind;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.product.Text;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Contacts.Contact;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the company's contact how far a request is. */
@Component(service = ServiceRequestMails.class)
public final class ServiceRequestMails {
    private final Mailer mailer;
    private final Contacts contacts;
    private final ServiceChanges changes;

    @Activate
    public ServiceRequestMails(
            @Reference Mailer mailer, @Reference Contacts contacts, @Reference ServiceChanges changes) {
        this.mailer = mailer;
        this.contacts = contacts;
        this.changes = changes;
    }

    /** Writes to the contact, in the surrounding transaction; a company without contact gets none. */
    void tell(ServiceRequest request) {
        contacts.find().ifPresent(contact -> mailer.send(mail(request, contact)));
    }

    private Mail mail(ServiceRequest request, Contact contact) {
        Text what = what(request);
        Text state = state(request);
        List<Mail.Fact> facts = new ArrayList<>();
        facts.add(new Mail.Fact(new Text("요청", "Request"), what.in(contact.language())));
        facts.add(new Mail.Fact(new Text("상태", "State"), state.in(contact.language())));
        if (request.effectiveOn() != null) {
            facts.add(new Mail.Fact(
                    new Text("적용일", "Effective from"), request.effectiveOn().toString()));
        }
        if (request.reason() != null) {
            facts.add(new Mail.Fact(new Text("사유", "Reason"), request.reason().in(contact.language())));
        }
        return new Mail(
                "billing.service-request",
                contact.email(),
                contact.language(),
                new Text(
                        "[두레] 서비스 변경 요청 " + state.ko() + ": " + what.ko(),
                        "[Dure] Change of services " + state.en() + ": " + what.en()),
                List.of(
                        new Mail.Paragraph(new Text(
                                contact.name() + "님, " + Tenants.current().name() + "의 서비스 변경 요청이 아래와 같이 처리되었습니다.",
                                "Hello " + contact.name() + ", this is how far "
                                        + Tenants.current().name() + "'s request to change its services is.")),
                        new Mail.Facts(facts)),
                false);
    }

    private Text what(ServiceRequest request) {
        if (request.kind() == Kind.SEAT_REDUCTION) {
            return new Text("좌석 " + request.seats() + "개 줄이기", request.seats() + " seats fewer");
        }
        Text product = changes.name(request.product());
        return request.kind() == Kind.SUBSCRIBE
                ? new Text(product.ko() + " 쓰기 시작", "start " + product.en())
                : new Text(product.ko() + " 그만 쓰기", "end " + product.en());
    }

    private static Text state(ServiceRequest request) {
        return switch (request.state()) {
            case REQUESTED -> new Text("접수됨", "received");
            case SCHEDULED -> new Text("적용 예정", "scheduled");
            case APPLIED -> new Text("적용 완료", "applied");
            case FAILED -> new Text("적용 실패", "failed");
            case REFUSED -> new Text("거절됨", "refused");
            case WITHDRAWN -> new Text("철회됨", "withdrawn");
        };
    }
}
