package kr.dure.multidomain.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import kr.dure.product.Text;
import kr.dure.tenant.DnsRecord;
import kr.dure.tenant.Domain;

/**
 * A domain in one language.
 *
 * @param state {@code REQUESTED}, {@code AWAITING_DNS} or {@code OPEN}
 * @param shared whether the name lies under the installation's shared domain
 * @param primary whether links lead to it and new users get their address in it
 * @param extra whether it is charged; the domain of the sign-up is not
 * @param requestedOn the day it was applied for (Asia/Seoul)
 * @param chargedFrom its first charged day (Asia/Seoul); null unless it is an extra one
 * @param daysThisMonth on how many days of the running month it is charged if it stays; 0 unless it is an extra one
 * @param price how an extra domain is charged; null unless it is one
 * @param records what must be registered; empty for a shared name
 */
public record DomainView(
        UUID id,
        String host,
        String mailDomain,
        String state,
        boolean shared,
        boolean primary,
        boolean extra,
        LocalDate requestedOn,
        Instant checkedAt,
        Instant openedAt,
        LocalDate chargedFrom,
        int daysThisMonth,
        String price,
        List<RecordView> records) {
    // The amount is the price book's, which an add-on does not know; the preview of the product does.
    private static final Text PRICE = new Text(
            "추가 도메인마다 월 요금을 신청한 날부터 없앤 날까지 하루 단위로 나누어 다음 달에 청구합니다."
                    + " 지금 단가는 /api/products/multidomain/preview에 있습니다.",
            "Each extra domain is charged its monthly price by day, from the day applied for to the day removed, on"
                    + " the next month's invoice. The price now: /api/products/multidomain/preview.");

    /** @param extra null when the domain is not charged */
    static DomainView of(Domain domain, ExtraDomain extra, int daysThisMonth, Locale locale) {
        return new DomainView(
                domain.id(),
                domain.host(),
                domain.mailDomain(),
                domain.state().name(),
                domain.shared(),
                domain.primary(),
                extra != null,
                domain.requestedOn(),
                domain.checkedAt(),
                domain.openedAt(),
                extra == null ? null : extra.requestedOn(),
                daysThisMonth,
                extra == null ? null : PRICE.in(locale),
                domain.records().stream()
                        .map(record -> RecordView.of(record, locale))
                        .toList());
    }

    /**
     * A DNS record that the domain needs.
     *
     * @param type {@code A}, {@code MX} or {@code TXT}
     * @param state {@code UNCHECKED}, {@code FOUND}, {@code MISSING}, {@code OTHER} or {@code UNANSWERED}
     * @param remark what the last check saw, or null before the first
     */
    public record RecordView(String type, String name, String value, String state, String remark) {
        static RecordView of(DnsRecord record, Locale locale) {
            return new RecordView(
                    record.type(),
                    record.name(),
                    record.value(),
                    record.state().name(),
                    record.remark() == null ? null : record.remark().in(locale));
        }
    }
}
