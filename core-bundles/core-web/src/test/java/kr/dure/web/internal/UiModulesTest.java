package kr.dure.web.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UiModulesTest {
    private static final String GOOD = """
            {"id":"sms","icon":"M3 7h18","color":"#076b58","route":"sms","entry":"index-AbCd1234.js","title":{"ko":"문자","en":"SMS"}}""";

    private Instant now = Instant.parse("2026-06-11T00:00:00Z");
    private final List<String> events = new ArrayList<>();
    private final UiModules modules = new UiModules(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            },
            (tenant, account, event, json) -> events.add(event));

    private static Map<String, UiFile> files(String name, String text) {
        return UiModules.files(Map.of(name, text.getBytes(UTF_8)));
    }

    private String text(String path) {
        return modules.find(path).map(file -> new String(file.bytes(), UTF_8)).orElse(null);
    }

    @Test
    void servesEachModuleUnderItsOwnNameAndTheShellBelowThem() {
        modules.add("", UiModules.files(Map.of("shell/a.js", "shell".getBytes(UTF_8))));
        modules.add("sms", files("a.js", "sms"));

        assertThat(text("sms/a.js")).isEqualTo("sms");
        assertThat(text("shell/a.js")).isEqualTo("shell");
        assertThat(text("a.js")).isNull();
        assertThat(text("mail/a.js")).isNull();
    }

    @Test
    void leadsNowhereByDotsSlashesOrEncodedNames() {
        modules.add("", UiModules.files(Map.of("shell/a.js", "shell".getBytes(UTF_8))));
        modules.add("sms", files("a.js", "sms"));

        for (String path : List.of(
                "../a.js",
                "sms/../sms/a.js",
                "sms//a.js",
                "sms/%2e%2e/shell/a.js",
                "/sms/a.js",
                "sms/",
                "sms",
                "",
                "sms/../../META-INF/MANIFEST.MF",
                "sms/a.js\0",
                "..\\a.js")) {
            assertThat(modules.find(path)).as(path).isEmpty();
        }
    }

    @Test
    void servesWhatWentForADayAndTheNewerOfTwo() {
        modules.add("sms", files("a.js", "first"));
        modules.remove("sms");
        modules.add("sms", files("b.js", "second"));
        assertThat(text("sms/a.js")).isEqualTo("first");
        assertThat(text("sms/b.js")).isEqualTo("second");

        now = now.plus(Duration.ofHours(25));
        assertThat(text("sms/a.js")).isNull();
        assertThat(text("sms/b.js")).isEqualTo("second");
        assertThat(events).containsExactly("modules");
    }

    @Test
    void servesNoPageAsAFileBecauseItHasNoNonce() {
        modules.add("", files("index.html", "<p>@nonce@</p>"));

        assertThat(modules.find("index.html")).isEmpty();
        assertThat(modules.page()).contains("<p>@nonce@</p>");
    }

    @Test
    void servesNoFileOfAnUnknownKind() {
        assertThat(UiModules.files(Map.of("a.html", new byte[1], "b.class", new byte[1], "c", new byte[1])))
                .isEmpty();
    }

    @Test
    void findsTheCompressedFormBesideAFile() {
        Map<String, UiFile> files = UiModules.files(Map.of("a.js", new byte[] {1}, "a.js.br", new byte[] {2}));

        assertThat(files.get("a.js").brotli()).containsExactly(2);
        assertThat(files).doesNotContainKey("a.js.br");
    }

    private static void check(String json) throws Exception {
        JsonNode module = new ObjectMapper().readTree(json);
        UiModules.check("sms", module, files("index-AbCd1234.js", ""));
    }

    @Test
    void takesAModuleThatSaysWhatTheShellNeeds() throws Exception {
        check(GOOD);
    }

    @Test
    void refusesAModuleThatTakesAnothersNameOrPutsMarkupIntoItsIcon() {
        assertThatThrownBy(() -> check(GOOD.replace("\"id\":\"sms\"", "\"id\":\"mail\"")))
                .hasMessageContaining("mail");
        assertThatThrownBy(() -> check(GOOD.replace("M3 7h18", "<script>"))).hasMessageContaining("icon");
        assertThatThrownBy(() -> check(GOOD.replace("\"route\":\"sms\"", "\"route\":\"../x\"")))
                .hasMessageContaining("route");
        assertThatThrownBy(() -> check(GOOD.replace("index-AbCd1234.js", "https://evil.example/x.js")))
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> check(GOOD.replace(",\"en\":\"SMS\"", ""))).hasMessageContaining("title");
    }
}
