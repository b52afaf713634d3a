package kr.dure.web.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import kr.dure.product.Text;
import kr.dure.web.Problem;

/** A body that ends with 413 when it is longer than allowed. */
final class BoundedStream extends FilterInputStream {
    private long left;

    private BoundedStream(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    /**
     * @param length what the request says, below 0 when it does not
     * @throws Problem 413 when that is more than allowed: nothing of it is read then, well-formed or not
     */
    static BoundedStream of(InputStream in, long length, long limit) {
        if (length > limit) {
            throw tooLarge();
        }
        return new BoundedStream(in, limit);
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw tooLarge();
        }
    }

    private static Problem tooLarge() {
        return new Problem(
                413,
                "too-large",
                new Text("요청이 너무 큽니다", "Request too large"),
                new Text("요청 본문이 허용된 크기를 넘었습니다.", "The request body is larger than allowed."));
    }
}
