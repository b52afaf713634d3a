package kr.dure.approval.internal.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.dure.approval.internal.line.DocumentState;
import kr.dure.approval.internal.line.Flow;
import kr.dure.approval.internal.line.LineCheck;
import kr.dure.approval.internal.line.Role;
import kr.dure.approval.internal.line.Step;
import kr.dure.approval.internal.line.StepState;
import kr.dure.web.Invalid;

/** The rows of a line, brought to where its {@link Flow} has come. */
final class LineRows {
    private final DocumentRepository documents;
    private final DocumentEntity document;
    private final People people;
    private final List<StepEntity> rows;

    LineRows(DocumentRepository documents, DocumentEntity document, People people, List<StepEntity> rows) {
        this.documents = documents;
        this.document = document;
        this.people = people;
        this.rows = new ArrayList<>(rows);
    }

    List<Step> steps() {
        return rows.stream().map(StepEntity::step).toList();
    }

    List<StepEntity> rows() {
        return List.copyOf(rows);
    }

    StepEntity row(UUID id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    /** Throws the line away for another one; of drafts only. */
    void replace(List<Step> line) {
        rows.forEach(documents::remove);
        rows.clear();
        documents.flush(); // also a new document, before what refers to it
        people.meet(line.stream()
                .flatMap(step -> Stream.of(step.account(), step.forAccount()))
                .collect(Collectors.toSet()));
        int sort = 0;
        for (Step step : line) {
            rows.add(added(step, sort++));
        }
    }

    /**
     * Puts its people of this day into the place of a department that a document is circulated to (공람), for each of them
     * acknowledges it himself. Who drafts, or stands there by name, is not asked twice.
     */
    void spread(Supplier<UUID> ids) {
        List<StepEntity> departments = rows.stream()
                .filter(row -> row.role() == Role.CIRCULATION && row.departmentId() != null && row.accountId() == null)
                .toList();
        Set<UUID> there = new HashSet<>(Set.of(document.drafterId()));
        rows.stream()
                .filter(row -> row.role() == Role.CIRCULATION && row.accountId() != null)
                .forEach(row -> there.add(row.accountId()));
        int sort = rows.stream().mapToInt(StepEntity::sort).max().orElse(0);
        for (StepEntity row : departments) {
            name(row);
            documents.remove(row);
            rows.remove(row);
            List<UUID> members = people.members(row.departmentId());
            List<UUID> readers = members.stream().filter(there::add).toList();
            String field = "line[" + row.sort() + "].departmentId";
            if (members.isEmpty()) {
                throw new Invalid(field, "공람할 사람이 없는 부서입니다.", "There is nobody in this department.");
            }
            if (rows.size() + readers.size() > LineCheck.MOST) {
                throw new Invalid(
                        field,
                        row.departmentName() + "까지 넣으면 결재선이 " + LineCheck.MOST + "명을 넘습니다.",
                        "With " + row.departmentName() + " the line has more than " + LineCheck.MOST + " people.");
            }
            people.meet(readers);
            for (UUID reader : readers) {
                StepEntity added = added(row.step().given(ids.get(), reader), ++sort);
                added.via(row);
                rows.add(added);
            }
        }
    }

    /** The one who acts, who drafted, and everybody in the line. */
    Set<UUID> people(UUID acting) {
        Set<UUID> people = new HashSet<>(List.of(acting, document.drafterId()));
        for (StepEntity row : rows) {
            people.add(row.accountId());
            people.add(row.forAccountId());
        }
        return people;
    }

    /** Names as they are at the submission. */
    void name() {
        rows.forEach(this::name);
    }

    /**
     * Writes what differs.
     *
     * @return the rows whose turn has come, newest state
     */
    List<StepEntity> follow(Flow flow, DocumentState before) {
        Map<UUID, StepEntity> known = rows.stream().collect(Collectors.toMap(StepEntity::id, Function.identity()));
        Set<UUID> there = new HashSet<>();
        List<StepEntity> begun = new ArrayList<>();
        int sort = rows.stream().mapToInt(StepEntity::sort).max().orElse(0);
        for (Step step : flow.steps()) {
            there.add(step.id());
            StepEntity row = known.get(step.id());
            boolean added = row == null;
            if (added) {
                row = added(step, ++sort);
                rows.add(row);
            }
            StepState old = added ? StepState.WAITING : row.state();
            UUID owner = row.accountId();
            if (added || before != flow.state() || !row.same(step)) {
                row.follow(step, flow.state());
            }
            if (step.account() != null && !step.account().equals(owner)) {
                row.deputy(null, null);
                name(row);
            }
            if (step.state().open() && !old.open()) {
                row.forget();
            }
            boolean turn = step.state() == StepState.ACTIVE && (!old.current() || added);
            if (turn || step.state() == StepState.ACTIVE && !java.util.Objects.equals(owner, step.account())) {
                begun.add(row);
            }
        }
        for (StepEntity row : List.copyOf(rows)) {
            if (!there.contains(row.id())) {
                documents.remove(row);
                rows.remove(row);
            }
        }
        rows.sort(Comparator.comparingInt(StepEntity::sort));
        return begun;
    }

    /** Who acts for the owners of these rows while they are away; the drafter for nobody. */
    void deputies(List<StepEntity> begun, Actors actors, Instant now) {
        for (StepEntity row : begun) {
            if (row.accountId() == null || !row.role().ordered()) {
                continue;
            }
            UUID deputy = actors.deputy(row.accountId(), now);
            boolean another = !deputy.equals(row.accountId()) && !deputy.equals(document.drafterId());
            row.deputy(another ? deputy : null, another ? people.person(deputy).orElse("") : null);
        }
    }

    private StepEntity added(Step step, int sort) {
        StepEntity row = new StepEntity(document.id(), step, sort);
        name(row);
        documents.add(row);
        return row;
    }

    private void name(StepEntity row) {
        String field = "line[" + row.sort() + "]";
        if (row.accountId() != null) {
            // Somebody may have left since; that he takes note of it is no reason to stop.
            row.owner(
                    row.role() == Role.REPORT
                            ? people.find(row.accountId()).orElse(new Who(row.accountId(), "", null, null, null, null))
                            : people.named(row.accountId(), field + ".accountId"));
        } else if (row.departmentId() != null) {
            row.department(people.department(row.departmentId())
                    .orElseThrow(() ->
                            new Invalid(field + ".departmentId", "그런 부서가 없습니다.", "There is no such department.")));
        }
        if (row.forAccountId() != null) {
            row.forWho(people.named(row.forAccountId(), field + ".forAccountId"));
        }
    }
}
