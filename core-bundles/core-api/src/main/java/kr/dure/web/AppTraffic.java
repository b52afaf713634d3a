package kr.dure.web;

import java.util.List;

/** How the REST applications of this node did lately. For the add-on manager. Implemented by core-web. */
public interface AppTraffic {
    /** One entry for each application that was called in the last minute. */
    List<Recent> recent();

    /**
     * The last minute of one application, at most its last 512 requests.
     *
     * @param base e.g. {@code /api/sms}
     * @param requests how many were answered
     * @param failures how many of them with 500: an error nobody foresaw
     * @param p95Millis how long 95 of 100 took at most
     */
    record Recent(String base, int requests, int failures, long p95Millis) {}
}
