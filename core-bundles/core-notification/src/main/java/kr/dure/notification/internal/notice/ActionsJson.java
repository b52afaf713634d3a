package kr.dure.notification.internal.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import kr.dure.notification.Notice;

/** A notice's buttons as the database has them. */
final class ActionsJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<List<Notice.Action>> ACTIONS = new TypeReference<>() {};

    private ActionsJson() {}

    static String write(List<Notice.Action> actions) {
        try {
            return MAPPER.writeValueAsString(actions);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Notice.Action> read(String json) {
        try {
            return MAPPER.readValue(json, ACTIONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
