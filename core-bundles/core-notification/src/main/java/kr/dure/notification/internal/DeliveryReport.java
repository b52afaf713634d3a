package kr.dure.notification.internal;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.dure.web.Invalid;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;

/**
 * What a mail server reports about a mail it had taken (RFC 3464).
 *
 * @param mail which one
 * @param failed the recipients it will not reach
 */
record DeliveryReport(UUID mail, List<Failure> failed) {
    private static final Pattern OUR_ID = Pattern.compile("<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]*>");
    private static final int LONGEST = 500;

    /** @param ofAddress whether nothing sent later would arrive either */
    record Failure(String address, String reason, boolean ofAddress) {}

    /** @throws Invalid 422 unless it is a report about a mail of this installation */
    static DeliveryReport read(InputStream message) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The mail library looks for its own parts there.
        thread.setContextClassLoader(DeliveryReport.class.getClassLoader());
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), message);
            if (!mail.isMimeType("multipart/report")) {
                throw unreadable();
            }
            MultipartReport report = new MultipartReport(mail.getDataHandler().getDataSource());
            if (!(report.getReport() instanceof DeliveryStatus status)) {
                throw unreadable();
            }
            UUID id = original(report).orElseThrow(DeliveryReport::unreadable);
            return new DeliveryReport(id, failures(status));
        } catch (MessagingException e) {
            throw unreadable();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Optional<UUID> original(MultipartReport report) throws MessagingException {
        MimeMessage returned = report.getReturnedMessage();
        String id = returned == null ? null : returned.getHeader("Message-ID", null);
        Matcher matcher = OUR_ID.matcher(id == null ? "" : id);
        return matcher.find() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
    }

    private static List<Failure> failures(DeliveryStatus status) {
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < status.getRecipientDSNCount(); i++) {
            InternetHeaders recipient = status.getRecipientDSN(i);
            String action = value(recipient, "Action");
            if (!action.toLowerCase(Locale.ROOT).startsWith("failed")) {
                continue;
            }
            String code = value(recipient, "Status");
            String words = value(recipient, "Diagnostic-Code");
            String reason =
                    (code + " " + words).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
            // The address as we wrote it, where the other side forwarded it.
            String original = value(recipient, "Original-Recipient");
            String address = original.isEmpty() ? value(recipient, "Final-Recipient") : original;
            failures.add(new Failure(
                    address.substring(address.indexOf(';') + 1).strip(),
                    reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…",
                    Bounces.ofAddress(code)));
        }
        return failures;
    }

    private static String value(InternetHeaders headers, String name) {
        String value = headers.getHeader(name, null);
        return value == null ? "" : value.strip();
    }

    private static Invalid unreadable() {
        return new Invalid(
                "message",
                "이 서버가 보낸 메일의 배달 보고서(RFC 3464)가 아닙니다.",
                "This is no delivery report (RFC 3464) about a mail of this server.");
    }
}
