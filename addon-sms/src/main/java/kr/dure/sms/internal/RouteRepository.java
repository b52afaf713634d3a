package kr.dure.sms.internal;

import java.util.List;
import java.util.Optional;
import kr.dure.persistence.Session;

/** Routes; for the operator's tenant. */
final class RouteRepository {
    private final Session session;

    RouteRepository(Session session) {
        this.session = session;
    }

    void add(RouteEntity route) {
        session.entities().persist(route);
    }

    void remove(RouteEntity route) {
        session.entities().remove(route);
    }

    Optional<RouteEntity> find(String name) {
        return session.entities()
                .createQuery("select r from RouteEntity r where r.name = :name", RouteEntity.class)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    /** In the order in which they are used. */
    List<RouteEntity> all() {
        return session.entities()
                .createQuery("select r from RouteEntity r order by r.priority, r.name", RouteEntity.class)
                .getResultList();
    }
}
