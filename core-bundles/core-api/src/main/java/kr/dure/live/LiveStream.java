package kr.dure.live;

import java.util.UUID;

/** Sends to open browsers ({@code GET /api/live}, server-sent events). Implemented by core-web. */
public interface LiveStream {
    /**
     * Sends to every logged-in browser of a tenant. Lost for those who are away: what must not be lost is stored.
     *
     * @param tenant whose browsers, or null for everyone's
     * @param event the event's name, e.g. {@code modules}
     * @param json a JSON document without line breaks
     */
    void send(UUID tenant, String event, String json);

    /**
     * Sends to the browsers in which one account is logged in, and to no other's.
     *
     * @param tenant the account's tenant
     * @param account whose browsers
     * @param event as above
     * @param json as above
     */
    void send(UUID tenant, UUID account, String event, String json);
}
