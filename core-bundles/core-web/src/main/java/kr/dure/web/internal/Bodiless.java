package kr.dure.web.internal;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The answer to HEAD: status and headers; content is left out (RFC 9110, 9.3.2), also that of a problem. */
final class Bodiless extends HttpServletResponseWrapper {
    private final ServletOutputStream nowhere = new ServletOutputStream() {
        @Override
        public void write(int value) {
            // Left out.
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            // Left out.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("There is no content to wait for.");
        }
    };

    Bodiless(HttpServletResponse response) {
        super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return nowhere;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(nowhere, false, StandardCharsets.UTF_8);
    }
}
