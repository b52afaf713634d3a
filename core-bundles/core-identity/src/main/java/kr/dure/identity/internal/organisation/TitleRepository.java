package kr.dure.identity.internal.organisation;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import kr.dure.persistence.Session;
import kr.dure.web.NotFound;

/** Positions or duties. */
final class TitleRepository {
    private final Session session;
    private final TitleKind kind;

    TitleRepository(Session session, TitleKind kind) {
        this.session = session;
        this.kind = kind;
    }

    TitleEntity get(UUID id) {
        TitleEntity title = session.entities().find(kind.entity, id);
        if (title == null) {
            throw new NotFound("그런 " + kind.name.ko() + "이(가) 없습니다.", "There is no such " + kind.name.en() + ".");
        }
        return title;
    }

    boolean exists(UUID id) {
        return session.entities().find(kind.entity, id) != null;
    }

    /** Highest rank first. */
    List<Title> list() {
        return new Sql(session)
                .rows(
                        "SELECT t.id, t.name, t.sort_order, " + (kind == TitleKind.DUTY ? "t.head" : "false") + " FROM "
                                + kind.table + " t ORDER BY t.sort_order, t.name, t.id",
                        row -> new Title(row.id(0), row.text(1), row.number(2), row.yes(3)));
    }

    void add(TitleEntity title) {
        session.entities().persist(title);
        session.entities().flush();
    }

    void add(Collection<Title> titles) {
        titles.forEach(title -> session.entities().persist(kind.create(title)));
        session.entities().flush();
    }

    /** Whether a post, past or planned, names it. */
    boolean used(UUID id) {
        return !new Sql(session)
                .rows("SELECT o.id FROM post o WHERE o." + kind.column + " = ?1 LIMIT 1", row -> row, id)
                .isEmpty();
    }

    void remove(TitleEntity title) {
        session.entities().remove(title);
        session.entities().flush();
    }
}
