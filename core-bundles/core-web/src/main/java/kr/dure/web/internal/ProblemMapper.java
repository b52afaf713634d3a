package kr.dure.web.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Locale;
import java.util.UUID;
import kr.dure.product.Text;
import kr.dure.web.BadRequest;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.IdempotencyStore;
import kr.dure.web.NotFound;
import kr.dure.web.Problem;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Turns whatever was thrown into a problem document. Nothing of the server's inside leaves it. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    private final IdempotencyStore answers;

    ProblemMapper(IdempotencyStore answers) {
        this.answers = answers;
    }

    @Override
    public Response toResponse(Throwable failure) {
        Message message = JAXRSUtils.getCurrentMessage();
        Problem problem = problem(failure, message);
        if (problem.type().equals("idempotent-replay")) {
            IdempotencyKey key = (IdempotencyKey) message.getExchange().get(AccessFilter.KEY);
            return answers.find(key)
                    .map(json -> AccessFilter.replay(message, json))
                    .orElseGet(() -> answer(problem, message));
        }
        return answer(problem, message);
    }

    private static Response answer(Problem problem, Message message) {
        Locale locale = ProblemDocument.language(Headers.first(message, "Accept-Language"));
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(ProblemDocument.MEDIA_TYPE)
                .header("Content-Language", locale.getLanguage())
                .entity(ProblemDocument.of(problem, locale, (String) message.get(Message.REQUEST_URI)));
        ProblemDocument.retryAfter(problem).ifPresent(seconds -> response.header("Retry-After", seconds));
        ProblemDocument.challenge(problem).ifPresent(scheme -> response.header("WWW-Authenticate", scheme));
        return response.build();
    }

    private static Problem problem(Throwable failure, Message message) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof JsonProcessingException json) {
                return unreadable(json);
            }
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return of(web.getResponse().getStatus());
        }
        String incident = UUID.randomUUID().toString();
        try (MDC.MDCCloseable named = MDC.putCloseable("incident", incident)) {
            LOG.error(
                    "Incident {} at {} {}",
                    incident,
                    message.get(Message.HTTP_REQUEST_METHOD),
                    message.get(Message.REQUEST_URI),
                    failure);
        }
        return new Problem(
                        500,
                        "internal",
                        new Text("서버 오류", "Server error"),
                        new Text(
                                "처리하지 못했습니다. 사고 번호 " + incident + "를 서비스센터에 알려 주세요.",
                                "This could not be done. Please give the service centre the incident number " + incident
                                        + "."))
                .with("incident", incident);
    }

    private static Problem unreadable(JsonProcessingException json) {
        String field = field(json);
        if (json instanceof UnrecognizedPropertyException) {
            return new BadRequest(field, field + "은(는) 모르는 항목입니다.", field + " is an unknown field.");
        }
        return new BadRequest(
                field, field + " 값을 읽을 수 없습니다. JSON 형식을 확인해 주세요.", field + " cannot be read. Please check the JSON.");
    }

    /** Where in the body it could not be read, as {@code steps[0].people[1]}, or {@code body}. */
    static String field(JsonProcessingException json) {
        return json instanceof JsonMappingException mapping ? path(mapping) : "body";
    }

    private static String path(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static Problem of(int status) {
        return switch (status) {
            case 404 -> new NotFound("그런 주소가 없습니다.", "There is nothing at this address.");
            case 400 -> new BadRequest("body", "요청 본문을 읽을 수 없습니다.", "The request body cannot be read.");
            case 405 ->
                new Problem(
                        405,
                        "method-not-allowed",
                        new Text("쓸 수 없는 메서드", "Method not allowed"),
                        new Text("이 주소에서는 그 메서드를 쓸 수 없습니다.", "This address does not take that method."));
            case 406 ->
                new Problem(
                        406,
                        "not-acceptable",
                        new Text("줄 수 없는 형식", "Not acceptable"),
                        new Text("원하는 형식으로 답할 수 없습니다.", "There is no answer in the wanted format."));
            case 415 ->
                new Problem(
                        415,
                        "unsupported-media-type",
                        new Text("받을 수 없는 형식", "Unsupported media type"),
                        new Text(
                                "Content-Type: application/json으로 보내 주세요.",
                                "Please send Content-Type: application/json."));
            default ->
                new Problem(
                        status,
                        "refused",
                        new Text("거절되었습니다", "Refused"),
                        new Text("요청을 처리할 수 없습니다.", "The request cannot be processed."));
        };
    }
}
