package kr.dure.notification;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import kr.dure.product.Text;

/**
 * An e-mail from the platform to one person. It is sent as plain text and as HTML, both made from {@code parts}.
 *
 * @param kind what it is about, for the operator's list: {@code identity.onboarding}
 * @param to one address (RFC 5322 addr-spec)
 * @param language Korean or English
 * @param secret whether its content is forgotten as soon as it was handed over, as for a temporary password
 */
public record Mail(String kind, String to, Locale language, Text subject, List<Part> parts, boolean secret) {
    public Mail {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(subject, "subject");
        parts = List.copyOf(parts);
    }

    /** A piece of the content; from top to bottom. */
    public sealed interface Part {}

    /** A sentence or several. */
    public record Paragraph(Text text) implements Part {}

    /** Names and values, one below the other. */
    public record Facts(List<Fact> facts) implements Part {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** One name and its value; the value may be copied by hand, so it is set in a fixed-width face. */
    public record Fact(Text name, String value) {}

    /** Rows of values under headings, e.g. DNS records. */
    public record Table(List<Text> headings, List<List<String>> rows) implements Part {
        public Table {
            headings = List.copyOf(headings);
            rows = List.copyOf(rows);
        }
    }

    /** A button that opens {@code url}. */
    public record Action(Text label, String url) implements Part {}
}
