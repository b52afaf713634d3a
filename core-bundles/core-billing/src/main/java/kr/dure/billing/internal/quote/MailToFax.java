package kr.dure.billing.internal.quote;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kr.dure.notification.FaxGateway;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.product.Text;
import kr.dure.web.Unavailable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link FaxGateway} by a mail-to-fax service: a mail with the PDF to {@code number@DURE_FAX_DOMAIN}. */
@Component
public final class MailToFax implements FaxGateway {
    private final Mailer mailer;
    private final Optional<String> domain;

    @Activate
    public MailToFax(@Reference Mailer mailer) {
        this(mailer, System.getenv("DURE_FAX_DOMAIN"));
    }

    MailToFax(Mailer mailer, String domain) {
        this.mailer = mailer;
        this.domain = Optional.ofNullable(domain).map(String::strip).filter(text -> !text.isEmpty());
    }

    @Override
    public void send(Fax fax) {
        String to = domain.map(name -> fax.number() + "@" + name)
                .orElseThrow(() -> new Unavailable(
                        "팩스 서비스가 설정되지 않았습니다. 이메일로 보내 주세요.", "No fax service is set up. Please send it by e-mail."));
        mailer.send(new Mail(
                "billing.fax",
                to,
                Locale.KOREAN,
                new Text(fax.subject(), fax.subject()),
                List.of(),
                false,
                List.of(new Mail.Attachment("fax.pdf", "application/pdf", fax.pdf()))));
    }
}
