package kr.dure.sms.internal;

import java.util.UUID;

/**
 * A way to a carrier, as the operator set it up. Its password is never shown.
 *
 * @param protocol what the carrier speaks: {@code smpp}, or what an add-on brings
 * @param priority lower ones are used first; others stand in while they cannot send
 * @param charset e.g. {@code x-windows-949}; null: ASCII where that is enough, otherwise UCS-2
 * @param dataCoding SMPP's data_coding that goes with {@code charset}, 0 to 255; null with it
 * @param window how many messages may wait for an answer at once
 * @param perSecond the most messages a second, 0: no limit
 * @param longMessages whether it takes LMS
 * @param connected whether this server's link is up; null in what is sent in
 */
public record Route(
        UUID id,
        String name,
        String protocol,
        String host,
        int port,
        String systemId,
        int priority,
        String charset,
        Integer dataCoding,
        int window,
        int perSecond,
        boolean longMessages,
        boolean enabled,
        Boolean connected) {}
