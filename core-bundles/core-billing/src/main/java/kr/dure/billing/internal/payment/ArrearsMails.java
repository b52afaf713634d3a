package kr.dure.billing.internal.payment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import kr.dure.billing.internal.payment.ArrearsLedger.Failure;
import kr.dure.billing.internal.payment.Ladder.Step;
import kr.dure.notification.Mail;
import kr.dure.notification.Mailer;
import kr.dure.product.Text;
import kr.dure.tenant.Contacts;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a company in arrears is written. */
@Component(service = ArrearsMails.class)
public final class ArrearsMails {
    private final Mailer mailer;
    private final Contacts contacts;

    @Activate
    public ArrearsMails(@Reference Mailer mailer, @Reference Contacts contacts) {
        this.mailer = mailer;
        this.contacts = contacts;
    }

    void reminder(Ladder ladder, List<Receivable> overdue) {
        send(
                "billing.arrears-reminder",
                new Text("납부 기한이 지난 요금이 있습니다", "A payment is overdue"),
                new Text(
                        "납부 기한이 지난 요금이 있습니다. 이미 납부하셨다면 이 메일은 무시해 주세요. 납부되지 않으면 아래 날짜에 이용이 제한됩니다.",
                        "A payment is overdue. If it was made already, please ignore this mail. Without it, use is restricted"
                                + " on the days below."),
                facts(ladder, overdue));
    }

    void notice(Ladder ladder, List<Receivable> overdue) {
        Step next = ladder.step().next().orElseThrow();
        LocalDate day = ladder.on(next);
        Text what = what(next);
        send(
                "billing.arrears-notice",
                new Text(day + " " + what.ko() + " 예정 안내", "From " + day + ": " + what.en()),
                new Text(
                        "요금이 납부되지 않아 " + day + "부터 다음과 같이 됩니다: " + what.ko() + ". 그 전에 납부하시면 그대로 이용하실 수 있습니다.",
                        "As a payment is overdue, from " + day + " on: " + what.en()
                                + ". If it is made before that day, nothing changes."),
                facts(ladder, overdue));
    }

    void taken(Ladder ladder, List<Receivable> overdue) {
        Text what = what(ladder.step());
        send(
                "billing.arrears-step",
                new Text("요금 미납에 따른 " + what.ko(), "Overdue payment: " + what.en()),
                ladder.step() == Step.CLOSED
                        ? new Text(
                                "요금이 납부되지 않아 오늘 계약이 해지되었습니다. 자료는 90일 뒤 삭제됩니다. 고객센터로 문의해 주세요.",
                                "As a payment is overdue, the contract ended today. The data are deleted after 90 days. Please"
                                        + " ask the service centre.")
                        : new Text(
                                "요금이 납부되지 않아 오늘부터 다음과 같이 됩니다: " + what.ko() + ". 납부가 확인되면 바로 풀립니다.",
                                "As a payment is overdue, from today on: " + what.en()
                                        + ". It is lifted as soon as the payment is booked."),
                facts(ladder, overdue));
    }

    void lifted() {
        send(
                "billing.arrears-lifted",
                new Text("납부가 확인되었습니다", "Payment received"),
                new Text(
                        "밀린 요금이 모두 납부되었습니다. 미납으로 걸린 이용 제한은 풀렸습니다. 감사합니다.",
                        "Everything overdue is paid. What was restricted because of it is free again. Thank you."),
                List.of());
    }

    void debitFailed(Failure failure) {
        List<Mail.Fact> facts = new ArrayList<>();
        facts.add(new Mail.Fact(new Text("청구서", "Invoice"), failure.number()));
        facts.add(
                new Mail.Fact(new Text("출금일", "Day of collection"), failure.on().toString()));
        facts.add(new Mail.Fact(new Text("금액", "Amount"), won(failure.amount())));
        facts.add(new Mail.Fact(new Text("은행 코드", "Bank's code"), failure.code()));
        if (failure.discountLost() > 0) {
            facts.add(new Mail.Fact(
                    new Text("취소되는 자동이체 할인(다음 청구서)", "Discount taken back (next invoice)"),
                    won(failure.discountLost())));
        }
        send(
                "billing.debit-failed",
                new Text("자동이체 출금에 실패했습니다", "Auto-debit failed"),
                new Text(
                        "등록하신 계좌에서 출금하지 못했습니다. 기한까지 계좌이체로 납부해 주세요. 출금에 실패한 달에는 자동이체 할인 1%가 적용되지 않으며,"
                                + " 이미 할인된 금액은 다음 청구서에 조정 항목으로 더해집니다.",
                        "The account could not be debited. Please pay by transfer until the due day. The 1% for auto-debit does"
                                + " not apply to a month whose debit failed; what was given is added to the next invoice as an"
                                + " adjustment."),
                List.of(new Mail.Facts(facts)));
    }

    /** What a step means. */
    static Text what(Step step) {
        return switch (step) {
            case REMINDED -> new Text("납부 안내", "reminder");
            case READ_ONLY -> new Text("읽기 전용 전환", "read-only");
            case SUSPENDED -> new Text("이용 정지", "suspension");
            case CLOSED -> new Text("계약 해지", "end of the contract");
        };
    }

    private static List<Mail.Part> facts(Ladder ladder, List<Receivable> overdue) {
        List<Mail.Fact> facts = new ArrayList<>();
        for (Step step : Step.values()) {
            if (step.compareTo(ladder.step()) > 0) {
                facts.add(new Mail.Fact(what(step), ladder.on(step).toString()));
            }
        }
        facts.add(new Mail.Fact(
                new Text("미납 합계", "Overdue in total"),
                won(overdue.stream().mapToLong(Receivable::open).sum())));
        facts.add(new Mail.Fact(
                new Text("입금할 때 적을 번호", "Reference for the transfer"),
                PaymentReference.of(Tenants.current().id())));
        return List.of(
                new Mail.Table(
                        List.of(new Text("청구서", "Invoice"), new Text("납부 기한", "Due"), new Text("미납액", "Unpaid")),
                        overdue.stream()
                                .map(receivable -> List.of(
                                        receivable.number(), receivable.due().toString(), won(receivable.open())))
                                .toList()),
                new Mail.Facts(facts));
    }

    static String won(long amount) {
        return String.format("%,d", amount) + "원";
    }

    private void send(String kind, Text subject, Text paragraph, List<Mail.Part> rest) {
        contacts.find().ifPresent(contact -> {
            List<Mail.Part> parts = new ArrayList<>();
            parts.add(new Mail.Paragraph(new Text(
                    contact.name() + "님, 안녕하세요. " + Tenants.current().name() + " 요금 안내입니다.",
                    "Hello " + contact.name() + ", about " + Tenants.current().name() + ".")));
            parts.add(new Mail.Paragraph(paragraph));
            parts.addAll(rest);
            mailer.send(new Mail(
                    kind,
                    contact.email(),
                    contact.language(),
                    new Text("[두레] " + subject.ko(), "[Dure] " + subject.en()),
                    parts,
                    false));
        });
    }
}
