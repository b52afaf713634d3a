package kr.dure.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.identity.Caller;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.Test;

/** Against the slow way that is right at a glance: look at every document, whoever may read it, for the very letters. */
class ReferenceTest {
    private static final List<String> WORDS = List.of(
            "전자결재", "결재", "규정", "회의록", "주간회의", "보고서", "휴가신청", "연차", "영업팀", "매출", "계약서", "견적", "출장", "인사발령", "공지", "사내",
            "시스템", "점검", "안내", "교육", "강남", "고객사", "예산", "집행");
    private static final List<String> PARTICLES = List.of("", "", "을", "은", "에서", "으로", "의");
    private static final List<String> PERMISSIONS = List.of("note.one", "note.two", "note.three");

    private final TestSearch test = new TestSearch();

    @Test
    void everyTwoNeighbouringSyllablesFindTheDocumentAndOnceRemovedNothingDoes() {
        Random random = new Random(7);
        for (int n = 0; n < 60; n++) {
            SearchDocument document = document(random, "p" + n, Readers.all());
            test.index(document);
            Set<String> pairs = pairs(document);
            for (String pair : pairs) {
                assertThat(test.ids(pair)).as(pair + " in " + document).contains(document.id());
            }
            if (n % 2 == 0) {
                Tenants.run(test.tenant, () -> test.search.remove("note.note", document.id()));
                for (String pair : pairs) {
                    assertThat(test.ids(pair)).doesNotContain(document.id());
                }
            }
        }
    }

    private static Set<String> pairs(SearchDocument document) {
        Set<String> pairs = new TreeSet<>();
        for (String word : (document.title() + " " + document.text()).split(" ")) {
            for (int i = 0; i + 2 <= word.length(); i++) {
                String pair = word.substring(i, i + 2);
                // 에서 by itself asks for nothing.
                if (!kr.dure.search.internal.text.Query.of(pair).empty()) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    @Test
    void whatIsFoundIsWhatIsThereAndMayBeRead() {
        Random random = new Random(11);
        List<UUID> departments = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            departments.add(test.chart.department(
                    "부서" + i, i < 3 ? null : departments.get(random.nextInt(departments.size()))));
        }
        List<UUID> people = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            people.add(UUID.randomUUID());
        }
        Map<String, SearchDocument> documents = new HashMap<>();
        for (int i = 0; i < 250; i++) {
            SearchDocument document = document(random, "d" + i, readers(random, departments, people));
            documents.put(document.id(), document);
        }
        Tenants.run(test.tenant, () -> test.search.index(documents.values()));
        int hits = 0;
        for (int n = 0; n < 300; n++) {
            UUID me = people.get(random.nextInt(people.size()));
            Set<String> permissions = new HashSet<>();
            PERMISSIONS.stream().filter(p -> random.nextInt(3) == 0).forEach(permissions::add);
            test.chart.place(me, some(random, departments, 2).toArray(UUID[]::new));
            Caller caller = new Caller(me, "kim", "김두레", random.nextInt(8) == 0, false, permissions);
            String word = WORDS.get(random.nextInt(WORDS.size()));
            String query =
                    random.nextBoolean() ? word : word.substring(0, 2) + " " + WORDS.get(random.nextInt(WORDS.size()));
            Set<String> expected = new TreeSet<>();
            documents.values().stream()
                    .filter(document -> mayRead(caller, document.readers()) && has(document, query))
                    .forEach(document -> expected.add(document.id()));
            List<String> found = test.ids(caller, query);
            assertThat(found).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(found)).as(query).isEqualTo(expected);
            hits += expected.size();
        }
        assertThat(hits).isGreaterThan(1000);
    }

    private static boolean has(SearchDocument document, String query) {
        for (String word : query.split(" ")) {
            if (!document.title().contains(word) && !document.text().contains(word)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayRead(Caller caller, Readers readers) {
        if (readers.everyone() || readers.accounts().contains(caller.accountId())) {
            return true;
        }
        for (String permission : readers.permissions()) {
            if (caller.may(permission)) {
                return true;
            }
        }
        for (UUID department : test.chart.posts.getOrDefault(caller.accountId(), Set.of())) {
            if (readers.departments().contains(department)) {
                return true;
            }
            for (UUID above = department; above != null; above = test.chart.parents.get(above)) {
                if (readers.departmentTrees().contains(above)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Readers readers(Random random, List<UUID> departments, List<UUID> people) {
        Readers readers = random.nextInt(6) == 0 ? Readers.all() : Readers.nobody();
        if (random.nextInt(3) == 0) {
            readers = readers.and(Readers.accounts(some(random, people, 3)));
        }
        if (random.nextInt(3) == 0) {
            readers = readers.and(Readers.department(departments.get(random.nextInt(departments.size()))));
        }
        if (random.nextInt(3) == 0) {
            readers = readers.and(Readers.departmentTree(departments.get(random.nextInt(departments.size()))));
        }
        if (random.nextInt(3) == 0) {
            readers = readers.and(Readers.permission(PERMISSIONS.get(random.nextInt(PERMISSIONS.size()))));
        }
        return readers;
    }

    private static List<UUID> some(Random random, List<UUID> all, int most) {
        List<UUID> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, random.nextInt(most + 1));
    }

    private static SearchDocument document(Random random, String id, Readers readers) {
        return new SearchDocument(
                "note.note",
                id,
                words(random, 2),
                words(random, 12),
                readers,
                "/ui/note/" + id,
                Instant.ofEpochSecond(1_780_000_000L + random.nextInt(50)));
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ")
                    .append(WORDS.get(random.nextInt(WORDS.size())))
                    .append(PARTICLES.get(random.nextInt(PARTICLES.size())));
        }
        return words.toString();
    }
}
