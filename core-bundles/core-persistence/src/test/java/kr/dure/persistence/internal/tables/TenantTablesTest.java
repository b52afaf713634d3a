package kr.dure.persistence.internal.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import kr.dure.persistence.TenantTables.Table;
import kr.dure.persistence.Tx;
import kr.dure.persistence.internal.LittleMemory;
import kr.dure.persistence.internal.TenantAccess;
import kr.dure.persistence.internal.TestDatabase;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class TenantTablesTest {
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final String UNIT = "kr.dure.tableapp";
    private static final String TYPES = "tableapp.every_type";
    private static final String CHILD = "tableapp.a_child";
    private static final UUID ONE = new UUID(1, 1);

    private static final Tx TX = DATABASE.unit(
            UNIT,
            TenantTablesTest.class.getClassLoader().getResource("testapp/tables.xml"),
            TenantTablesTest.class,
            Clock.systemUTC(),
            "testapp/tables/V001__tables.sql");

    private final TenantTablesImpl tables = new TenantTablesImpl(new TenantAccess(DATABASE.database()));

    private Map<String, String> export(Tenant tenant) {
        Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();
        Tenants.run(tenant, () -> {
            try {
                tables.copyOut(
                        List.of(UNIT),
                        table -> written.computeIfAbsent(table.fullName(), name -> new ByteArrayOutputStream()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Map<String, String> texts = new LinkedHashMap<>();
        written.forEach((name, bytes) -> texts.put(name, bytes.toString(StandardCharsets.UTF_8)));
        return texts;
    }

    private Map<String, Long> load(Tenant tenant, Map<String, String> lines) {
        return Tenants.call(tenant, () -> {
            try {
                return tables.copyIn(List.of(UNIT), table -> {
                    String text = lines.get(table.fullName());
                    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void rows(Tenant tenant, int count, long seed) throws SQLException {
        Random random = new Random(seed);
        String texts = "가나다 \\ \"' \t\r\n\u0001 e\u0301 \ud83d\ude00 %s {},[] null";
        try (Connection connection = DATABASE.owner();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO tableapp.every_type VALUES (?, ?, ?, ?, ?, ?, ?::numeric, ?::numeric, ?, ?, ?, ?, ?,"
                                + " ?::jsonb, ?, NULL)")) {
            connection.createStatement().execute("SET row_security = off");
            List<String> json =
                    List.of("null", "{\"b\": [1.10, 2e400], \"a\": null}", "\"글\"", "[]", "12345678901234567890.5");
            for (int i = 0; i < count; i++) {
                Object[] values = {
                    tenant.id(),
                    new UUID(random.nextLong(), random.nextLong()),
                    texts.substring(0, random.nextInt(texts.length() - 1)).replaceAll("[\ud800-\udbff]$", ""),
                    (short) random.nextInt(),
                    random.nextInt(),
                    random.nextLong(),
                    random.nextInt(9) == 0 ? "NaN" : random.nextLong() + "." + random.nextInt(999999),
                    random.nextLong() + "." + "0".repeat(random.nextInt(30)) + random.nextInt(1000),
                    random.nextInt(9) == 0 ? Double.NEGATIVE_INFINITY : Double.longBitsToDouble(random.nextLong()),
                    random.nextBoolean(),
                    LocalDate.ofEpochDay(random.nextInt(80000) - 20000),
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000000) * 1000L)
                            .atOffset(ZoneOffset.UTC),
                    bytes(random),
                    json.get(random.nextInt(json.size())),
                    connection.createArrayOf("text", new Object[] {"가, \"나\"", null, "", "{}"})
                };
                for (int column = 0; column < values.length; column++) {
                    boolean nothing = column > 1 && random.nextInt(8) == 0;
                    if (nothing) {
                        insert.setNull(column + 1, Types.NULL);
                    } else {
                        insert.setObject(column + 1, values[column]);
                    }
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Tenant fresh() {
        return DATABASE.tenant("t" + UUID.randomUUID());
    }

    private static String row(String more) {
        return "{\"id\":\"" + ONE + "\"" + more + "}\n";
    }

    private void assertRefused(String table, String lines, int line, String why) {
        Tenant tenant = fresh();
        Map<String, String> given = new LinkedHashMap<>(Map.of(TYPES, row("")));
        given.put(table, lines);
        assertThatThrownBy(() -> load(tenant, given))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining(table + ":" + line)
                .hasMessageContaining(why);
        assertThat(export(tenant).values()).as("nothing is left behind").containsOnly("");
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void whatIsExportedImportedAndExportedAgainIsTheSame(@ForAll long seed) throws SQLException {
        Tenant from = fresh();
        Tenant to = fresh();
        rows(from, 30, seed);

        Map<String, String> exported = export(from);
        load(to, exported);

        assertThat(exported.get(TYPES).lines()).hasSize(30);
        assertThat(export(to)).isEqualTo(exported);
    }

    @Test
    void tablesStandBehindThoseTheyReferTo() {
        assertThat(tables.tables(UNIT)).extracting(Table::name).containsExactly("every_type", "a_child", "only_one");
        assertThat(tables.version(UNIT)).isEqualTo("001");
    }

    @Test
    void aRowMayReferToALaterOneOfItsTable() {
        Tenant tenant = fresh();
        UUID later = new UUID(2, 2);
        String lines = row(",\"parent_id\":\"" + later + "\"") + "{\"parent_id\":null,\"id\":\"" + later + "\"}\n";

        assertThat(load(tenant, Map.of(TYPES, lines, "tableapp.only_one", "{}\n")))
                .containsEntry(TYPES, 2L)
                .containsEntry("tableapp.only_one", 1L);
    }

    @Test
    void columnsThatAnOlderExportHasNotTakeTheirDefault() {
        Tenant tenant = fresh();

        load(tenant, Map.of(TYPES, row(""), CHILD, "{\"name\":\"n\",\"type_id\":\"" + ONE + "\"}\n"));

        assertThat(export(tenant).get(CHILD))
                .isEqualTo("{\"name\":\"n\",\"type_id\":\"" + ONE + "\",\"added\":\"new\"}\n");
    }

    @Test
    void aTenantWithRowsTakesNone() {
        Tenant tenant = fresh();
        load(tenant, Map.of(TYPES, row("")));

        assertThatThrownBy(() -> load(tenant, Map.of(CHILD, ""))).isInstanceOf(Conflict.class);
    }

    private static long count() {
        return TX.read(session -> ((Number) session.entities()
                        .createNativeQuery("SELECT count(*) FROM tableapp.every_type")
                        .getSingleResult())
                .longValue());
    }

    @Test
    void everythingAtOneMomentIsOfThatMoment() throws SQLException {
        Tenant tenant = fresh();
        rows(tenant, 3, 1);
        Tenants.run(tenant, () -> {
            try {
                tables.atOneMoment(() -> {
                    Map<String, String> first = export(tenant);
                    assertThat(first.get(TYPES).lines()).hasSize(3);
                    more(tenant);
                    assertThat(count()).isEqualTo(3);
                    assertThat(export(tenant)).isEqualTo(first);
                    assertThat(count()).isEqualTo(3);
                    assertThatThrownBy(() -> TX.run(session -> {})).isInstanceOf(IllegalStateException.class);
                    assertThatThrownBy(() -> tables.atOneMoment(() -> null)).isInstanceOf(IllegalStateException.class);
                    return null;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            assertThat(count()).isEqualTo(7);
        });
    }

    private static void more(Tenant tenant) {
        try {
            rows(tenant, 4, 2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anImportInsideATransactionIsDecidedByIt() {
        Tenant tenant = fresh();
        assertThat(Tenants.call(tenant, () -> tables.empty(UNIT))).isTrue();
        assertThatThrownBy(() -> Tenants.run(
                        tenant,
                        () -> TX.run(session -> {
                            load(tenant, Map.of(TYPES, row("")));
                            throw new IllegalStateException("no");
                        })))
                .hasMessage("no");
        assertThat(export(tenant).values()).containsOnly("");

        // A refusal that somebody swallows still leaves nothing behind.
        assertThatThrownBy(() -> Tenants.run(
                        tenant,
                        () -> TX.run(session -> {
                            try {
                                load(tenant, Map.of(TYPES, row(""), CHILD, "{}\n"));
                            } catch (Invalid swallowed) {
                                assertThat(swallowed.status()).isEqualTo(422);
                            }
                        })))
                .isInstanceOf(IllegalStateException.class);
        assertThat(export(tenant).values()).containsOnly("");

        Tenants.run(
                tenant,
                () -> TX.run(session -> {
                    load(tenant, Map.of(TYPES, row("")));
                    assertThat(count()).isEqualTo(1);
                    session.audit("test.imported", null, "in the same transaction");
                }));
        assertThat(export(tenant).get(TYPES).lines()).hasSize(1);
        assertThat(Tenants.call(tenant, () -> tables.empty(UNIT))).isFalse();
        assertThat(Tenants.call(fresh(), () -> tables.empty(UNIT))).isTrue();
    }

    @Test
    void rowsOfOthersAreNeitherSeenNorReached() throws SQLException {
        Tenant other = fresh();
        load(other, Map.of(TYPES, row("")));
        Tenant tenant = fresh();

        assertThat(export(tenant).values()).containsOnly("");
        // The id exists for the other tenant only, so nothing can refer to it here.
        assertThatThrownBy(() -> load(tenant, Map.of(CHILD, "{\"name\":\"n\",\"type_id\":\"" + ONE + "\"}\n")))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("23503");
        assertRefused(TYPES, row(",\"tenant_id\":\"" + other.id() + "\""), 1, "tenant_id");
    }

    @Test
    void whatIsNotAsItMustBeIsRefusedByTableAndLine() {
        String well = "{\"id\":\"" + new UUID(5, 5) + "\",\"whole\":1,\"at\":null}\n";
        assertRefused(TYPES, well + "{\"id\":\"" + ONE + "\",\"whole\":\"1\",\"at\":null}\n", 2, "whole");
        assertRefused(TYPES, well + "{\"id\":\"" + ONE + "\",\"whole\":99999999999,\"at\":null}\n", 2, "22003");
        assertRefused(TYPES, well + "{\"id\":\"" + ONE + "\",\"whole\":1,\"at\":\"now\"}\n", 2, "at");
        assertRefused(TYPES, well + well, 2, "23505");
        assertRefused(TYPES, well + "{\"id\":\"" + ONE + "\"}\n", 2, "columns");
        assertRefused(TYPES, well + "{\"id\":\"" + ONE + "\",\"whole\":1,\"whole\":2,\"at\":null}\n", 2, "JSON");
        assertRefused(TYPES, well + "{\"id\":", 2, "JSON");
        assertRefused(TYPES, well + "[]\n", 2, "object");
        assertRefused(TYPES, well + "\n", 2, "");
        assertRefused(TYPES, row(",\"unheard_of\":1"), 1, "unheard_of");
        assertRefused(TYPES, row(",\"label\":\"\\u0000\""), 1, "");
        assertRefused(TYPES, row(",\"bytes\":\"***\""), 1, "bytes");
        assertRefused(TYPES, row(",\"document\":\"{\""), 1, "22P02");
        assertRefused(CHILD, "{\"name\":\"n\"}\n", 1, "type_id");
        assertRefused(CHILD, "{\"name\":\"n\",\"type_id\":null}\n", 1, "23502");
        assertRefused(CHILD, "{\"name\":\"n\",\"type_id\":\"" + new UUID(9, 9) + "\"}\n", 1, "23503");
        assertRefused(TYPES, row(",\"label\":\"" + "x".repeat(LineReader.MAX_LINE) + "\""), 1, "too long");
    }

    @Test
    void aMillionRowsPassThroughAHeapOf64MiB() throws Exception {
        Tenant tenant = fresh();
        try (Connection connection = DATABASE.owner();
                var statement = connection.createStatement()) {
            statement.execute("SET row_security = off");
            statement.execute("INSERT INTO tableapp.every_type (tenant_id, id, label, at) SELECT '" + tenant.id()
                    + "', gen_random_uuid(), repeat('글', 30), now() FROM generate_series(1, 1000000)");
        }

        String[] counts = LittleMemory.copyOut(tenant, UNIT).split(" ");

        assertThat(counts[0]).isEqualTo("1000000");
        assertThat(Long.parseLong(counts[1])).isGreaterThan(4 * (64 << 20));
    }
}
