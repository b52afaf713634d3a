package kr.dure.identity.internal.organisation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kr.dure.identity.internal.organisation.table.Table;
import kr.dure.identity.internal.organisation.table.Table.Line;
import kr.dure.product.Text;

/** The departments or the people of a file. */
final class ImportSheet {
    static final String DEPARTMENTS = "departments";
    static final String PEOPLE = "people";

    /** What sheets of a workbook are called. */
    private static final Map<String, Set<String>> NAMES = Map.of(
            DEPARTMENTS, Set.of(DEPARTMENTS, "department", "부서", "부서목록", "조직"),
            PEOPLE, Set.of(PEOPLE, "person", "employees", "사원", "직원", "구성원", "사원목록"));

    private final String kind;
    private final Table table;
    private final Map<ImportColumn, Integer> columns = new EnumMap<>(ImportColumn.class);

    /** @param errors hears of headings that are not known, that come twice or that are missing */
    ImportSheet(String kind, Table table, ImportErrors errors) {
        this.kind = kind;
        this.table = table;
        for (int i = 0; i < table.headers().size(); i++) {
            String heading = table.headers().get(i);
            Optional<ImportColumn> column = ImportColumn.find(kind, heading);
            if (column.isPresent() && columns.putIfAbsent(column.get(), i) != null) {
                errors.add(kind, null, heading, new Text("같은 열이 두 번 있습니다.", "This column comes twice."));
            } else if (column.isEmpty() && !ImportColumn.isRemark(heading)) {
                errors.add(
                        kind,
                        null,
                        heading,
                        new Text(
                                "모르는 열입니다. 지우거나 제목을 '비고'로 바꿔 주세요.",
                                "This column is not known. Remove it, or call it 'remark'."));
            }
        }
        if (kind.equals(DEPARTMENTS)) {
            require(ImportColumn.CODE, errors);
        } else if (!has(ImportColumn.NUMBER) && !has(ImportColumn.LOGIN) && !has(ImportColumn.ID)) {
            require(ImportColumn.NUMBER, errors);
        }
    }

    private void require(ImportColumn column, ImportErrors errors) {
        if (!has(column)) {
            errors.add(
                    kind,
                    null,
                    column.field,
                    new Text(
                            "첫 줄에 '" + column.heading.ko() + "' 열이 필요합니다.",
                            "The first line must name a column '" + column.heading.en() + "'."));
        }
    }

    /** The sheet of a workbook that is called so; a workbook's only sheet may be called anything. */
    static Optional<Table> find(List<Table> tables, String kind) {
        return tables.stream()
                .filter(table -> NAMES.get(kind).contains(table.name().strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    String kind() {
        return kind;
    }

    Table table() {
        return table;
    }

    List<Line> lines() {
        return table.lines();
    }

    boolean has(ImportColumn column) {
        return columns.containsKey(column);
    }

    /** What stands there; empty for nothing and where the column is missing. */
    String cell(Line line, ImportColumn column) {
        Integer index = columns.get(column);
        return index == null ? "" : line.cell(index);
    }
}
