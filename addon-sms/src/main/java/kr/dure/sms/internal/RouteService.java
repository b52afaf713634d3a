package kr.dure.sms.internal;

import java.nio.charset.Charset;
import java.util.List;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The operator's routes to carriers; a change takes effect within two seconds on every node. */
@Component(service = RouteService.class)
public final class RouteService {
    private static final int MAX_WINDOW = 500;
    private static final int MAX_PER_SECOND = 100_000;

    private final Tx tx;
    private final Ids ids;
    private final SmsSender sender;

    @Activate
    public RouteService(
            @Reference(target = "(unit=kr.dure.sms)") Tx tx, @Reference Ids ids, @Reference SmsSender sender) {
        this.tx = tx;
        this.ids = ids;
        this.sender = sender;
    }

    List<Route> list() {
        return tx.read(session -> new RouteRepository(session)
                .all().stream()
                        .map(route -> route.toRoute(
                                sender.connected(route.toRoute(null).name())))
                        .toList());
    }

    Route put(String name, Route given, String password) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                name.matches("[a-z][a-z0-9-]{0,39}"),
                "name",
                "이름은 영문 소문자로 시작하고 소문자, 숫자, '-'로 이루어집니다.",
                "A name begins with a lower-case letter and has letters, digits and '-'.");
        checks.text(given.protocol(), "protocol", 20);
        checks.text(given.host(), "host", 255);
        checks.range(given.port(), "port", 1, 65_535);
        checks.text(given.systemId(), "systemId", 100);
        checks.range(given.window(), "window", 1, MAX_WINDOW);
        checks.range(given.perSecond(), "perSecond", 0, MAX_PER_SECOND);
        checks.check(
                given.charset() == null || isCharset(given.charset()),
                "charset",
                "모르는 문자 집합입니다.",
                "This character set is not known.");
        checks.check(
                (given.charset() == null) == (given.dataCoding() == null)
                        && (given.dataCoding() == null || given.dataCoding() >= 0 && given.dataCoding() <= 255),
                "dataCoding",
                "charset과 함께 0부터 255까지로 정해 주세요.",
                "Together with charset, from 0 to 255.");
        checks.done();
        Route stored = tx.write(session -> {
            RouteRepository routes = new RouteRepository(session);
            RouteEntity route = routes.find(name).orElseGet(() -> new RouteEntity(ids.next(), name));
            boolean added = !route.hasPassword();
            if (added && (password == null || password.isEmpty())) {
                throw new Invalid("password", "비밀번호가 필요합니다.", "The password is required.");
            }
            route.set(given, password);
            if (added) {
                routes.add(route);
            }
            session.audit("sms.route.changed", name, given.host() + ":" + given.port());
            return route.toRoute(null);
        });
        sender.reload();
        return stored;
    }

    void delete(String name) {
        tx.run(session -> {
            RouteRepository routes = new RouteRepository(session);
            routes.remove(routes.find(name).orElseThrow(() -> new NotFound("그런 연결이 없습니다.", "There is no such route.")));
            session.audit("sms.route.deleted", name, null);
        });
        sender.reload();
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
