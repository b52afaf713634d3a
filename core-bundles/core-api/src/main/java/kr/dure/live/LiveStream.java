package kr.dure.live;

import java.util.UUID;

/** Sends to open browsers ({@code GET /api/live}, server-sent events). Implemented by core-web. */
@FunctionalInterface
public interface LiveStream {
    /**
     * Sends to logged-in browsers. Lost for those who are away: what must not be lost is stored.
     *
     * @param tenant whose browsers, or null for everyone's
     * @param account in whose browsers alone, and in no other's; null for all of the tenant's
     * @param event the event's name, e.g. {@code modules}
     * @param json a JSON document without line breaks
     */
    void send(UUID tenant, UUID account, String event, String json);

    /** Sends to every logged-in browser of a tenant; null for everyone's. */
    default void send(UUID tenant, String event, String json) {
        send(tenant, null, event, json);
    }
}
