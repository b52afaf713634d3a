package kr.dure.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import kr.dure.product.Text;

/**
 * A template as its app brings it.
 *
 * @param id e.g. {@code billing.invoice}: small letters, digits, dots and hyphens, at most 100
 * @param name what the list of templates calls it
 * @param body the HTML in Mustache, in both languages
 * @param sample data as {@link Templates#fill} would get them, naming everything a template may use, lists with at least
 *     one entry: previews show it, and a template that names anything else is refused
 */
public record Template(String id, Text name, Text body, Map<String, ?> sample) {
    public Template {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
        sample = Map.copyOf(sample);
    }

    /**
     * A template whose body lies on the class path of its app.
     *
     * @param app a class of the app's jar
     * @param path without language and ending: {@code /templates/invoice} for {@code /templates/invoice_ko.html} and
     *     {@code …_en.html}
     * @throws IllegalArgumentException when one of the two is missing
     */
    public static Template of(String id, Text name, Class<?> app, String path, Map<String, ?> sample) {
        return new Template(id, name, new Text(read(app, path + "_ko.html"), read(app, path + "_en.html")), sample);
    }

    private static String read(Class<?> app, String path) {
        try (InputStream in = app.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no " + path + " beside " + app.getName() + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
