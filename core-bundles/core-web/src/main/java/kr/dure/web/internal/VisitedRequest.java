package kr.dure.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose address, scheme and host are those of its {@link Visit}, so that nothing is built from others. */
final class VisitedRequest extends HttpServletRequestWrapper {
    private final Visit visit;

    VisitedRequest(HttpServletRequest request, Visit visit) {
        super(request);
        this.visit = visit;
    }

    @Override
    public String getRemoteAddr() {
        return visit.client().address();
    }

    @Override
    public String getRemoteHost() {
        return visit.client().address();
    }

    @Override
    public boolean isSecure() {
        return visit.client().secure();
    }

    @Override
    public String getScheme() {
        return visit.scheme();
    }

    @Override
    public String getServerName() {
        return visit.host() == null ? "" : visit.host();
    }

    @Override
    public int getServerPort() {
        return visit.port();
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(visit.origin()).append(getRequestURI());
    }
}
