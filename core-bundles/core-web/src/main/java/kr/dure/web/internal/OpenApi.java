package kr.dure.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kr.dure.identity.SessionCookie;

/** Puts the descriptions of several applications together into one document (OpenAPI 3.1). */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final ObjectMapper mapper = Json.mapper();
    private final ObjectNode document = mapper.createObjectNode();
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> schemas = new TreeMap<>();

    OpenApi(String version) {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Dure")
                .put("version", version)
                .put(
                        "description",
                        "The API of what is installed here. Unsafe methods need the session cookie and X-CSRF-Token;"
                                + " every error is application/problem+json.");
        schemas.put("Problem", problem());
    }

    /**
     * Adds one application.
     *
     * @param base where it is served, e.g. {@code /api/sms}
     * @param application its own document, whose paths begin at the base
     */
    void add(String base, JsonNode application) {
        String name = base.substring("/api/".length()).replace('/', '.');
        JsonNode own = renamed(application, name);
        own.path("paths").fields().forEachRemaining(path -> {
            String full = path.getKey().equals("/") ? base : base + path.getKey();
            ObjectNode item = (ObjectNode) path.getValue();
            item.fieldNames().forEachRemaining(method -> {
                if (METHODS.contains(method)) {
                    describe((ObjectNode) item.get(method), name, method, full);
                }
            });
            paths.put(full, item);
        });
        own.path("components")
                .path("schemas")
                .fields()
                .forEachRemaining(schema -> schemas.put(name + "." + schema.getKey(), schema.getValue()));
    }

    JsonNode document() {
        ObjectNode all = document.deepCopy();
        paths.forEach(all.putObject("paths")::set);
        ObjectNode components = all.putObject("components");
        schemas.forEach(components.putObject("schemas")::set);
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("session").put("type", "apiKey").put("in", "cookie").put("name", SessionCookie.SECURE);
        schemes.putObject("csrf").put("type", "apiKey").put("in", "header").put("name", "X-CSRF-Token");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer");
        return all;
    }

    private static void describe(ObjectNode operation, String name, String method, String path) {
        operation.put(
                "operationId", method + path.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", ""));
        operation.withArray("tags").add(name);
        operation
                .withObjectProperty("responses")
                .putObject("default")
                .put("description", "What went wrong (RFC 9457)")
                .putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    /** Two applications may both have a {@code Line}: each one's schemas get its name. */
    private JsonNode renamed(JsonNode application, String name) {
        String json = Json.write(mapper, application)
                .replace("#/components/schemas/", "#/components/schemas/" + name + ".")
                .replace("\"*/*\"", "\"application/json\"");
        try {
            return mapper.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode problem() {
        ObjectNode problem = mapper.createObjectNode().put("type", "object");
        ObjectNode properties = problem.putObject("properties");
        for (String text : new String[] {"type", "title", "detail", "instance"}) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        ObjectNode error = properties.putObject("errors").put("type", "array").putObject("items");
        error.put("type", "object");
        error.putObject("properties").putObject("field").put("type", "string");
        error.withObjectProperty("properties").putObject("message").put("type", "string");
        return problem;
    }
}
