package kr.dure.web.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import kr.dure.identity.Authenticator.Authentication;
import kr.dure.product.Entitlements;
import kr.dure.web.BadRequest;
import kr.dure.web.Forbidden;
import kr.dure.web.IdempotencyKey;
import kr.dure.web.IdempotencyStore;
import kr.dure.web.Idempotent;
import kr.dure.web.ReadsOnly;
import kr.dure.web.RequiresPermission;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;

/**
 * Decides whether a matched method may run: {@link AccessRules}, size of the body, idempotency. What it does not know it
 * refuses.
 */
final class AccessFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final String KEY = IdempotencyKey.class.getName();
    static final String AUTHENTICATION = Authentication.class.getName();

    private static final int MAX_KEY = 255;
    private static final int MAX_JSON = 1 << 20;
    /** Other bodies that a method reads as a whole. */
    private static final long MAX_DOCUMENT = 8L * 1024 * 1024;

    /** What methods read piece by piece, with a limit of their own. */
    private static final Set<String> STREAMED =
            Set.of("java-archive", "zip", "octet-stream", "offset+octet-stream", "form-data");

    private final String base;
    private final AccessRules rules;
    private final DeclaredRights rights;
    private final IdempotencyStore answers;
    private final ObjectMapper mapper;

    /** @param product what must be enabled for the tenant, or empty for the kernel's own applications */
    AccessFilter(
            String base,
            Optional<String> product,
            Entitlements entitlements,
            DeclaredRights rights,
            IdempotencyStore answers,
            ObjectMapper mapper) {
        this.base = base;
        this.rights = rights;
        this.rules = new AccessRules(product, entitlements);
        this.answers = answers;
        this.mapper = mapper;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        Message message = JAXRSUtils.getCurrentMessage();
        Method method = method(message);
        HttpServletRequest http = (HttpServletRequest) message.get("HTTP.REQUEST");
        rules.check(
                new AccessRules.Call(
                        base,
                        path(method),
                        request.getMethod(),
                        method.isAnnotationPresent(ReadsOnly.class),
                        permission(method),
                        request.getHeaderString("X-CSRF-Token")),
                (Authentication) http.getAttribute(AUTHENTICATION));
        rights.check(permission(method));
        bound(request);
        Idempotent idempotent = method.getAnnotation(Idempotent.class);
        if (idempotent != null) {
            bindKey(request, message, (Authentication) http.getAttribute(AUTHENTICATION));
        }
    }

    private static Method method(Message message) {
        return message.getExchange().get(OperationResourceInfo.class).getAnnotatedMethod();
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value().replaceAll("^/|/$", "");
    }

    private static String permission(Method method) {
        RequiresPermission required = method.getAnnotation(RequiresPermission.class);
        if (required == null) {
            required = method.getDeclaringClass().getAnnotation(RequiresPermission.class);
        }
        if (required == null) {
            throw new Forbidden(
                    "이 주소에는 권한이 정해져 있지 않아 닫혀 있습니다.", "No permission is declared for this address, so it is closed.");
        }
        return required.value();
    }

    private void bindKey(ContainerRequestContext request, Message message, Authentication authentication)
            throws IOException {
        String key = request.getHeaderString("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw new BadRequest(
                    "Idempotency-Key",
                    "Idempotency-Key 헤더가 필요합니다(1~255자).",
                    "Header Idempotency-Key is required (1 to 255 characters).");
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        String account = authentication == null
                ? ""
                : authentication.caller().accountId().toString();
        IdempotencyKey idempotency = new IdempotencyKey(
                account,
                key,
                fingerprint(
                        request.getMethod(),
                        request.getUriInfo().getRequestUri().getPath(),
                        body),
                value -> Json.write(mapper, value));
        Optional<String> answer = answers.find(idempotency);
        if (answer.isPresent()) {
            request.abortWith(replay(message, answer.get()));
            return;
        }
        message.getExchange().put(KEY, idempotency);
        IdempotencyKey.bind(idempotency);
    }

    private static String fingerprint(String method, String path, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((method + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer that was stored, with the status it had. */
    static Response replay(Message message, String json) {
        return Response.status(method(message).getAnnotation(Idempotent.class).status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Idempotency-Replayed", "true")
                .entity(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static void bound(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type != null && type.getSubtype().endsWith("json")) {
            request.setEntityStream(BoundedStream.of(request.getEntityStream(), request.getLength(), MAX_JSON));
        } else if (type != null && !STREAMED.contains(type.getSubtype())) {
            request.setEntityStream(BoundedStream.of(request.getEntityStream(), request.getLength(), MAX_DOCUMENT));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle("Cache-Control", "no-store");
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        if (!response.hasEntity()) {
            return;
        }
        OperationResourceInfo operation =
                JAXRSUtils.getCurrentMessage().getExchange().get(OperationResourceInfo.class);
        if (!isWritten(response)) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_TYPE);
        }
        if (response.getStatus() == 200 && operation != null) {
            Idempotent idempotent = operation.getAnnotatedMethod().getAnnotation(Idempotent.class);
            if (idempotent != null) {
                response.setStatus(idempotent.status());
            }
        }
    }

    /** Whether the answer has a form of its own; everything else is JSON, whatever {@code Accept} would rather have. */
    private static boolean isWritten(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type == null || type.isWildcardType() || type.isWildcardSubtype()) {
            return false;
        }
        Object entity = response.getEntity();
        return type.getSubtype().endsWith("json")
                || entity instanceof byte[]
                || entity instanceof String
                || entity instanceof InputStream
                || entity instanceof StreamingOutput;
    }
}
