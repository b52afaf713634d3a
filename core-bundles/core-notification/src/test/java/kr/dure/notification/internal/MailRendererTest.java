package kr.dure.notification.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import kr.dure.notification.Mail;
import kr.dure.product.Text;
import org.junit.jupiter.api.Test;

class MailRendererTest {
    private static final String EVIL = "<script>alert('x')</script> & \"q\"";
    private static final String ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;";

    @Test
    void aMailSpeaksItsLanguage() {
        Mail korean = mail(Locale.KOREAN, new Mail.Paragraph(new Text("안녕하세요", "Hello")));
        assertThat(MailRenderer.text(korean)).contains("안녕하세요", "답장은").doesNotContain("Hello");
        assertThat(MailRenderer.html(korean))
                .contains("<html lang=\"ko\">", "안녕하세요")
                .doesNotContain("Hello");
        Mail english = mail(Locale.ENGLISH, new Mail.Paragraph(new Text("안녕하세요", "Hello")));
        assertThat(MailRenderer.text(english)).contains("Hello", "Replies").doesNotContain("안녕");
        assertThat(MailRenderer.html(english))
                .contains("<html lang=\"en\">", "Hello")
                .doesNotContain("안녕");
    }

    @Test
    void everyPartIsThereAsTextAndAsHtml() {
        Mail mail = mail(
                Locale.ENGLISH,
                new Mail.Facts(List.of(new Mail.Fact(text("Address"), "http://acme.localhost"))),
                new Mail.Table(
                        List.of(text("Type"), text("Value")),
                        List.of(List.of("A", "203.0.113.7"), List.of("MX", "10 mail"))),
                new Mail.Action(text("Log in"), "https://acme.example/?a=1&b=2"));
        assertThat(MailRenderer.text(mail))
                .contains("  Address: http://acme.localhost\n")
                .contains("  Type: A\n  Value: 203.0.113.7\n\n  Type: MX\n  Value: 10 mail\n")
                .contains("Log in:\nhttps://acme.example/?a=1&b=2\n");
        assertThat(MailRenderer.html(mail))
                .contains(">Address</td>", ">http://acme.localhost</td>", ">Type</th>", "203.0.113.7</td>")
                .contains("href=\"https://acme.example/?a=1&amp;b=2\"", "#076b58");
    }

    @Test
    void nothingThatIsFilledInBecomesMarkup() {
        Mail mail = new Mail(
                "test",
                "kim@example.com",
                Locale.ENGLISH,
                text(EVIL),
                List.of(
                        new Mail.Paragraph(text(EVIL)),
                        new Mail.Facts(List.of(new Mail.Fact(text(EVIL), EVIL))),
                        new Mail.Table(List.of(text(EVIL)), List.of(List.of(EVIL, EVIL))),
                        new Mail.Action(text(EVIL), "https://acme.example/")),
                false);
        assertThat(MailRenderer.html(mail)).contains(ESCAPED).doesNotContain("<script", "alert('x')");
        assertThat(MailRenderer.text(mail)).contains(EVIL);
    }

    @Test
    void aButtonOpensAddressesOfTheWebOnly() {
        for (String url : List.of(
                "javascript:alert(1)",
                "data:text/html,x",
                "//acme.example/",
                "acme.example",
                "https://user:password@acme.example/",
                "https://acme.example/\" onclick=\"x",
                "ftp://acme.example/")) {
            Mail mail = mail(Locale.ENGLISH, new Mail.Action(text("Open"), url));
            assertThatThrownBy(() -> MailRenderer.html(mail)).as(url).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MailRenderer.text(mail)).as(url).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aSubjectIsOneLine() {
        Mail mail = new Mail(
                "test",
                "kim@example.com",
                Locale.ENGLISH,
                text("Hello\r\nBcc: all@example.com\u0000"),
                List.of(),
                false);
        assertThat(MailRenderer.subject(mail)).isEqualTo("Hello Bcc: all@example.com");
    }

    private static Mail mail(Locale language, Mail.Part... parts) {
        return new Mail("test", "kim@example.com", language, text("Subject"), List.of(parts), false);
    }

    private static Text text(String both) {
        return new Text(both, both);
    }
}
