package kr.dure.billing.internal.contract;

import java.util.List;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.product.Text;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the company's contact that a contract is about to end. */
@Component(service = ContractMails.class)
public final class ContractMails {
    private final Mailer mailer;
    private final Contacts contacts;

    @Activate
    public ContractMails(@Reference Mailer mailer, @Reference Contacts contacts) {
        this.mailer = mailer;
        this.contacts = contacts;
    }

    /** Writes to the contact, in the surrounding transaction; a company without contact gets none. */
    void ending(Contract contract) {
        contacts.find()
                .ifPresent(contact -> mailer.send(new Mail(
                        "billing.contract-ending",
                        contact.email(),
                        contact.language(),
                        new Text(
                                "[두레] 약정이 " + contract.endsOn() + "에 끝납니다",
                                "[Dure] Your contract ends on " + contract.endsOn()),
                        List.of(
                                new Mail.Paragraph(new Text(
                                        contact.name() + "님, "
                                                + Tenants.current().name() + "의 약정이 곧 끝납니다. 그 뒤에는 약정 할인 없이 청구됩니다."
                                                + " 이어서 약정하시려면 서비스센터에 알려 주세요.",
                                        "Hello " + contact.name() + ", the contract of "
                                                + Tenants.current().name()
                                                + " is about to end. After it there is no discount of a term. To agree on"
                                                + " another one, please tell the service centre.")),
                                new Mail.Facts(List.of(
                                        new Mail.Fact(
                                                new Text("약정 기간", "Term"),
                                                contract.startsOn() + " – " + contract.endsOn()),
                                        new Mail.Fact(new Text("약정 연수", "Years"), Integer.toString(contract.term()))))),
                        false)));
    }
}
