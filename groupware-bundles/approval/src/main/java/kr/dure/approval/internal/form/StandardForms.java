package kr.dure.approval.internal.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

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

    private StandardForms() {}

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
