package kr.dure.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The API document as a page. */
final class ApiPage {
    private ApiPage() {}

    static void write(JsonNode document, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale locale = Html.language(request);
        StringBuilder html = new StringBuilder("<header><h1>Dure API</h1>")
                .append(Html.languages(locale, "/api/docs"))
                .append("</header><p>")
                .append(Html.text(
                        locale,
                        "지금 이 서버에 설치된 것의 API입니다. 도구에서는 <a href=\"/api/openapi.json\"><code>/api/openapi.json</code></a>"
                                + "(OpenAPI 3.1)을 읽으세요.",
                        "The API of what is installed on this server now. Tools read"
                                + " <a href=\"/api/openapi.json\"><code>/api/openapi.json</code></a> (OpenAPI 3.1)."))
                .append("</p>");
        Map<String, List<String>> groups = new TreeMap<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
                    JsonNode operation = method.getValue();
                    String tag = operation.path("tags").path(0).asText();
                    groups.computeIfAbsent(tag, t -> new ArrayList<>())
                            .add(operation(locale, method.getKey(), path.getKey(), operation));
                }));
        groups.forEach((tag, operations) -> {
            html.append("<h2>").append(Html.escape(tag)).append("</h2>");
            operations.forEach(html::append);
        });
        JsonNode schemas = document.path("components").path("schemas");
        html.append("<h2>").append(Html.text(locale, "자료 형식", "Schemas")).append("</h2>");
        schemas.fields()
                .forEachRemaining(schema -> html.append("<details id=\"")
                        .append(Html.escape(schema.getKey()))
                        .append("\"><summary><code>")
                        .append(Html.escape(schema.getKey()))
                        .append("</code></summary><pre>")
                        .append(Html.escape(schema.getValue().toPrettyString()))
                        .append("</pre></details>"));
        Html.write(response, locale, html.toString());
    }

    private static String operation(Locale locale, String method, String path, JsonNode operation) {
        StringBuilder html = new StringBuilder("<details><summary><b class=\"method\">")
                .append(method.toUpperCase(Locale.ROOT))
                .append("</b> <code>")
                .append(Html.escape(path))
                .append("</code></summary><dl>");
        operation
                .path("parameters")
                .forEach(parameter -> Html.row(
                        html,
                        "<code>" + Html.escape(parameter.path("name").asText()) + "</code>",
                        Html.escape(parameter.path("in").asText() + ", "
                                + parameter.path("schema").path("type").asText()
                                + (parameter.path("required").asBoolean()
                                        ? Html.text(locale, ", 필수", ", required")
                                        : ""))));
        schema(html, Html.text(locale, "보내는 것", "Request"), operation.path("requestBody"));
        operation.path("responses").fields().forEachRemaining(answer -> {
            if (!answer.getKey().equals("default")) {
                schema(html, Html.text(locale, "받는 것", "Response"), answer.getValue());
            }
        });
        return html.append("</dl></details>").toString();
    }

    private static void schema(StringBuilder html, String label, JsonNode body) {
        body.path("content").forEach(content -> {
            String name = content.path("schema").path("$ref").asText().replaceFirst(".*/", "");
            if (!name.isEmpty()) {
                String safe = Html.escape(name);
                Html.row(html, label, "<a href=\"#" + safe + "\"><code>" + safe + "</code></a>");
            }
        });
    }
}
