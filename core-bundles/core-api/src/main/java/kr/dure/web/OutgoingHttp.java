package kr.dure.web;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The way out: HTTP requests to the hosts that the calling bundle declares in its manifest
 * ({@code Dure-Hosts: api.example.com, *.cdn.example.com, http://127.0.0.1:8080}). A plain name means HTTPS on port 443.
 * Where a tenant is bound it must have agreed to the host (see {@link kr.dure.product.Consents}). Implemented by core-web;
 * each bundle gets its own.
 */
public interface OutgoingHttp {
    /** The longest a request may take. */
    Duration MOST = Duration.ofSeconds(60);

    /** The largest body of an answer: 10 MB. */
    int MAX_BODY = 10 << 20;

    /**
     * Sends a request and waits for the answer. Follows at most five redirects, only to declared hosts, and takes no
     * credentials along to another host.
     *
     * @throws Forbidden when the host, or one it redirects to, is not declared or not agreed to
     * @throws Unavailable when nobody answers in time, or more than {@link #MAX_BODY}
     */
    Answer send(Request request);

    /**
     * A request.
     *
     * @param method e.g. {@code GET}
     * @param headers one value each
     * @param body null for none
     * @param timeout for everything together, up to {@link #MOST}; null: 30 s
     */
    record Request(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        public Request {
            headers = Map.copyOf(headers);
        }

        /** A GET without headers. */
        public static Request get(URI uri) {
            return new Request("GET", uri, Map.of(), null, null);
        }
    }

    /**
     * An answer, whatever its status.
     *
     * @param headers names in lower case, the first value of each
     */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }
}
