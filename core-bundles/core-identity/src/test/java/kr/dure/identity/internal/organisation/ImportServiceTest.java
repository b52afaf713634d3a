package kr.dure.identity.internal.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.documents.internal.sheet.SpreadsheetsImpl;
import kr.dure.identity.Client;
import kr.dure.identity.Clients;
import kr.dure.identity.Department;
import kr.dure.identity.Post;
import kr.dure.identity.internal.TestIdentity;
import kr.dure.identity.internal.organisation.table.Table;
import kr.dure.identity.internal.organisation.table.TableFiles;
import kr.dure.tenant.Tenant;
import kr.dure.web.BadRequest;
import kr.dure.web.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportServiceTest {
    private static final LocalDate TODAY = LocalDate.of(2027, 1, 29);
    private static final LocalDate FEBRUARY = LocalDate.of(2027, 2, 1);

    private static final String DEPARTMENTS = """
            부서코드,부서명,상위부서코드,정렬
            D1,두레,,1
            D2,영업부,D1,1
            D3,기술부,D1,2
            """;
    private static final String PEOPLE = """
            사번,이름,부서코드,직위,직책,겸직,입사일,휴대폰
            E1,김두레,D2,부장,부서장,,2020-03-02,1012345678
            E2,이마을,D2,과장,,,2021. 4. 1.,010-2222-3333
            E2,이마을,D3,과장,부서장,Y,,
            """;

    private static final TableFiles FILES = new TableFiles(new SpreadsheetsImpl());

    private final TestIdentity identity = new TestIdentity();
    private final TestOrganisation organisation = identity.organisation;
    private final Tenant acme = identity.company();

    @BeforeEach
    void start() {
        organisation.makeIt(TODAY);
    }

    private <T> T in(Supplier<T> work) {
        return identity.in(acme, work);
    }

    private ImportService.Outcome csv(String kind, byte[] file, boolean dryRun) {
        return in(() -> organisation.imports.run(ImportRequest.read(FILES, file, false, kind, dryRun, null, false)));
    }

    private ImportReport run(String kind, String csv) {
        return csv(kind, csv.getBytes(StandardCharsets.UTF_8), false).report();
    }

    private ImportReport workbook(List<Table> tables, LocalDate on, boolean close) {
        byte[] file = FILES.workbook(tables);
        return in(() -> organisation
                .imports
                .run(ImportRequest.read(FILES, file, true, "both", false, on, close))
                .report());
    }

    private List<ImportErrors.Shown> mistakes(String kind, String csv) {
        return csv(kind, csv.getBytes(StandardCharsets.UTF_8), true).report().errors();
    }

    private List<String> names(LocalDate day) {
        return in(() -> organisation.departments.list(day, null, 200).items().stream()
                .map(DepartmentView::name)
                .toList());
    }

    private long rows(String table) {
        return TestIdentity.count("identity." + table + " WHERE tenant_id = '" + acme.id() + "'");
    }

    private PersonView person(String name) {
        return in(() -> organisation
                        .people
                        .list(name, null, false, null, null, 50)
                        .items())
                .get(0);
    }

    @Test
    void departmentsAndPeopleComeFromCsvInUtf8WithTheMarkOfExcel() {
        byte[] marked = ("\uFEFF" + DEPARTMENTS).getBytes(StandardCharsets.UTF_8);
        assertThat(csv("departments", marked, false).report().created()).isEqualTo(3);
        assertThat(names(TODAY)).containsExactly("두레", "영업부", "기술부");
        ImportReport report = run("people", PEOPLE);
        assertThat(report.created()).isEqualTo(2);
        assertThat(report.positionsAdded()).isEqualTo(2);
        assertThat(report.dutiesAdded()).isEqualTo(1);
        PersonView lee = person("이마을");
        assertThat(lee.posts()).extracting(Post::departmentName).containsExactly("영업부", "기술부");
        assertThat(lee.posts()).extracting(Post::main).containsExactly(true, false);
        assertThat(lee.joinedOn()).isEqualTo(LocalDate.of(2021, 4, 1));
        assertThat(person("김두레").mobile()).as("Excel drops the zero").isEqualTo("01012345678");
    }

    @Test
    void departmentsComeFromCsvAsKoreanExcelSavesIt() {
        byte[] korean = DEPARTMENTS.replace(',', ';').getBytes(Charset.forName("x-windows-949"));
        csv("departments", korean, false);
        assertThat(names(TODAY)).containsExactly("두레", "영업부", "기술부");
    }

    @Test
    void aWorkbookThatIsExportedEditedAndImportedChangesWhatWasEditedOnly() {
        run("departments", DEPARTMENTS);
        run("people", PEOPLE);
        List<Table> exported = in(() -> organisation.exports.export(null));
        List<Table> read = FILES.read(FILES.workbook(exported));
        ImportReport same = workbook(read, null, true);
        assertThat(same.unchanged()).isEqualTo(5);
        assertThat(same.created() + same.moved() + same.changed() + same.transferred() + same.closed())
                .isZero();
        Table departments = read.get(0);
        List<Table.Line> moved = new ArrayList<>(departments.lines());
        moved.set(2, new Table.Line(4, List.of("D3", "연구소", "D2", "7")));
        ImportReport edited = workbook(
                List.of(new Table(departments.name(), departments.headers(), moved), read.get(1)), FEBRUARY, false);
        assertThat(List.of(edited.moved(), edited.renamed(), edited.reordered(), edited.unchanged()))
                .containsExactly(1, 1, 1, 4);
        assertThat(names(TODAY)).containsExactly("두레", "영업부", "기술부");
        assertThat(names(FEBRUARY)).containsExactly("두레", "영업부", "연구소");
    }

    @Test
    void aTrialTellsAllAndChangesNothing() {
        long audited = TestIdentity.count("platform.audit WHERE tenant_id = '" + acme.id() + "'");
        ImportReport report = csv("departments", DEPARTMENTS.getBytes(StandardCharsets.UTF_8), true)
                .report();
        assertThat(report.dryRun()).isTrue();
        assertThat(report.created()).isEqualTo(3);
        assertThat(rows("department") + rows("department_version") + rows("organisation_change"))
                .isZero();
        assertThat(TestIdentity.count("platform.audit WHERE tenant_id = '" + acme.id() + "'"))
                .isEqualTo(audited);
        assertThat(TestIdentity.count("platform.outbox WHERE tenant_id = '" + acme.id() + "'"))
                .isZero();
    }

    @Test
    void mistakesNameRowAndColumnInBothLanguages() {
        run("departments", DEPARTMENTS);
        String wrong = PEOPLE + "E9,박대표,D9,사장,,,2021-02-30,전화\n,누구,D1,,,,,\n";
        assertThat(mistakes("people", wrong))
                .extracting(ImportErrors.Shown::row, ImportErrors.Shown::field)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(5, "mobile"),
                        org.assertj.core.groups.Tuple.tuple(5, "joinedOn"),
                        org.assertj.core.groups.Tuple.tuple(6, "employeeNumber"));
        String unknown = PEOPLE + "E9,박대표,D9,사장,,,,\n";
        assertThat(mistakes("people", unknown).get(0).message()).isEqualTo("'D9' 코드의 부서가 없습니다.");
        Client english = new Client("203.0.113.9", true, "test", Locale.ENGLISH);
        assertThat(Clients.call(english, () -> mistakes("people", unknown))
                        .get(0)
                        .message())
                .isEqualTo("There is no department with the code 'D9'.");
        assertThat(mistakes("departments", "부서코드,부서명,담당\nD1,두레,김\n").get(0).field())
                .isEqualTo("담당");
    }

    @Test
    void aRealRunWithAMistakeChangesNothingAtAll() {
        run("departments", DEPARTMENTS);
        Problem refused = catchThrowableOfType(Problem.class, () -> run("people", PEOPLE + "E9,박대표,D9,사장,,,,\n"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.type()).endsWith("import-errors");
        assertThat(rows("person") + rows("post") + rows("job_position")).isZero();
    }

    @Test
    void faultyLinesComeBackWithWhatIsWrongInAFurtherColumn() {
        run("departments", DEPARTMENTS);
        Table faulty = csv("people", (PEOPLE + "E9,박대표,D9,사장,,,,\n").getBytes(StandardCharsets.UTF_8), true)
                .faulty()
                .get(0);
        assertThat(faulty.headers()).endsWith("오류");
        assertThat(faulty.lines()).hasSize(1);
        assertThat(faulty.lines().get(0).cell(0)).isEqualTo("E9");
        assertThat(faulty.lines().get(0).cell(8)).contains("'D9' 코드의 부서가 없습니다.");
        Table mended = FILES.read(FILES.csv(faulty)).get(0);
        assertThat(mended.lines().get(0).cells())
                .isEqualTo(faulty.lines().get(0).cells());
    }

    @Test
    void aFileThatWouldPutADepartmentBelowItselfIsRefusedAndTwoMayChangePlaces() {
        run("departments", DEPARTMENTS);
        assertThat(mistakes("departments", "code,parentCode\nD1,D2\n"))
                .extracting(ImportErrors.Shown::field)
                .contains("parentCode");
        run("departments", "code,parentCode\nD2,\nD1,D2\n");
        assertThat(in(() -> organisation.departments.list(null, null, 50).items()))
                .extracting(DepartmentView::code)
                .containsExactly("D2", "D1", "D3");
    }

    @Test
    void departmentsThatTheFileLeavesOutAreClosedOnlyWhenEmpty() {
        run("departments", DEPARTMENTS);
        run("people", PEOPLE);
        Table departments = new Table("부서", List.of("부서코드"), List.of(line("D1"), line("D2")));
        Table stays = new Table("사원", List.of("사번", "부서코드"), List.of(line("E1", "D2")));
        Problem refused =
                catchThrowableOfType(Problem.class, () -> workbook(List.of(departments, stays), FEBRUARY, true));
        assertThat(refused.members().get("errors").toString()).contains("D3").contains("이마을");
        Table goes = new Table("사원", List.of("사번", "부서코드", "겸직"), List.of(line("E1", "D2", ""), line("E2", "D2", "")));
        assertThat(workbook(List.of(departments, goes), FEBRUARY, true).closed())
                .isEqualTo(1);
        assertThat(names(FEBRUARY)).containsExactly("두레", "영업부");
    }

    private static Table.Line line(String... cells) {
        return new Table.Line(0, List.of(cells));
    }

    @Test
    void peopleAreMatchedWithAccountsByLoginId() {
        run("departments", DEPARTMENTS);
        assertThat(mistakes("people", "아이디,부서코드\nnobody,D2\n").get(0).field()).isEqualTo("loginId");
    }

    @Test
    void randomReorganisationsComeBackAsTheyWereImportedOrAreRefusedWhole() {
        StringBuilder first = new StringBuilder("code,name\n");
        for (int i = 0; i < 25; i++) {
            first.append("D").append(i).append(",부서").append(i).append('\n');
        }
        run("departments", first.toString());
        int accepted = 0;
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            StringBuilder file = new StringBuilder("code,parentCode\n");
            List<String> wanted = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                int parent = random.nextInt(25);
                String above = parent < i || random.nextInt(40) == 0 ? "D" + parent : "";
                wanted.add("D" + i + "<" + above);
                file.append("D").append(i).append(',').append(above).append('\n');
            }
            LocalDate day = TODAY.plusDays(random.nextInt(60));
            List<String> before = tree(day);
            byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
            try {
                in(() -> organisation.imports.run(ImportRequest.read(FILES, bytes, false, "departments", false, day, false)));
                assertThat(tree(day)).as("seed " + seed).containsExactlyInAnyOrderElementsOf(wanted);
                accepted++;
            } catch (Problem refused) {
                assertThat(refused.status()).as("seed " + seed).isEqualTo(422);
                assertThat(tree(day)).as("seed " + seed).isEqualTo(before);
            }
            for (int ahead = 0; ahead < 61; ahead += 10) {
                assertThat(tree(TODAY.plusDays(ahead))).as("seed " + seed).hasSize(25);
            }
        }
        assertThat(accepted).isBetween(1, 24);
    }

    private List<String> tree(LocalDate day) {
        return in(() -> {
            List<DepartmentView> all =
                    organisation.departments.list(day, null, 200).items();
            return all.stream()
                    .map(view -> view.code() + "<"
                            + organisation
                                    .organisation
                                    .department(view.parentId() == null ? new UUID(0, 0) : view.parentId(), day)
                                    .map(Department::code)
                                    .orElse(""))
                    .toList();
        });
    }

    @Test
    void threeHundredDepartmentsAndFiveThousandPeopleAreReorganisedInOneImport() {
        run("departments", DEPARTMENTS);
        run("people", PEOPLE);
        TestIdentity.sql("ANALYZE");
        List<Table.Line> departments = new ArrayList<>();
        List<Table.Line> moved = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String parent = i == 0 ? "" : "T" + (i - 1) / 6;
            departments.add(line("T" + i, "부서 " + i, parent, String.valueOf(i)));
            moved.add(line("T" + i, "새 부서 " + i, i == 0 ? "" : "T" + (i - 1) / 4, String.valueOf(300 - i)));
        }
        List<Table.Line> people = new ArrayList<>();
        List<Table.Line> transferred = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            people.add(line("N" + i, "사람 " + i, "T" + i % 300, i % 10 == 0 ? "부장" : "사원", i < 300 ? "부서장" : ""));
            transferred.add(line("N" + i, "사람 " + i, "T" + (i + 7) % 300, "과장", ""));
        }
        List<String> ofDepartments = List.of("부서코드", "부서명", "상위부서코드", "정렬");
        List<String> ofPeople = List.of("사번", "이름", "부서코드", "직위", "직책");
        long begin = System.nanoTime();
        ImportReport report = workbook(
                List.of(new Table("부서", ofDepartments, departments), new Table("사원", ofPeople, people)), null, false);
        long middle = System.nanoTime();
        assertThat(report.created()).isEqualTo(5_300);
        ImportReport second = workbook(
                List.of(new Table("부서", ofDepartments, moved), new Table("사원", ofPeople, transferred)),
                FEBRUARY,
                false);
        long end = System.nanoTime();
        assertThat(second.renamed()).isEqualTo(300);
        assertThat(second.transferred()).isEqualTo(5_000);
        organisation.makeIt(FEBRUARY);
        long night = System.nanoTime();
        organisation.nightlyRun(acme);
        System.out.printf(
                "300 departments, 5,000 people: imported in %,d ms, reorganised in %,d ms, told in %,d ms%n",
                (middle - begin) / 1_000_000, (end - middle) / 1_000_000, (System.nanoTime() - night) / 1_000_000);
        assertThat(TestIdentity.count("platform.outbox WHERE tenant_id = '" + acme.id()
                        + "' AND type = 'identity.person-transferred/1'"))
                .isEqualTo(10_002);
    }

    @Test
    void aKindThatIsNoneAndAnEmptyFileAreBadRequests() {
        assertThat(catchThrowableOfType(BadRequest.class, () -> run("everything", DEPARTMENTS)))
                .isNotNull();
        assertThat(catchThrowableOfType(BadRequest.class, () -> run("both", DEPARTMENTS)))
                .isNotNull();
        assertThat(catchThrowableOfType(BadRequest.class, () -> run("people", "")))
                .isNotNull();
    }
}
