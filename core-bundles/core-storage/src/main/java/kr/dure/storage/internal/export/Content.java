package kr.dure.storage.internal.export;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from anywhere. */
public interface Content {
    long size();

    /** At most {@code length} bytes from {@code from} on; closed by the caller. */
    InputStream open(long from, long length) throws IOException;
}
