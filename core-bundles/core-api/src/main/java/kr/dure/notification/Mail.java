package kr.dure.notification;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import kr.dure.product.Text;
import kr.dure.web.Invalid;

/**
 * An e-mail from the platform to one person. It is sent as plain text and as HTML, both made from {@code parts}.
 *
 * @param kind what it is about, for the operator's list: {@code identity.onboarding}
 * @param to one address (RFC 5322 addr-spec)
 * @param language Korean or English
 * @param secret whether its content is forgotten as soon as it was handed over, as for a temporary password
 * @param attachments files that go with it, together {@value #MAX_ATTACHED} bytes at most; forgotten with the content
 */
public record Mail(
        String kind,
        String to,
        Locale language,
        Text subject,
        List<Part> parts,
        boolean secret,
        List<Attachment> attachments) {
    /** How many bytes all attachments of a mail have together at most (10 MB). */
    public static final long MAX_ATTACHED = 10_000_000;

    /** @throws Invalid 422 naming {@code attachments} when they are too large */
    public Mail {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(subject, "subject");
        parts = List.copyOf(parts);
        attachments = List.copyOf(attachments);
        long bytes =
                attachments.stream().mapToLong(file -> file.content().length).sum();
        if (bytes > MAX_ATTACHED) {
            throw new Invalid(
                    "attachments",
                    "메일의 첨부 파일은 모두 합쳐 10MB까지입니다.",
                    "The attachments of a mail have 10 MB together at most.");
        }
    }

    /** Without attachments. */
    public Mail(String kind, String to, Locale language, Text subject, List<Part> parts, boolean secret) {
        this(kind, to, language, subject, parts, secret, List.of());
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

    /**
     * A file that goes with the mail.
     *
     * @param name as the reader sees it: {@code 견적서.pdf}; 1 to 200 characters without separators of paths or controls
     * @param mediaType e.g. {@code application/pdf}
     * @param content its bytes; not to be changed afterwards
     */
    public record Attachment(String name, String mediaType, byte[] content) {
        private static final int LONGEST_NAME = 200;

        /** @throws Invalid 422 naming {@code attachments} for a name or a type that no mail can carry */
        public Attachment {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(mediaType, "mediaType");
            Objects.requireNonNull(content, "content");
            if (name.isBlank() || name.length() > LONGEST_NAME || name.matches("(?s).*[/\\\\\\p{Cntrl}].*")) {
                throw new Invalid("attachments", "첨부 파일의 이름이 바르지 않습니다.", "An attachment has no usable name.");
            }
            if (!mediaType.matches("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")) {
                throw new Invalid("attachments", "첨부 파일의 종류가 바르지 않습니다.", "An attachment has no usable media type.");
            }
        }
    }
}
