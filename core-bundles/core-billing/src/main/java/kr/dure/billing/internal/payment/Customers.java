package kr.dure.billing.internal.payment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kr.dure.billing.internal.Rows;
import kr.dure.billing.internal.payment.Matching.Payer;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** The companies as the operator sees them across tenants. */
final class Customers {
    private final Session session;

    Customers(Session session) {
        this.session = session;
    }

    /** Every company as somebody who may have paid; nobody else pays what they owe before this transaction ends. */
    List<Payer> payers() {
        Map<UUID, Set<String>> names = new LinkedHashMap<>();
        Map<UUID, String> companies = new LinkedHashMap<>();
        Rows.of(
                        session.entities()
                                .createNativeQuery(
                                        "SELECT CAST(t.id AS text), t.name, b.depositors FROM platform.tenant t"
                                                + " LEFT JOIN LATERAL (SELECT depositors FROM billing.bill_to"
                                                + " WHERE tenant_id = t.id ORDER BY bill_to.version DESC LIMIT 1) b ON true"
                                                + " WHERE NOT t.operator ORDER BY t.id"),
                        columns -> columns)
                .forEach(columns -> {
                    UUID id = Rows.uuid(columns[0]);
                    companies.put(id, (String) columns[1]);
                    Set<String> known = names.computeIfAbsent(id, key -> new LinkedHashSet<>());
                    known.add(Matching.plain((String) columns[1]));
                    if (columns[2] != null) {
                        ((String) columns[2]).lines().map(Matching::plain).forEach(known::add);
                    }
                    known.remove("");
                });
        Set<UUID> owing = new LinkedHashSet<>(Rows.of(
                session.entities()
                        .createNativeQuery(
                                "SELECT CAST(tenant_id AS text) FROM billing.receivable"
                                        + " WHERE paid < total - credited ORDER BY receivable.tenant_id, due, number FOR UPDATE"),
                columns -> Rows.uuid(columns[0])));
        return companies.entrySet().stream()
                .map(company -> new Payer(
                        company.getKey(),
                        company.getValue(),
                        PaymentReference.of(company.getKey()),
                        names.get(company.getKey()),
                        owing.contains(company.getKey())
                                ? new PaymentLedger(session, company.getKey()).lockOpen()
                                : List.of()))
                .toList();
    }

    /** @throws NotFound when there is no such company */
    String name(UUID tenant) {
        return Rows.of(
                        session.entities()
                                .createNativeQuery("SELECT name FROM platform.tenant WHERE id = ?1 AND NOT operator")
                                .setParameter(1, tenant),
                        columns -> (String) columns[0])
                .stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("그런 회사가 없습니다.", "There is no such company."));
    }
}
