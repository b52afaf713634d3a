package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.identity.internal.organisation.table.Table.Line;
import kr.dure.product.Text;

/** What the departments of a file make of the tree from a day on. */
final class DepartmentPlan {
    private final Chart chart;
    private final LocalDate on;
    private final Supplier<UUID> ids;
    private final ImportErrors errors;
    private final Map<UUID, DepartmentRow> rows;
    private final Map<String, UUID> byCode = new HashMap<>();
    private final Map<UUID, String> codes = new HashMap<>();
    private final Map<UUID, DepartmentVersion> before = new HashMap<>();
    private final Map<UUID, Integer> lineOf = new LinkedHashMap<>();
    private final Map<UUID, DepartmentRow> added = new LinkedHashMap<>();
    private final Map<UUID, DepartmentRow> closed = new LinkedHashMap<>();
    private int moved;
    private int renamed;
    private int reordered;
    private int unchanged;

    DepartmentPlan(Chart chart, Map<UUID, DepartmentRow> rows, LocalDate on, Supplier<UUID> ids, ImportErrors errors) {
        this.chart = chart;
        this.rows = rows;
        this.on = on;
        this.ids = ids;
        this.errors = errors;
        for (DepartmentVersion version : chart.at(on)) {
            String code = rows.get(version.department()).code();
            byCode.put(code, version.department());
            codes.put(version.department(), code);
            before.put(version.department(), version);
        }
    }

    /** @param closeMissing whether what the file leaves out is closed */
    void apply(ImportSheet sheet, boolean closeMissing) {
        Map<UUID, Line> lines = new LinkedHashMap<>();
        for (Line line : sheet.lines()) {
            readCode(sheet, line, lines).ifPresent(id -> {
                lines.put(id, line);
                lineOf.put(id, line.row());
                readNameAndOrder(sheet, line, id);
            });
        }
        if (sheet.has(ImportColumn.PARENT)) {
            lines.forEach((id, line) -> readParent(sheet, line, id));
        }
        if (closeMissing && errors.isEmpty()) {
            for (UUID id : List.copyOf(before.keySet())) {
                if (!lines.containsKey(id)) {
                    close(id);
                }
            }
        }
        chart.faults(on).forEach(this::note);
        lines.keySet().forEach(this::count);
    }

    private Optional<UUID> readCode(ImportSheet sheet, Line line, Map<UUID, Line> lines) {
        String code = sheet.cell(line, ImportColumn.CODE);
        if (code.isEmpty() || code.length() > DepartmentService.MAX_CODE || ImportCells.isError(code)) {
            errors.add(
                    ImportColumn.CODE,
                    line.row(),
                    "부서코드는 1~" + DepartmentService.MAX_CODE + "자입니다.",
                    "A department's code has 1 to " + DepartmentService.MAX_CODE + " characters.");
            return Optional.empty();
        }
        UUID id = byCode.get(code);
        if (id != null && lines.containsKey(id)) {
            errors.add(
                    ImportColumn.CODE,
                    line.row(),
                    lines.get(id).row() + "행에 이미 나온 코드입니다.",
                    "This code stands in row " + lines.get(id).row() + " already.");
            return Optional.empty();
        }
        if (id == null) {
            boolean planned = rows.values().stream()
                    .anyMatch(row -> row.code().equals(code) && Days.endsAfter(row.closedOn(), on));
            if (planned) {
                errors.add(
                        ImportColumn.CODE,
                        line.row(),
                        "이 코드의 부서가 그 뒤에 신설될 예정입니다.",
                        "A department with this code is planned to be founded later.");
                return Optional.empty();
            }
            id = ids.get();
            added.put(id, new DepartmentRow(id, code, on, null, 1));
            byCode.put(code, id);
            codes.put(id, code);
            chart.found(id, on, null, code, 0);
        }
        return Optional.of(id);
    }

    private void readNameAndOrder(ImportSheet sheet, Line line, UUID id) {
        String name = sheet.cell(line, ImportColumn.DEPARTMENT_NAME);
        if (name.length() > DepartmentService.MAX_NAME || ImportCells.isError(name)) {
            errors.add(
                    ImportColumn.DEPARTMENT_NAME,
                    line.row(),
                    "부서명은 " + DepartmentService.MAX_NAME + "자까지입니다.",
                    "A department's name has at most " + DepartmentService.MAX_NAME + " characters.");
        } else if (!name.isEmpty()) {
            chart.rename(id, on, name);
        } else if (added.containsKey(id)) {
            errors.add(ImportColumn.DEPARTMENT_NAME, line.row(), "새 부서의 이름이 필요합니다.", "A new department needs a name.");
        }
        String order = sheet.cell(line, ImportColumn.ORDER);
        if (!order.isEmpty()) {
            if (order.matches("[0-9]{1,7}") && Integer.parseInt(order) <= DepartmentService.MAX_ORDER) {
                chart.reorder(id, on, Integer.parseInt(order));
            } else {
                errors.add(
                        ImportColumn.ORDER,
                        line.row(),
                        "0부터 " + DepartmentService.MAX_ORDER + "까지의 수입니다.",
                        "A number from 0 to " + DepartmentService.MAX_ORDER + ".");
            }
        }
    }

    private void readParent(ImportSheet sheet, Line line, UUID id) {
        String code = sheet.cell(line, ImportColumn.PARENT);
        UUID parent = byCode.get(code);
        if (code.isEmpty() || parent != null) {
            chart.move(id, on, parent);
        } else {
            errors.add(
                    ImportColumn.PARENT,
                    line.row(),
                    "'" + code + "' 코드의 부서가 없습니다.",
                    "There is no department with the code '" + code + "'.");
        }
    }

    private void close(UUID id) {
        DepartmentRow row = rows.get(id);
        if (row.foundedOn().isBefore(on)) {
            chart.close(id, on);
            closed.put(id, new DepartmentRow(id, row.code(), row.foundedOn(), on, row.version()));
        } else {
            errors.add(
                    ImportSheet.DEPARTMENTS,
                    null,
                    ImportColumn.CODE.field,
                    new Text(
                            "'" + row.code() + "' 부서는 그날 신설되어 같은 날 닫을 수 없습니다.",
                            "The department '" + row.code() + "' is founded that day and cannot be closed on it."));
        }
    }

    private void note(Chart.Fault fault) {
        String name = chart.at(fault.department(), fault.day())
                .map(DepartmentVersion::name)
                .orElse("");
        errors.add(
                ImportSheet.DEPARTMENTS,
                lineOf.get(fault.department()),
                ImportColumn.PARENT.field,
                DepartmentService.text(fault, name));
    }

    private void count(UUID id) {
        DepartmentVersion was = before.get(id);
        if (was == null) {
            return;
        }
        DepartmentVersion is = chart.at(id, on).orElseThrow();
        moved += Objects.equals(was.parent(), is.parent()) ? 0 : 1;
        renamed += was.name().equals(is.name()) ? 0 : 1;
        reordered += was.order() == is.order() ? 0 : 1;
        unchanged += was.saysTheSameAs(is) ? 1 : 0;
    }

    /** Notes who stands in the way of closings. */
    void refuseInUse(Map<UUID, Set<String>> namesByDepartment) {
        closed.forEach((id, row) -> {
            Set<String> names = new TreeSet<>(namesByDepartment.getOrDefault(id, Set.of()));
            if (!names.isEmpty()) {
                String first = String.join(", ", names.stream().limit(3).toList());
                errors.add(
                        ImportSheet.DEPARTMENTS,
                        null,
                        ImportColumn.CODE.field,
                        new Text(
                                "닫힐 부서 '" + row.code() + "'에 " + names.size() + "명이 남아 있습니다: " + first,
                                "The department '" + row.code() + "' is to be closed, but " + names.size()
                                        + " people stay in it: " + first));
            }
        });
    }

    /** The department with this code on the day of the import, or null. */
    UUID find(String code) {
        UUID id = byCode.get(code);
        return id == null || chart.at(id, on).isEmpty() ? null : id;
    }

    String code(UUID id) {
        return codes.getOrDefault(id, rows.containsKey(id) ? rows.get(id).code() : "");
    }

    Chart chart() {
        return chart;
    }

    Optional<DepartmentVersion> before(UUID id) {
        return Optional.ofNullable(before.get(id));
    }

    Map<UUID, DepartmentRow> added() {
        return added;
    }

    Map<UUID, DepartmentRow> closed() {
        return closed;
    }

    /** Departments that were there and are otherwise from some day on, with their closing. */
    List<DepartmentRow> changed() {
        return chart.changedDays().keySet().stream()
                .filter(id -> !added.containsKey(id))
                .map(id -> closed.getOrDefault(id, rows.get(id)))
                .toList();
    }

    int moved() {
        return moved;
    }

    int renamed() {
        return renamed;
    }

    int reordered() {
        return reordered;
    }

    int unchanged() {
        return unchanged;
    }
}
