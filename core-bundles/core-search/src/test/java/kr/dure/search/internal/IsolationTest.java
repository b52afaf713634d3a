package kr.dure.search.internal;

import static kr.dure.search.internal.TestSearch.note;
import static kr.dure.search.internal.TestSearch.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kr.dure.search.SearchDocument;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database itself gives and refuses, whoever writes the SQL. */
class IsolationTest {
    private static final String FIND = "SELECT title FROM search.find(CAST('''결재''' AS tsquery), '{note}', NULL,"
            + " '{e}', NULL, NULL, NULL, NULL, NULL, 100)";

    private final TestSearch test = new TestSearch();
    private final Tenant other = TestSearch.company("other");

    @BeforeEach
    void documentsOfTwo() {
        test.index(note("1", "우리 결재", ""));
        Tenants.run(other, () -> test.search.index(note("2", "남의 결재", "")));
    }

    private List<Object> inTransaction(String sql) {
        return Tenants.call(
                test.tenant,
                () -> TestSearch.tx().read(session -> {
                    List<Object> rows = new ArrayList<>();
                    for (Object row : session.entities().createNativeQuery(sql).getResultList()) {
                        rows.add(row);
                    }
                    return rows;
                }));
    }

    private static List<String> asOwner(String sql) throws Exception {
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Test
    void theFunctionsAndTheTableGiveTheTransactionsTenantOnly() {
        assertThat(inTransaction(FIND)).containsExactly("우리 결재");
        assertThat(inTransaction(FIND.replace("find(", "find_newest("))).containsExactly("우리 결재");
        assertThat(inTransaction("SELECT title FROM document")).containsExactly("우리 결재");
        assertThat(inTransaction(
                        "SELECT documents FROM count_apps(CAST('''결재''' AS tsquery), '{note}', '{e}', NULL, NULL,"
                                + " 100)"))
                .containsExactly(1L);
    }

    @Test
    void anotherCompanysRowIsNotWritten() {
        assertThatThrownBy(() -> Tenants.run(
                        test.tenant,
                        () -> TestSearch.tx()
                                .run(session -> session.entities()
                                        .createNativeQuery(
                                                "INSERT INTO document (tenant_id, kind, id, app, title, body, link, readers,"
                                                        + " updated_at, written_at, terms) VALUES (CAST('" + other.id()
                                                        + "' AS uuid), 'note.note', 'x', 'note', 't', '', '/x', '{e}', now(), now(), '')")
                                        .executeUpdate())))
                .hasStackTraceContaining("row-level security");
        assertThat(Tenants.call(test.tenant, (Supplier<Integer>) () -> TestSearch.tx()
                        .write(session -> session.entities()
                                .createNativeQuery("DELETE FROM document WHERE id = '2'")
                                .executeUpdate())))
                .isZero();
    }

    @Test
    void whatIsTypedStaysAWord() {
        for (String typed : List.of(
                "') OR true --",
                "결재' | '남의",
                "'; DROP TABLE document; --",
                "결재\\",
                "$$ 결재",
                "결재':*",
                "${x}결재",
                "%",
                "?1 결재",
                ":x 결재")) {
            if (kr.dure.search.internal.text.Query.of(typed).empty()) {
                continue;
            }
            assertThat(test.find(test.tenant, person(), typed).items())
                    .as(typed)
                    .allMatch(item -> item.title().text().equals("우리 결재"));
        }
        assertThat(test.ids("결재")).containsExactly("1");
    }

    @Test
    void anotherAppsRoleReachesNeitherTableNorFunctions() {
        for (String sql : List.of("SELECT title FROM search.document", FIND)) {
            assertThatThrownBy(() -> Tenants.call(
                            test.tenant,
                            () -> TestSearch.app()
                                    .read(session -> session.entities()
                                            .createNativeQuery(sql)
                                            .getResultList()
                                            .size())))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void withoutATenantTheFunctionFails() throws Exception {
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE dure_search");
            assertThatThrownBy(() -> statement.executeQuery(FIND)).hasMessageContaining("dure.tenant");
        }
    }

    @Test
    void aSchemaOrTableOfTheCallersDoesNotStandInForTheIndex() throws Exception {
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE SCHEMA forged");
            statement.execute("CREATE TABLE forged.document AS SELECT * FROM search.document");
            statement.execute("UPDATE forged.document SET title = 'forged'");
            statement.execute("CREATE TEMP TABLE document AS SELECT * FROM forged.document");
            statement.execute("CREATE FUNCTION forged.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT '"
                    + other.id() + "' $$");
            statement.execute("GRANT USAGE ON SCHEMA forged TO dure_search");
            statement.execute("SELECT set_config('dure.tenant', '" + test.tenant.id()
                    + "', true), set_config('search_path', 'forged, pg_catalog, search', true),"
                    + " set_config('role', 'dure_search', true)");
            try (ResultSet rows = statement.executeQuery(FIND)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("우리 결재");
                assertThat(rows.next()).isFalse();
            }
            connection.rollback();
        }
    }

    @Test
    void theCatalogueSaysWhoMayDoWhat() throws Exception {
        assertThat(asOwner("SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE n.nspname = 'search' AND p.prosecdef ORDER BY 1"))
                .containsExactly("count_apps", "find", "find_newest");
        assertThat(asOwner("SELECT DISTINCT r.rolname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " JOIN pg_roles r ON has_function_privilege(r.oid, p.oid, 'EXECUTE') AND NOT r.rolsuper"
                        + " WHERE n.nspname = 'search' AND NOT pg_has_role(r.oid, 'dure_search', 'MEMBER')"
                        + " AND r.rolname <> 'dure_search_owner'"))
                .isEmpty();
        assertThat(asOwner("SELECT rolsuper OR rolbypassrls OR rolcanlogin FROM pg_roles WHERE rolname ="
                        + " 'dure_search_owner'"))
                .containsExactly("f");
        assertThat(asOwner(
                        "SELECT polname || ' ' || CAST(polcmd AS text) FROM pg_policy WHERE polrelid = 'search.document'::regclass"
                                + " ORDER BY 1"))
                .containsExactly("definer r", "operator *", "tenant *");
        assertThat(asOwner("SELECT polname FROM pg_policy WHERE polrelid = 'search.part'::regclass ORDER BY 1"))
                .containsExactly("operator", "tenant");
    }

    @Test
    void theIndexIsUsedAndNotTheRows() throws Exception {
        List<SearchDocument> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add(note("many" + i, "문서 " + i, i % 1000 == 0 ? "드문 결재" : "흔한 본문"));
        }
        Tenants.run(test.tenant, () -> test.search.index(many));
        try (Connection connection = TestSearch.owner();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ANALYZE search.document");
            statement.execute("SET LOCAL enable_seqscan = off");
            statement.execute("SET LOCAL enable_indexscan = off");
            statement.execute("SET LOCAL role = dure_search_owner");
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("EXPLAIN SELECT title FROM search.document WHERE tenant_id = '"
                    + test.tenant.id() + "' AND terms @@ '''결재'''::tsquery")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan)
                    .contains("document_terms")
                    .contains("Index Cond: ((tenant_id =")
                    .contains("terms @@");
            connection.rollback();
        }
    }
}
