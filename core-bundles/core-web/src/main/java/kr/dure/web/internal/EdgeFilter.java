package kr.dure.web.internal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import kr.dure.identity.Clients;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Stands before everything that is served: says who the client is and which host is meant, keeps browsers on TLS, and
 * refuses what a page of another origin wants to change.
 */
@Component(
        service = {Filter.class, EdgeFilter.class},
        property = {
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.filter.asyncSupported:Boolean=true",
            "service.ranking:Integer=1000"
        })
public final class EdgeFilter implements Filter {
    private final TrustedProxies proxies;

    @Activate
    public EdgeFilter() {
        this(TrustedProxies.of(System.getenv("DURE_TRUSTED_PROXIES")));
    }

    EdgeFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = http.getMethod().equals("HEAD")
                ? new Bodiless((HttpServletResponse) response)
                : (HttpServletResponse) response;
        Visit visit = Visit.of(proxies, http);
        visit.bind(http);
        if (visit.client().secure()) {
            answer.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        Function<String, List<String>> headers = name -> Collections.list(http.getHeaders(name));
        try {
            if (Origins.matters(http.getMethod(), headers)) {
                Origins.check(visit, headers);
            }
            Clients.call(visit.client(), () -> pass(new VisitedRequest(http, visit), answer, chain));
        } catch (Problem problem) {
            ProblemDocument.send(problem, http, answer);
        } catch (Carried carried) {
            carried.rethrow();
        }
    }

    private static Void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, response);
            return null;
        } catch (IOException | ServletException e) {
            throw new Carried(e);
        }
    }
}
