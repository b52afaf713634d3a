package kr.dure.notification.internal;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import kr.dure.notification.Mail;
import kr.dure.notification.internal.sender.Sender;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mails over by SMTP (RFC 5321), one connection each. */
final class SmtpServer {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);

    static final Duration CONNECT = Duration.ofSeconds(10);

    /** How long it may be silent; some look for viruses before they answer. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final int LONGEST_REASON = 500;

    private final SmtpSettings settings;
    private final Session session;

    SmtpServer(SmtpSettings settings) {
        this(settings, CONNECT, SILENCE);
    }

    SmtpServer(SmtpSettings settings, Duration connect, Duration silence) {
        this.settings = settings;
        this.session = settings.server()
                .map(server -> Session.getInstance(properties(server, connect, silence)))
                .orElse(null);
    }

    private Properties properties(SmtpSettings.Server server, Duration connect, Duration silence) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        properties.setProperty("mail.smtp.connectiontimeout", Long.toString(connect.toMillis()));
        properties.setProperty("mail.smtp.timeout", Long.toString(silence.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", Long.toString(silence.toMillis()));
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.localhost", domain());
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.implicitTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        if (!server.implicitTls()) {
            properties.setProperty("mail.smtp.starttls.enable", "true");
            // A password never goes over the wire in plain text.
            properties.setProperty("mail.smtp.starttls.required", Boolean.toString(server.user() != null));
        }
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
        return properties;
    }

    private String domain() {
        return settings.from().substring(settings.from().indexOf('@') + 1);
    }

    /**
     * One try; it returns within the time limits, whatever the other side does.
     *
     * @param sender whose name it bears and whose key signs it
     */
    Outcome send(Letter letter, Sender sender) {
        if (session == null) {
            return new Outcome.Later("Not sent: " + settings.fault(), false);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The mail library looks for its own parts there.
        thread.setContextClassLoader(SmtpServer.class.getClassLoader());
        try {
            MimeMessage message = signed(message(letter, sender), sender);
            SmtpSettings.Server server = settings.server().orElseThrow();
            Transport transport = session.getTransport();
            try {
                transport.connect(server.host(), server.port(), server.user(), server.password());
                transport.sendMessage(message, message.getAllRecipients());
            } finally {
                close(transport);
            }
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            return outcome(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What goes wrong in saying goodbye does not change what was said before. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The connection is gone, which was wanted.
        }
    }

    /** A signature that cannot be made keeps no mail back. */
    private static MimeMessage signed(MimeMessage message, Sender sender) {
        if (sender.key() == null) {
            return message;
        }
        try {
            return sender.key().sign(message);
        } catch (MessagingException | RuntimeException e) {
            LOG.warn("A mail goes out without a DKIM signature: {}", e.toString());
            return message;
        }
    }

    MimeMessage message(Letter letter, Sender sender) throws MessagingException {
        MimeMessage message = new Identified(session, "<" + letter.id() + "@" + domain() + ">");
        try {
            boolean own = sender.address() != null;
            message.setFrom(new InternetAddress(
                    own ? sender.address() : settings.from(), own ? sender.name() : settings.fromName(), "UTF-8"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        message.setRecipients(Message.RecipientType.TO, new Address[] {new InternetAddress(letter.to(), true)});
        message.setSubject(letter.subject(), "UTF-8");
        message.setSentDate(Date.from(letter.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), StandardCharsets.UTF_8.name(), "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), StandardCharsets.UTF_8.name(), "html");
        MimeMultipart texts = new MimeMultipart("alternative", text, html);
        if (letter.attachments().isEmpty()) {
            message.setContent(texts);
        } else {
            MimeBodyPart content = new MimeBodyPart();
            content.setContent(texts);
            MimeMultipart mixed = new MimeMultipart("mixed", content);
            for (Mail.Attachment file : letter.attachments()) {
                mixed.addBodyPart(part(file));
            }
            message.setContent(mixed);
        }
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(Mail.Attachment file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.mediaType())));
        try {
            // Both ways of writing a name, for old mail programs and for new ones.
            part.setFileName(MimeUtility.encodeText(file.name(), "UTF-8", "B"));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        part.setDisposition(Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /**
     * Only what the server says about this recipient or this content is final. What it holds against the installation
     * (its login, its sender) can be mended, and the mail goes out then.
     */
    private static Outcome outcome(MessagingException failure) {
        for (Exception next = failure; next != null; next = next(next)) {
            if (next instanceof SMTPAddressFailedException recipient) {
                return outcome(recipient.getReturnCode(), recipient, true);
            }
        }
        for (Exception next = failure; next != null; next = next(next)) {
            if (next instanceof SMTPSendFailedException refused) {
                boolean sender = String.valueOf(refused.getCommand()).startsWith("MAIL");
                return sender
                        ? new Outcome.Later(reason(refused), true)
                        : outcome(refused.getReturnCode(), refused, false);
            }
        }
        return new Outcome.Later(reason(failure), true);
    }

    private static Exception next(Exception failure) {
        return failure instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static Outcome outcome(int code, Exception failure, boolean recipient) {
        String reason = reason(failure);
        return code >= 500 && code < 600
                ? new Outcome.Refused(reason, recipient && Bounces.ofAddress(code, reason))
                : new Outcome.Later(reason, true);
    }

    /** The other side's words, in one line. */
    private static String reason(Exception failure) {
        String words = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    /** A message that keeps the Message-ID it was given. */
    private static final class Identified extends MimeMessage {
        private final String messageId;

        Identified(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
