package kr.dure.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kr.dure.product.Text;

/**
 * An answer that is not the wanted one, as {@code application/problem+json} (RFC 9457). Thrown by services by name;
 * core-web turns it into the HTTP answer.
 */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Text title;
    private final transient Text text;
    private final int status;
    private final String type;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient List<FieldError> errors;

    /**
     * @param status the HTTP status, 400 to 599
     * @param type last part of the type URI, e.g. {@code seat-charge}
     * @param title the kind of problem, the same for every occurrence
     * @param text what happened here and what to do next
     */
    public Problem(int status, String type, Text title, Text text) {
        this(status, type, title, text, List.of());
    }

    Problem(int status, String type, Text title, Text text, List<FieldError> errors) {
        super(type + ": " + text.en(), null, false, false);
        this.status = status;
        this.type = type;
        this.title = title;
        this.text = text;
        this.errors = List.copyOf(errors);
    }

    /** Adds a member to the problem document, e.g. {@code attemptsLeft}. */
    public Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** The last part of the type URI. */
    public String type() {
        return type;
    }

    public Text title() {
        return title;
    }

    public Text text() {
        return text;
    }

    /** Extension members in the order they were added. */
    public Map<String, Object> members() {
        return members;
    }

    /** The fields at fault; empty unless this is about input. */
    public List<FieldError> errors() {
        return errors;
    }

    /**
     * One field at fault.
     *
     * @param field path in the request, e.g. {@code company.name}
     * @param message what is wrong with it
     */
    public record FieldError(String field, Text message) {}
}
