package kr.dure.notification.internal;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail ready for the mail server.
 *
 * @param id the Message-ID is made of it, so that a copy sent again after a crash is recognisable as one
 * @param at the Date in its header
 */
record Letter(UUID id, String to, String subject, String text, String html, Instant at) {}
