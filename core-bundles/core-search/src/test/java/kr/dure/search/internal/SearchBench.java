package kr.dure.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kr.dure.identity.Caller;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.internal.text.Query;
import kr.dure.search.internal.text.Terms;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** {@code ./dure bench search}: fills an index and measures questions. No test: its name keeps it out of them. */
class SearchBench {
    private static final int DOCUMENTS = Integer.getInteger("dure.bench.documents", 1_000_000);
    private static final int QUESTIONS = Integer.getInteger("dure.bench.questions", 3_000);
    private static final int TENANTS = 200;
    private static final int DEPARTMENTS = 12;
    private static final int THREADS = 2;

    private static final String[] NOUNS = ("결재 회의 보고 규정 휴가 연차 출장 계약 견적 매출 예산 집행 공지 안내 교육 점검 시스템 고객 영업 인사 발령 총무 법무 회계"
                    + " 세금 계산서 거래처 납품 재고 발주 입고 출고 품질 검사 생산 공정 설비 안전 사고 예방 회식 행사 일정 변경 요청 승인 반려 검토 의견"
                    + " 자료 첨부 양식 서식 문서 기안 합의 참조 시행 부서 팀장 과장 대리 사원 본부 지사 서울 부산 강남 판교 사무실 회의실 주차 차량 배차"
                    + " 장비 노트북 모니터 전화 메일 문자 메신저 게시판 근태 출근 퇴근 연장 야근 급여 상여 복지 건강 검진 보험 퇴직 채용 면접 평가 목표"
                    + " 실적 분기 상반기 하반기 월간 주간 일일 프로젝트 개발 설계 시험 배포 장애 복구 서버 보안 비밀번호 계정 권한 접속 백업 이전 도입 계획"
                    + " 결과 현황 통계 분석 조사 설문 제안 개선 절감 비용 지출 정산 영수증 카드 법인 통장 이체 송금 환율 수출 수입 통관 물류 창고 운송 택배")
            .split("\\s+");

    private static final String[] ENGLISH =
            ("project report server update meeting review budget invoice contract schedule release"
                            + " version design test deploy backup account password network license customer sales order")
                    .split(" ");

    private static final String[] PARTICLES = {"", "", "", "을", "를", "은", "는", "이", "가", "의", "에", "에서", "으로", "과"};

    private final TestSearch test = new TestSearch();
    private final List<Company> companies = new ArrayList<>();
    private final String[] vocabulary = vocabulary();
    private final double[] weights = weights(vocabulary.length);
    private final Map<String, String> report = new LinkedHashMap<>();

    private record Company(Tenant tenant, int documents, List<UUID> departments, List<UUID> people) {}

    private record Question(String sort, Company company, Caller caller, String text) {}

    private record Sample(String sort, long nanos) {}

    @Test
    void measure() throws Exception {
        companies();
        load();
        size();
        List<Question> questions = questions(new Random(3), QUESTIONS);
        ask(questions(new Random(4), 400), 1);
        note("Searches, one at a time", ask(questions, 1));
        note("Searches, two at a time", ask(questions, THREADS));
        bare(questions);
        writing();
        StringBuilder page = new StringBuilder();
        report.forEach((what, value) ->
                page.append("| ").append(what).append(" | ").append(value).append(" |\n"));
        Files.writeString(Path.of("target/search-bench.md"), page.toString());
    }

    private void note(String what, String value) {
        report.put(what, value);
        System.out.println(what + ": " + value);
    }

    private void note(String what, List<Sample> samples) {
        note(what, percentiles(samples));
        Map<String, List<Sample>> sorts = new LinkedHashMap<>();
        samples.forEach(sample ->
                sorts.computeIfAbsent(sample.sort(), s -> new ArrayList<>()).add(sample));
        sorts.forEach((sort, some) -> note("… " + sort + " (" + what.replaceAll(".*, ", "") + ")", percentiles(some)));
    }

    private static String percentiles(List<Sample> samples) {
        long[] sorted = samples.stream().mapToLong(Sample::nanos).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, worst %.1f ms of %,d",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 95 / 100] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                sorted.length);
    }

    private void companies() {
        double all = 0;
        for (int i = 1; i <= TENANTS; i++) {
            all += 1.0 / i;
        }
        for (int i = 1; i <= TENANTS; i++) {
            List<UUID> departments = new ArrayList<>();
            for (int d = 0; d < DEPARTMENTS; d++) {
                departments.add(test.chart.department("부서" + d, d == 0 ? null : departments.get((d - 1) / 3)));
            }
            List<UUID> people = new ArrayList<>();
            for (int p = 0; p < 30; p++) {
                UUID person = UUID.randomUUID();
                test.chart.place(person, departments.get(p % DEPARTMENTS));
                people.add(person);
            }
            companies.add(
                    new Company(TestSearch.company("bench" + i), (int) (DOCUMENTS / all / i), departments, people));
        }
        note(
                "Documents",
                String.format(
                        Locale.ROOT,
                        "%,d of %d companies, %,d of the largest, %,d of the smallest",
                        companies.stream().mapToInt(Company::documents).sum(),
                        TENANTS,
                        companies.get(0).documents(),
                        companies.get(TENANTS - 1).documents()));
    }

    /** Each company's documents lie among the others', as they would after years. */
    private void load() throws Exception {
        long start = System.nanoTime();
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < companies.size(); i++) {
            owners.addAll(Collections.nCopies(companies.get(i).documents(), i));
        }
        Collections.shuffle(owners, new Random(1));
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP INDEX search.document_terms");
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> parts = new ArrayList<>();
        int half = owners.size() / THREADS;
        for (int t = 0; t < THREADS; t++) {
            int from = t * half;
            int to = t == THREADS - 1 ? owners.size() : from + half;
            parts.add(threads.submit((Callable<Void>) () -> {
                copy(owners, from, to);
                return null;
            }));
        }
        for (Future<?> part : parts) {
            part.get();
        }
        threads.shutdown();
        note("Making and copying them in, two at a time", (System.nanoTime() - start) / 1_000_000_000 + " s");
        start = System.nanoTime();
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("SET maintenance_work_mem = '1GB'");
            statement.execute("SET ROLE dure_search_owner");
            statement.execute("CREATE INDEX document_terms ON search.document USING gin (tenant_id, terms)"
                    + " WITH (fastupdate = off)");
            statement.execute("RESET ROLE");
            note("Building the index afterwards", (System.nanoTime() - start) / 1_000_000_000 + " s");
            statement.execute("VACUUM (ANALYZE) search.document");
        }
    }

    private void copy(List<Integer> owners, int from, int to) throws Exception {
        Random random = new Random(from);
        try (Connection connection = TestSearch.owner()) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY search.document (tenant_id, kind, id, app, title, body, link, readers, updated_at,"
                            + " written_at, terms) FROM STDIN");
            for (int i = from; i < to; i++) {
                Company company = companies.get(owners.get(i));
                SearchDocument document = document(random, company, "doc-" + i);
                String row = String.join(
                                "\t",
                                company.tenant().id().toString(),
                                document.kind(),
                                document.id(),
                                document.app(),
                                document.title(),
                                document.text(),
                                document.link(),
                                "{" + String.join(",", ReaderKeys.of(document.readers())) + "}",
                                document.updatedAt().toString(),
                                "2026-01-01T00:00:00Z",
                                Terms.of(document.title(), document.text()))
                        + "\n";
                byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
        }
    }

    private SearchDocument document(Random random, Company company, String id) {
        int length = (int) (200 * Math.pow(10, random.nextDouble()));
        StringBuilder text = new StringBuilder(length + 20);
        while (text.length() < length) {
            text.append(word(random)).append(' ');
        }
        StringBuilder title = new StringBuilder(word(random));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            title.append(' ').append(word(random));
        }
        return new SearchDocument(
                random.nextInt(3) == 0 ? "mail.mail" : "note.note",
                id,
                title.toString(),
                text.toString(),
                readers(random, company),
                "/ui/note/" + id,
                Instant.ofEpochSecond(1_700_000_000L + random.nextInt(80_000_000)));
    }

    private static Readers readers(Random random, Company company) {
        UUID department = company.departments().get(random.nextInt(DEPARTMENTS));
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> Readers.all();
            case 4, 5 -> Readers.department(department);
            case 6, 7 -> Readers.departmentTree(department);
            case 8 -> Readers.permission("note.secret");
            default ->
                Readers.accounts(Set.of(
                        company.people().get(random.nextInt(15)),
                        company.people().get(15 + random.nextInt(15))));
        };
    }

    private String word(Random random) {
        int sort = random.nextInt(100);
        if (sort < 5) {
            return ENGLISH[random.nextInt(ENGLISH.length)];
        }
        if (sort < 8) {
            return Integer.toString(random.nextInt(10_000));
        }
        String word = pick(random);
        if (sort < 25) {
            word += pick(random);
        }
        return word + PARTICLES[random.nextInt(PARTICLES.length)];
    }

    /** By Zipf's law. */
    private String pick(Random random) {
        int at = Arrays.binarySearch(weights, random.nextDouble());
        return vocabulary[Math.min(vocabulary.length - 1, at < 0 ? -at - 1 : at)];
    }

    private static double[] weights(int size) {
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 3);
            sums[i] = sum;
        }
        for (int i = 0; i < size; i++) {
            sums[i] /= sum;
        }
        return sums;
    }

    private static String[] vocabulary() {
        Random random = new Random(5);
        List<String> words = new ArrayList<>(List.of(NOUNS));
        StringBuilder syllables = new StringBuilder();
        for (String noun : NOUNS) {
            syllables.append(noun);
        }
        for (int i = 0; i < 250; i++) {
            syllables.append((char) ('가' + random.nextInt(11172)));
        }
        while (words.size() < 20_000) {
            StringBuilder word = new StringBuilder();
            for (int i = 2 + random.nextInt(2); i > 0; i--) {
                word.append(syllables.charAt(random.nextInt(syllables.length())));
            }
            words.add(word.toString());
        }
        return words.toArray(String[]::new);
    }

    private void size() throws Exception {
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_size_pretty(pg_table_size('search.document')) || ' of rows, '"
                                + " || pg_size_pretty(pg_relation_size('search.document_terms')) || ' of index, '"
                                + " || pg_size_pretty(pg_relation_size('search.document')) || ' of it narrow rows'")) {
            row.next();
            note("On disk", row.getString(1));
        }
    }

    private List<Question> questions(Random random, int count) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Company company = companies.get(i % 2 == 0 ? 0 : random.nextInt(companies.size()));
            UUID person = company.people().get(random.nextInt(company.people().size()));
            Caller caller =
                    TestSearch.person(person, random.nextInt(4) == 0 ? new String[] {"note.secret"} : new String[0]);
            String frequent = vocabulary[random.nextInt(30)];
            String middle = vocabulary[200 + random.nextInt(800)];
            String rare = vocabulary[5_000 + random.nextInt(15_000)];
            String[][] sorts = {
                {"frequent word", frequent},
                {"rare word", rare},
                {"word with particle", middle + "에서"},
                {"two words", frequent + " " + middle},
                {"two frequent words", frequent + " " + vocabulary[random.nextInt(30)]},
                {"compound of two", frequent + vocabulary[random.nextInt(60)]},
                {"initial consonants", initials(frequent + vocabulary[random.nextInt(100)])},
                {"two initial consonants", initials(frequent).substring(0, 2)},
                {"English beginning", ENGLISH[random.nextInt(ENGLISH.length)].substring(0, 4)},
                {"single syllable", frequent.substring(0, 1)},
            };
            String[] one = sorts[i / 2 % sorts.length];
            if (!Query.of(one[1]).empty()) {
                questions.add(new Question(one[0], company, caller, one[1]));
            }
        }
        return questions;
    }

    private static String initials(String word) {
        StringBuilder initials = new StringBuilder();
        for (char c : word.toCharArray()) {
            initials.append("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".charAt((c - '가') / 588));
        }
        return initials.toString();
    }

    private List<Sample> ask(List<Question> questions, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Sample>> answers = new ArrayList<>();
        for (Question question : questions) {
            answers.add(pool.submit(() -> {
                long start = System.nanoTime();
                SearchResults results = test.find(
                        question.company().tenant(),
                        question.caller(),
                        new SearchRequest(Query.of(question.text()), null, null, null, null, null, 20));
                long nanos = System.nanoTime() - start;
                assertThat(results.items().size()).isLessThanOrEqualTo(20);
                return new Sample(question.sort(), nanos);
            }));
        }
        List<Sample> samples = new ArrayList<>();
        for (Future<Sample> answer : answers) {
            samples.add(answer.get());
        }
        pool.shutdown();
        return samples;
    }

    /** What PostgreSQL alone takes for the newest twenty of the same words, with no check of anything. */
    private void bare(List<Question> questions) throws Exception {
        List<Sample> samples = new ArrayList<>();
        List<Sample> trips = new ArrayList<>();
        try (Connection connection = TestSearch.owner();
                Statement settings = connection.createStatement();
                PreparedStatement trip = connection.prepareStatement("SELECT 1");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT id, title, body FROM search.document WHERE tenant_id = ? AND terms @@ CAST(? AS tsquery)"
                                + " ORDER BY updated_at DESC LIMIT 20")) {
            settings.execute("SET enable_seqscan = off");
            settings.execute("SET work_mem = '32MB'");
            settings.execute("SET plan_cache_mode = force_custom_plan");
            for (Question question : questions) {
                select.setObject(1, question.company().tenant().id());
                select.setString(2, Query.of(question.text()).terms());
                samples.add(timed(select));
                trips.add(timed(trip));
            }
        }
        note("Machine: bare SQL, the newest 20 with these terms, no readers", percentiles(samples));
        note("Machine: bare SQL, SELECT 1", percentiles(trips));
    }

    private static Sample timed(PreparedStatement statement) throws Exception {
        long start = System.nanoTime();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
        return new Sample("", System.nanoTime() - start);
    }

    private void writing() {
        Random random = new Random(9);
        Company company = companies.get(3);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            SearchDocument document = document(random, company, "new-" + i);
            long start = System.nanoTime();
            Tenants.run(company.tenant(), () -> test.search.index(document));
            samples.add(new Sample("", System.nanoTime() - start));
        }
        note("Handing in one document, durable", percentiles(samples));
        List<SearchDocument> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(document(random, company, "many-" + i));
        }
        long start = System.nanoTime();
        Tenants.run(company.tenant(), () -> test.search.index(many));
        note(
                "Handing in 2,000 at once",
                String.format(Locale.ROOT, "%,.0f a second", 2_000 / ((System.nanoTime() - start) / 1e9)));
    }
}
