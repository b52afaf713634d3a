package kr.dure.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final String ONE = """
            {"openapi":"3.1.0","paths":{"/":{"get":{"operationId":"list","responses":{"200":{"description":"x",
             "content":{"*/*":{"schema":{"$ref":"#/components/schemas/Line"}}}}}}},"/{id}":{"delete":{"responses":{}}}},
             "components":{"schemas":{"Line":{"type":"object","properties":{"%s":{"type":"string"}}}}}}""";

    private static JsonNode merged() throws JsonProcessingException {
        OpenApi api = new OpenApi("1");
        api.add("/api/sms", Json.mapper().readTree(ONE.formatted("text")));
        api.add("/api/operator/sms", Json.mapper().readTree(ONE.formatted("reason")));
        return api.document();
    }

    @Test
    void pathsOfEveryApplicationBeginAtItsBase() throws JsonProcessingException {
        assertThat(merged().path("paths").fieldNames())
                .toIterable()
                .containsExactly("/api/operator/sms", "/api/operator/sms/{id}", "/api/sms", "/api/sms/{id}");
    }

    @Test
    void schemasOfTheSameNameStayApart() throws JsonProcessingException {
        JsonNode schemas = merged().path("components").path("schemas");
        assertThat(schemas.path("sms.Line").path("properties").has("text")).isTrue();
        assertThat(schemas.path("operator.sms.Line").path("properties").has("reason"))
                .isTrue();
        assertThat(merged().at("/paths/~1api~1sms/get/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/sms.Line");
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysHowItFails() throws JsonProcessingException {
        assertThat(merged().at("/paths/~1api~1sms/get/operationId").asText()).isEqualTo("get_api_sms");
        assertThat(merged().at("/paths/~1api~1sms~1{id}/delete/operationId").asText())
                .isEqualTo("delete_api_sms_id");
        assertThat(merged().at("/paths/~1api~1sms/get/responses/default/content")
                        .has("application/problem+json"))
                .isTrue();
    }
}
