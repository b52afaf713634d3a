package kr.dure.identity.internal.organisation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kr.dure.identity.internal.ETags;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Positions (직위) and duties (직책) of a company. */
@Component(service = TitleService.class)
public final class TitleService {
    private static final int MAX_NAME = 50;
    private static final int MAX_ORDER = 1_000_000;

    private final Tx tx;
    private final Ids ids;

    /** A title with the number of its version, for {@code ETag}. */
    record Versioned(Title title, int version) {}

    /**
     * @param order null: after all others
     * @param head null: no
     */
    public record Given(String name, Integer order, Boolean head) {}

    @Activate
    public TitleService(@Reference(target = "(unit=kr.dure.identity)") Tx tx, @Reference Ids ids) {
        this.tx = tx;
        this.ids = ids;
    }

    Page<Title> list(TitleKind kind, UUID after, int limit) {
        List<Title> all = tx.read(session -> new TitleRepository(session, kind).list());
        return Pages.after(all, after, limit, Title::id);
    }

    Versioned get(TitleKind kind, UUID id) {
        return tx.read(session -> versioned(new TitleRepository(session, kind).get(id)));
    }

    Versioned add(TitleKind kind, Given given) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.text(given.name(), "name", MAX_NAME);
        if (given.order() != null) {
            checks.range(given.order(), "order", 0, MAX_ORDER);
        }
        checks.done();
        String name = given.name().strip();
        return tx.write(session -> {
            OrganisationLock.take(session);
            TitleRepository titles = new TitleRepository(session, kind);
            List<Title> all = titles.list();
            refuseSecond(kind, all, name, null);
            Title title = new Title(
                    ids.next(),
                    name,
                    given.order() == null ? nextOrder(all) : given.order(),
                    Boolean.TRUE.equals(given.head()));
            TitleEntity entity = kind.create(title);
            titles.add(entity);
            session.audit(action(kind, "added"), title.id().toString(), null, values(title));
            return versioned(entity);
        });
    }

    /** Changes what is given; null leaves a field as it is. */
    Versioned change(TitleKind kind, UUID id, Given change, Integer expectedVersion) {
        Invalid.Checks checks = new Invalid.Checks();
        if (change.name() != null) {
            checks.text(change.name(), "name", MAX_NAME);
        }
        if (change.order() != null) {
            checks.range(change.order(), "order", 0, MAX_ORDER);
        }
        checks.done();
        return tx.write(session -> {
            OrganisationLock.take(session);
            TitleRepository titles = new TitleRepository(session, kind);
            TitleEntity title = titles.get(id);
            ETags.require(expectedVersion, title.version());
            Title before = title.toTitle();
            if (change.name() != null) {
                refuseSecond(kind, titles.list(), change.name().strip(), id);
                title.rename(change.name().strip());
            }
            if (change.order() != null) {
                title.rank(change.order());
            }
            if (change.head() != null && title instanceof DutyEntity duty) {
                duty.lead(change.head());
            }
            session.entities().flush();
            session.audit(action(kind, "changed"), id.toString(), values(before), values(title.toTitle()));
            return versioned(title);
        });
    }

    void remove(TitleKind kind, UUID id, Integer expectedVersion) {
        tx.run(session -> {
            OrganisationLock.take(session);
            TitleRepository titles = new TitleRepository(session, kind);
            TitleEntity title = titles.get(id);
            ETags.require(expectedVersion, title.version());
            if (titles.used(id)) {
                throw new Conflict(
                        "이력에 쓰인 " + kind.name.ko() + "은(는) 지울 수 없습니다. 이름이나 순서를 바꿔 주세요.",
                        "Somebody has, had or will have this " + kind.name.en() + ", so it stays. Rename it instead.");
            }
            titles.remove(title);
            session.audit(action(kind, "removed"), id.toString(), values(title.toTitle()), null);
        });
    }

    static int nextOrder(List<Title> all) {
        return Math.min(MAX_ORDER, all.stream().mapToInt(Title::order).max().orElse(0) + 10);
    }

    private static void refuseSecond(TitleKind kind, List<Title> all, String name, UUID self) {
        if (all.stream().anyMatch(title -> title.name().equals(name) && !Objects.equals(self, title.id()))) {
            throw new Conflict(
                    "같은 이름의 " + kind.name.ko() + "이(가) 이미 있습니다.", "There is a " + kind.name.en() + " of this name.");
        }
    }

    static String action(TitleKind kind, String what) {
        return "identity." + kind.name.en() + "." + what;
    }

    static Map<String, Object> values(Title title) {
        return Map.of("name", title.name(), "order", title.order(), "head", title.head());
    }

    private static Versioned versioned(TitleEntity entity) {
        return new Versioned(entity.toTitle(), entity.version());
    }
}
