package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import kr.dure.identity.internal.organisation.table.Table;
import kr.dure.identity.internal.organisation.table.TableFiles;
import kr.dure.web.BadRequest;

/**
 * A file and what to do with it.
 *
 * @param departments the table of departments, or null
 * @param people the table of people, or null
 * @param on the day from which it holds, or null for today
 * @param closeMissing whether departments are closed that the file leaves out
 */
record ImportRequest(Table departments, Table people, boolean dryRun, LocalDate on, boolean closeMissing) {
    private static final Set<String> KINDS = Set.of(ImportSheet.DEPARTMENTS, ImportSheet.PEOPLE, "both");

    /**
     * @param kind what is taken out of the file
     * @param workbook whether it is said to be one, or else a CSV file, which has one table only
     */
    static ImportRequest read(
            TableFiles files,
            byte[] file,
            boolean workbook,
            String kind,
            boolean dryRun,
            LocalDate on,
            boolean closeMissing) {
        if (kind == null || !KINDS.contains(kind)) {
            throw new BadRequest(
                    "kind", "kind는 departments, people, both 가운데 하나입니다.", "kind is departments, people or both.");
        }
        if (file == null || file.length == 0) {
            throw new BadRequest("body", "파일이 비어 있습니다.", "The file is empty.");
        }
        boolean both = kind.equals("both");
        if (both && !workbook) {
            throw new BadRequest(
                    "kind", "CSV 파일에는 부서와 사원을 함께 담을 수 없습니다.", "A CSV file holds departments or people, not both.");
        }
        List<Table> tables = files.read(file);
        boolean only = !both && tables.size() == 1;
        return new ImportRequest(
                kind.equals(ImportSheet.PEOPLE) ? null : table(tables, ImportSheet.DEPARTMENTS, only),
                kind.equals(ImportSheet.DEPARTMENTS) ? null : table(tables, ImportSheet.PEOPLE, only),
                dryRun,
                on,
                closeMissing);
    }

    private static Table table(List<Table> tables, String kind, boolean only) {
        if (only) {
            return tables.get(0);
        }
        return ImportSheet.find(tables, kind)
                .orElseThrow(() -> new BadRequest(
                        "body",
                        kind.equals(ImportSheet.PEOPLE) ? "'사원' 시트가 없습니다." : "'부서' 시트가 없습니다.",
                        "The workbook has no sheet '" + kind + "'."));
    }
}
