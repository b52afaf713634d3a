package kr.dure.approval.internal.document;

import java.util.List;
import java.util.UUID;
import kr.dure.approval.internal.ETags;
import kr.dure.identity.Callers;
import kr.dure.persistence.Session;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lines that people keep for themselves. */
@Component(service = LineService.class)
public final class LineService {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 50;

    private final Desk desk;

    /** @param version for {@code If-Match} */
    public record SavedLine(UUID id, String name, List<LineStep> steps, int version) {}

    public record NewLine(String name, List<LineStep> steps) {}

    @Activate
    public LineService(@Reference Desk desk) {
        this.desk = desk;
    }

    Page<SavedLine> list() {
        UUID account = Callers.current().accountId();
        return desk.tx.read(session -> new Page<>(
                session
                        .entities()
                        .createQuery(
                                "select l from SavedLineEntity l where l.accountId = :account order by l.name",
                                SavedLineEntity.class)
                        .setParameter("account", account)
                        .setMaxResults(MOST)
                        .getResultList()
                        .stream()
                        .map(SavedLineEntity::line)
                        .toList(),
                null));
    }

    SavedLine add(NewLine line) {
        check(line);
        if (list().items().size() >= MOST) {
            throw new Conflict("결재선은 " + MOST + "개까지 저장합니다.", "At most " + MOST + " lines are kept.");
        }
        return desk.tx.write(session -> {
            SavedLineEntity entity =
                    new SavedLineEntity(desk.ids.next(), Callers.current().accountId());
            entity.put(line.name().strip(), line.steps());
            session.entities().persist(entity);
            session.entities().flush();
            return entity.line();
        });
    }

    SavedLine change(UUID id, NewLine line, int expected) {
        check(line);
        return desk.tx.write(session -> {
            SavedLineEntity entity = own(session, id);
            ETags.require(expected, entity.version());
            entity.put(line.name().strip(), line.steps());
            session.entities().flush();
            return entity.line();
        });
    }

    void remove(UUID id) {
        desk.tx.run(session -> session.entities().remove(own(session, id)));
    }

    private static SavedLineEntity own(Session session, UUID id) {
        SavedLineEntity entity = session.entities().find(SavedLineEntity.class, id);
        if (entity == null || !entity.of(Callers.current().accountId())) {
            throw new NotFound("그런 결재선이 없습니다.", "There is no such line.");
        }
        return entity;
    }

    private void check(NewLine line) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(line == null ? null : line.name(), "name", LONGEST_NAME);
        checks.check(
                line != null && line.steps() != null && !line.steps().isEmpty(),
                "steps",
                "결재선이 비어 있습니다.",
                "The line is empty.");
        checks.done();
        LineStep.steps(line.steps(), "steps", desk.ids::next);
        People people = new People(desk.organisation);
        for (int i = 0; i < line.steps().size(); i++) {
            LineStep step = line.steps().get(i);
            String at = "steps[" + i + "].";
            known(
                    checks,
                    step.accountId() == null || people.find(step.accountId()).isPresent(),
                    at + "accountId");
            known(
                    checks,
                    step.forAccountId() == null
                            || people.find(step.forAccountId()).isPresent(),
                    at + "forAccountId");
            known(
                    checks,
                    step.departmentId() == null
                            || people.department(step.departmentId()).isPresent(),
                    at + "departmentId");
        }
        checks.done();
    }

    private static void known(Invalid.Checks checks, boolean known, String field) {
        checks.check(known, field, "회사에 없는 사람이나 부서입니다.", "There is no such person or department in the company.");
    }
}
