package kr.dure.identity.internal.organisation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kr.dure.product.Text;

/** The columns of import and export files, under the names by which people know them. */
enum ImportColumn {
    CODE(ImportSheet.DEPARTMENTS, "departmentCode", "부서코드", "code"),
    DEPARTMENT_NAME(ImportSheet.DEPARTMENTS, "name", "부서명", "departmentname", "부서이름"),
    PARENT(ImportSheet.DEPARTMENTS, "parentCode", "상위부서코드", "상위부서"),
    ORDER(ImportSheet.DEPARTMENTS, "order", "정렬", "정렬순서", "순서"),

    NUMBER(ImportSheet.PEOPLE, "employeeNumber", "사번", "사원번호"),
    NAME(ImportSheet.PEOPLE, "name", "이름", "성명"),
    LOGIN(ImportSheet.PEOPLE, "loginId", "아이디", "로그인아이디"),
    DEPARTMENT(ImportSheet.PEOPLE, "departmentCode", "부서코드"),
    POSITION(ImportSheet.PEOPLE, "position", "직위"),
    DUTY(ImportSheet.PEOPLE, "duty", "직책"),
    CONCURRENT(ImportSheet.PEOPLE, "concurrent", "겸직"),
    JOINED(ImportSheet.PEOPLE, "joinedOn", "입사일", "입사일자"),
    LEFT(ImportSheet.PEOPLE, "leftOn", "퇴직일", "퇴사일", "퇴직일자"),
    WORK_PHONE(ImportSheet.PEOPLE, "workPhone", "전화", "내선번호", "사내전화", "회사전화"),
    MOBILE(ImportSheet.PEOPLE, "mobile", "휴대폰", "휴대전화", "핸드폰"),
    ID(ImportSheet.PEOPLE, "id", "id");

    /** Columns for the reader, which an import passes over. */
    private static final List<String> REMARKS = List.of("오류", "error", "비고", "remark", "remarks");

    final String sheet;
    /** As errors name it, and its English heading. */
    final String field;

    final Text heading;
    private final List<String> names;

    ImportColumn(String sheet, String field, String ko, String... others) {
        this.sheet = sheet;
        this.field = field;
        this.heading = new Text(ko, field);
        this.names = java.util.stream.Stream.concat(java.util.stream.Stream.of(field, ko), Arrays.stream(others))
                .map(ImportColumn::plain)
                .toList();
    }

    static Optional<ImportColumn> find(String sheet, String heading) {
        String plain = plain(heading);
        return Arrays.stream(values())
                .filter(column -> column.sheet.equals(sheet) && column.names.contains(plain))
                .findFirst();
    }

    static boolean isRemark(String heading) {
        return heading.isEmpty() || REMARKS.contains(plain(heading));
    }

    static List<ImportColumn> of(String sheet) {
        return Arrays.stream(values())
                .filter(column -> column.sheet.equals(sheet))
                .toList();
    }

    /** Headings differ in case, spaces and marks such as {@code *} for what is required. */
    private static String plain(String heading) {
        return heading.replaceAll("\\(.*?\\)|[\\s_*-]", "").toLowerCase(Locale.ROOT);
    }
}
