package kr.dure.notification.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.dure.notification.Mail;

/**
 * A mail ready for the mail server.
 *
 * @param id the Message-ID is made of it, so that a copy sent again after a crash is recognisable as one
 * @param at the Date in its header
 */
record Letter(
        UUID id, String to, String subject, String text, String html, Instant at, List<Mail.Attachment> attachments) {
    Letter {
        attachments = List.copyOf(attachments);
    }

    Letter(UUID id, String to, String subject, String text, String html, Instant at) {
        this(id, to, subject, text, html, at, List.of());
    }

    Letter with(List<Mail.Attachment> files) {
        return new Letter(id, to, subject, text, html, at, files);
    }
}
