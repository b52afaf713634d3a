package kr.dure.search.internal;

import static kr.dure.search.internal.TestSearch.administrator;
import static kr.dure.search.internal.TestSearch.note;
import static kr.dure.search.internal.TestSearch.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kr.dure.identity.Caller;
import kr.dure.search.Readers;
import kr.dure.search.SearchDocument;
import kr.dure.search.internal.SearchResults.Count;
import kr.dure.search.internal.SearchResults.Item;
import kr.dure.search.internal.text.Query;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.BadRequest;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final TestSearch test = new TestSearch();

    @Test
    void whatIsHandedInIsFoundReplacedAndTakenOut() {
        test.index(note("1", "전자결재 규정", "결재선을 정한다"), note("2", "휴가 안내", "연차는 미리 결재를 받는다"));
        assertThat(test.ids("결재")).containsExactly("1", "2");
        test.index(note("2", "휴가 안내", "연차는 미리 알린다"));
        assertThat(test.ids("결재")).containsExactly("1");
        Tenants.run(test.tenant, () -> test.search.remove("note.note", "1"));
        assertThat(test.ids("결재")).isEmpty();
        assertThat(test.ids("ㄱㅈ")).isEmpty();
    }

    @Test
    void ofOneDocumentGivenTwiceTheLastCounts() {
        test.index(note("1", "첫째", "사과"), note("1", "둘째", "배나무"));
        assertThat(test.ids("사과")).isEmpty();
        assertThat(test.ids("배나무")).containsExactly("1");
    }

    @Test
    void whatAnAppRollsBackLeavesNothing() {
        test.index(note("1", "그대로", "있던 문서"));
        assertThatThrownBy(() -> Tenants.run(
                        test.tenant,
                        () -> TestSearch.app().run(session -> {
                            session.entities()
                                    .createNativeQuery("INSERT INTO note (id, title) VALUES ('2', '새것')")
                                    .executeUpdate();
                            test.search.index(note("2", "새것", "새 문서"));
                            test.search.remove("note.note", "1");
                            throw new IllegalStateException("no");
                        })))
                .hasMessage("no");
        assertThat(test.ids("문서")).containsExactly("1");
        Tenants.run(
                test.tenant,
                () -> TestSearch.app().run(session -> {
                    session.entities()
                            .createNativeQuery("INSERT INTO note (id, title) VALUES ('2', '새것')")
                            .executeUpdate();
                    test.search.index(note("2", "새것", "새 문서"));
                    assertThat(session.entities()
                                    .createNativeQuery("SELECT title FROM note")
                                    .getResultList()
                                    .size())
                            .isEqualTo(1);
                }));
        assertThat(test.ids("문서")).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void formsOfUnicodeMakeNoDifferenceEitherWay() {
        test.index(
                note("composed", "제목", "한글 문서"),
                note("apart", "제목", Normalizer.normalize("한글 문서", Normalizer.Form.NFD)));
        assertThat(test.ids(Normalizer.normalize("한글", Normalizer.Form.NFD))).hasSize(2);
        assertThat(test.ids("한글")).hasSize(2);
    }

    @Test
    void betterMatchesComeFirstAndAmongEqualOnesTheNewest() {
        SearchDocument whole = note("whole", "전문가", "");
        SearchDocument old = note("old", "명단", "전문가 모집");
        SearchDocument recent = new SearchDocument(
                "note.note", "new", "명단", "전문가 모집", Readers.all(), "/x", Instant.parse("2026-06-12T00:00:00Z"));
        test.index(note("stem", "전문 분야", ""), old, recent, note("title", "외부 전문가 명단", ""), whole);
        assertThat(test.ids("전문가")).containsExactly("whole", "title", "stem", "new", "old");
    }

    @Test
    void pagesGiveEveryDocumentOnceInOrder() {
        List<SearchDocument> documents = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            documents.add(new SearchDocument(
                    i % 3 == 0 ? "mail.mail" : "note.note",
                    "id " + i,
                    i % 5 == 0 ? "주간 회의" : "회의록 " + i,
                    i % 7 == 0 ? "없음" : "주간 보고와 회의",
                    Readers.all(),
                    "/x",
                    Instant.parse("2026-06-11T00:00:00Z").plusSeconds(i / 4)));
        }
        Tenants.run(test.tenant, () -> test.search.index(documents));
        List<Item> all = test.find(test.tenant, person(), "주간 회의").items();
        assertThat(all).hasSizeGreaterThan(45);
        List<Item> paged = new ArrayList<>();
        String after = null;
        do {
            SearchResults page = test.find(
                    test.tenant,
                    person(),
                    new SearchRequest(
                            Query.of("주간 회의"), null, null, null, null, after == null ? null : Cursor.of(after), 4));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(4);
            assertThat(page.counts() == null).isEqualTo(after != null);
            paged.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void commonWordsOfManyDocumentsComeInTheSameOrderAsRareOnes() {
        List<SearchDocument> documents = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            documents.add(new SearchDocument(
                    "note.note",
                    "id" + i,
                    "제목",
                    i >= 1300 ? "흔한 말" : i % 100 == 0 ? "드문 낱말" : "없음",
                    Readers.all(),
                    "/x",
                    Instant.parse("2026-06-11T00:00:00Z").minusSeconds(i)));
        }
        Tenants.run(test.tenant, () -> test.search.index(documents));
        assertThat(test.ids("낱말"))
                .containsExactly(
                        "id0", "id100", "id200", "id300", "id400", "id500", "id600", "id700", "id800", "id900",
                        "id1000", "id1100", "id1200");
        assertThat(test.ids("흔한")).hasSize(100).startsWith("id1300", "id1301").endsWith("id1399");
        assertThat(test.ids("없음")).hasSize(100).startsWith("id1", "id2").endsWith("id101");
    }

    @Test
    void countsAreOfAllAppsAndFiltersOfWhatIsShown() {
        test.index(
                note("1", "결재", ""),
                note("2", "결재", ""),
                new SearchDocument(
                        "mail.mail", "3", "결재", "", Readers.all(), "/x", Instant.parse("2026-01-01T00:00:00Z")));
        SearchResults results =
                test.find(test.tenant, person(), new SearchRequest(Query.of("결재"), "mail", null, null, null, null, 10));
        assertThat(results.items()).extracting(Item::id).containsExactly("3");
        assertThat(results.counts().apps()).containsExactly(new Count("mail", 1), new Count("note", 2));
        assertThat(results.counts().exact()).isTrue();
        assertThat(results.counts().more()).isFalse();
        assertThat(test.find(
                                test.tenant,
                                person(),
                                new SearchRequest(
                                        Query.of("결재"),
                                        null,
                                        null,
                                        Instant.parse("2026-03-01T00:00:00Z"),
                                        null,
                                        null,
                                        10))
                        .items())
                .extracting(Item::id)
                .containsExactlyInAnyOrder("1", "2");
        assertThat(test.find(
                                test.tenant,
                                person(),
                                new SearchRequest(Query.of("결재"), null, "mail.mail", null, null, null, 10))
                        .items())
                .hasSize(1);
    }

    @Test
    void whoMovesFindsOtherThingsAtOnce() {
        UUID top = test.chart.department("본부", null);
        UUID sales = test.chart.department("영업팀", top);
        UUID north = test.chart.department("북부", sales);
        UUID legal = test.chart.department("법무팀", top);
        UUID me = UUID.randomUUID();
        test.index(
                note("sales", "결재", "", Readers.department(sales)),
                note("salesTree", "결재", "", Readers.departmentTree(sales)),
                note("legal", "결재", "", Readers.department(legal)),
                note("topTree", "결재", "", Readers.departmentTree(top)),
                note("mine", "결재", "", Readers.account(me)),
                note("right", "결재", "", Readers.permission("note.secret")),
                note("nobody", "결재", "", Readers.nobody()));
        assertThat(test.ids(person(me), "결재")).containsExactly("mine");
        test.chart.place(me, sales);
        assertThat(test.ids(person(me), "결재")).containsExactlyInAnyOrder("mine", "sales", "salesTree", "topTree");
        test.chart.place(me, north);
        assertThat(test.ids(person(me), "결재")).containsExactlyInAnyOrder("mine", "salesTree", "topTree");
        test.chart.place(me, north, legal);
        assertThat(test.ids(person(me), "결재")).containsExactlyInAnyOrder("mine", "salesTree", "topTree", "legal");
        test.chart.parents.put(north, legal);
        test.chart.place(me, north);
        assertThat(test.ids(person(me), "결재")).containsExactlyInAnyOrder("mine", "topTree");
        test.chart.posts.clear();
        assertThat(test.ids(person(me, "note.secret"), "결재")).containsExactlyInAnyOrder("mine", "right");
        assertThat(test.ids(person(me), "결재")).containsExactly("mine");
        assertThat(test.ids(administrator(), "결재")).containsExactly("right");
    }

    @Test
    void anAppThatIsOffIsHiddenAndSoIsOneATokenMayNotRead() {
        test.index(note("1", "결재", ""));
        assertThat(test.ids("결재")).hasSize(1);
        Caller token = person().scopedTo(Set.of("read:mail"));
        assertThat(test.ids(token, "결재")).isEmpty();
        assertThat(test.ids(person().scopedTo(Set.of("read:note")), "결재")).hasSize(1);
        test.disabled.add("note");
        SearchResults results = test.find(test.tenant, person(), "결재");
        assertThat(results.items()).isEmpty();
        assertThat(results.counts().apps()).isEmpty();
        test.disabled.clear();
        Tenants.run(
                test.tenant,
                () -> test.search.index(
                        new SearchDocument("gone.thing", "9", "결재", "", Readers.all(), "/x", Instant.EPOCH)));
        assertThat(test.ids("결재")).containsExactly("1");
    }

    @Test
    void anotherCompanysDocumentsAreNotFound() {
        Tenant other = TestSearch.company("other");
        test.index(note("1", "우리 결재", ""));
        Tenants.run(other, () -> test.search.index(note("1", "남의 결재", "")));
        assertThat(test.find(test.tenant, person(), "결재").items())
                .extracting(item -> item.title().text())
                .containsExactly("우리 결재");
        Tenants.run(other, () -> test.search.remove("note.note", "1"));
        assertThat(test.ids("결재")).hasSize(1);
        assertThat(test.find(other, administrator(), "결재").items()).isEmpty();
    }

    @Test
    void twoThatChangeTheSameDocumentsInOtherOrdersDoNotBlockEachOther() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            int own = n;
            running.add(CompletableFuture.runAsync(() -> Tenants.run(test.tenant, () -> {
                both.countDown();
                for (int i = 0; i < 40; i++) {
                    SearchDocument one = note("a", "결재 " + own, "");
                    SearchDocument two = note("b", "결재 " + own, "");
                    test.search.index(own == 0 ? List.of(one, two) : List.of(two, one));
                }
            })));
        }
        for (CompletableFuture<Void> one : running) {
            one.get(60, TimeUnit.SECONDS);
        }
        assertThat(test.ids("결재")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void badQuestionsAreRefusedWithAHint() {
        SearchResource resource = new SearchResource(test.service);
        assertThatThrownBy(() -> ask(resource, "가".repeat(201), null, null)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> ask(resource, " ", null, null)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> ask(resource, null, null, null)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> ask(resource, "은 / 를", null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("Particles");
        assertThatThrownBy(() -> ask(resource, "결재", "2026-02-01", "2026-01-01"))
                .isInstanceOf(Invalid.class);
        for (String cursor : List.of("x", "!!", "OQ", "MyBiYWQgYmFkIGJhZA", "MiAyMDI2LTA2LTExVDAwOjAwOjAwWiBhAGIgYw")) {
            assertThatThrownBy(() -> test.in(
                            test.tenant, person(), () -> resource.find("결재", null, null, null, null, cursor, 10)))
                    .as(cursor)
                    .isInstanceOf(BadRequest.class);
        }
        assertThat(ask(resource, "가".repeat(200), "2026-01-01", "2026-01-01").items())
                .isEmpty();
    }

    private SearchResults ask(SearchResource resource, String query, String from, String to) {
        return test.in(
                test.tenant,
                person(),
                () -> resource.find(
                        query,
                        null,
                        null,
                        from == null ? null : LocalDate.parse(from),
                        to == null ? null : LocalDate.parse(to),
                        null,
                        10));
    }

    @Test
    void whateverAnAppHandsInIsTaken() {
        String odd = "결재 \0 \ud800 \\ \" ' {} , NULL \ud83d\ude00 \u0007 ㄱㅈ";
        test.index(note("a \\ \" ' {} , NULL", odd, odd), note("long", "긴 글", "가나다 ".repeat(20_000) + " 결재"));
        assertThat(test.ids("결재")).containsExactly("a \\ \" ' {} , NULL");
        assertThat(test.ids("가나다")).containsExactly("long");
        Tenants.run(test.tenant, () -> test.search.remove("note.note", "a \\ \" ' {} , NULL"));
        assertThat(test.ids("결재")).isEmpty();
    }
}
