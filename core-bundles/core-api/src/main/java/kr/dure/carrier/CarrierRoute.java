package kr.dure.carrier;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Where a carrier is, who we are there and how it wants texts.
 *
 * @param name tells the route from others, also in logs
 * @param password never logged
 * @param charset how texts are encoded; empty: ASCII where that is enough, otherwise UCS-2
 * @param dataCoding SMPP's data_coding that goes with {@code charset}; empty with it
 * @param window how many messages may wait for the carrier's answer at once, 1 to 500
 */
public record CarrierRoute(
        String name,
        String host,
        int port,
        String user,
        String password,
        Optional<Charset> charset,
        Optional<Byte> dataCoding,
        int window) {
    @Override
    public String toString() {
        return name + " (" + user + "@" + host + ":" + port + ")";
    }
}
