package kr.dure.web.internal;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** A checked exception on its way through a lambda. */
final class Carried extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Carried(Exception cause) {
        super(cause);
    }

    void rethrow() throws IOException, ServletException {
        if (getCause() instanceof IOException io) {
            throw io;
        }
        throw (ServletException) getCause();
    }
}
