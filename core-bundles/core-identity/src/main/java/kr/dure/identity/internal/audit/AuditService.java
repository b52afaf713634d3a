package kr.dure.identity.internal.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the audit log. Writing is for whoever does something, by {@link Session#audit}. */
@Component(service = AuditService.class)
public final class AuditService {
    private static final int MAX_ROWS = 50_000;
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int BATCH = 1_000;

    private final Tx tx;

    @Activate
    public AuditService(@Reference(target = "(unit=kr.dure.identity)") Tx tx) {
        this.tx = tx;
    }

    /**
     * What to take along.
     *
     * @param reason why, for the log
     * @param from the other fields as the parameters of the list
     */
    public record NewExport(
            String reason,
            String from,
            String to,
            String actor,
            String action,
            String subject,
            String address,
            String q) {
        AuditFilter filter() {
            return AuditFilter.of(from, to, actor, action, subject, address, q, null);
        }

        /** What the log keeps of it. */
        Map<String, Object> facts(int rows) {
            Map<String, Object> facts = new TreeMap<>();
            facts.put("reason", reason.strip());
            facts.put("rows", rows);
            String[] names = {"from", "to", "actor", "action", "subject", "address", "q"};
            String[] values = {from, to, actor, action, subject, address, q};
            for (int i = 0; i < names.length; i++) {
                if (values[i] != null && !values[i].isBlank()) {
                    facts.put(names[i], values[i]);
                }
            }
            return facts;
        }
    }

    /** The tenant's own log. */
    Page<AuditEntry> list(AuditFilter filter, String after, int limit) {
        return tx.read(session -> page(session, filter, after, limit));
    }

    /** What operators did in all companies, and what happened in the operator's own. */
    Page<AuditEntry> ofOperators(AuditFilter filter, String after, int limit) {
        return tx.acrossTenants("read what operators did", session -> page(session, filter, after, limit));
    }

    private static Page<AuditEntry> page(Session session, AuditFilter filter, String after, int limit) {
        Page<AuditRepository.Row> page = Page.of(
                new AuditRepository(session).list(filter, after, limit + 1), limit, AuditRepository.Row::cursor);
        return new Page<>(
                page.items().stream().map(AuditRepository.Row::toEntry).toList(), page.next());
    }

    /** The tenant's own log as CSV; that it was taken along, and why, stands in the log. */
    byte[] export(NewExport request) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(request.reason(), "reason", 500);
        checks.done();
        AuditFilter filter = request.filter();
        return tx.write(session -> {
            AuditRepository log = new AuditRepository(session);
            AuditTable table = new AuditTable();
            int count = 0;
            List<AuditRepository.Row> rows = log.list(filter, null, BATCH);
            while (!rows.isEmpty()) {
                rows.forEach(table::add);
                count += rows.size();
                if (count > MAX_ROWS || table.size() > MAX_BYTES) {
                    throw new Invalid(
                            "from",
                            "한 번에 " + MAX_ROWS + "줄 또는 32MB까지 내보낼 수 있습니다. 기간을 나누어 주세요.",
                            "An export holds up to " + MAX_ROWS + " lines or 32 MB. Please take a shorter time.");
                }
                rows = rows.size() < BATCH
                        ? List.of()
                        : log.list(filter, rows.get(rows.size() - 1).cursor(), BATCH);
            }
            session.audit("audit.exported", null, null, request.facts(count));
            return table.toBytes();
        });
    }
}
