package kr.dure.approval.internal.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.dure.product.Text;

/** The forms that ship, in the order in which lists show them. */
public final class StandardForms {
    private static final List<String> CODES = List.of(
            "proposal",
            "expense",
            "purchase",
            "leave",
            "leave-cancellation",
            "trip",
            "overtime",
            "attendance-correction",
            "education",
            "family-event",
            "certificate",
            "cooperation");

    private static final Map<String, Text> CATEGORIES =
            all().stream().map(StandardForm::category).distinct().collect(Collectors.toMap(Text::ko, text -> text));

    private StandardForms() {}

    /** What a category is called in both languages; one that a company named itself has its name in both. */
    public static Text category(String name) {
        return CATEGORIES.getOrDefault(name, new Text(name, name));
    }

    /** All of them, read anew. */
    public static List<StandardForm> all() {
        return CODES.stream().map(StandardForms::read).toList();
    }

    private static StandardForm read(String code) {
        String path = "/forms/" + code + ".json";
        try (InputStream in = StandardForms.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + path + ".");
            }
            return FormJson.read(in, StandardForm.class);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
