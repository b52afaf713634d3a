package kr.dure.approval.internal.catalogue;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.approval.internal.ETags;
import kr.dure.approval.internal.form.Form;
import kr.dure.approval.internal.form.FormDefinition;
import kr.dure.approval.internal.form.FormJson;
import kr.dure.approval.internal.number.NumberPattern;
import kr.dure.identity.Caller;
import kr.dure.identity.Callers;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The company's forms (양식). */
@Component(service = FormCatalogue.class)
public final class FormCatalogue {
    private static final int CACHED = 500;

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;

    /** Definitions never change once they have a version, so what was read stays right. */
    private final Map<String, Form> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Form> eldest) {
            return size() > CACHED;
        }
    };

    @Activate
    public FormCatalogue(
            @Reference(target = "(unit=kr.dure.approval)") Tx tx, @Reference Ids ids, @Reference Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    public Page<FormSpec.Row> list(FormSpec.State state, String after, int limit) {
        begin();
        UUID account = Callers.current().accountId();
        List<FormSpec.Row> rows = tx.read(session -> {
            FormRepository forms = new FormRepository(session);
            Set<UUID> favourites = forms.favourites(account);
            return forms.list(state, after, limit + 1).stream()
                    .map(form -> form.row(favourites.contains(form.id())))
                    .toList();
        });
        return Page.of(rows, limit, FormSpec.Row::code);
    }

    public FormSpec.Versioned get(UUID id) {
        return tx.read(session -> versioned(session, id));
    }

    /** The form without its definition, as documents under way need it. */
    public FormSpec spec(UUID id) {
        return tx.read(session -> new FormRepository(session).get(id).spec(Map.of()));
    }

    /** As {@link #spec}. @throws Invalid unless it can be drafted on */
    public FormSpec published(UUID id) {
        FormSpec form = spec(id);
        if (form.state() != FormSpec.State.PUBLISHED) {
            throw new Invalid("formId", "더 쓰지 않는 양식입니다.", "This form is not used any more.");
        }
        return form;
    }

    /** @throws Invalid naming {@code formCode} when there is none with it */
    public FormSpec byCode(String code) {
        begin();
        UUID id = tx.read(session -> Optional.ofNullable(code)
                        .flatMap(new FormRepository(session)::byCode)
                        .map(FormEntity::id))
                .orElseThrow(() -> new Invalid("formCode", "그런 양식이 없습니다.", "There is no such form."));
        return published(id);
    }

    /** What a form was like, the newest version first, without definitions. */
    public Page<FormVersion> versions(UUID id, Integer after, int limit) {
        int before = after == null ? Integer.MAX_VALUE : after;
        List<FormVersion> rows = tx.read(session -> {
            FormRepository forms = new FormRepository(session);
            forms.get(id);
            return forms.versions(id, before, limit + 1).stream()
                    .map(version -> version.version(null))
                    .toList();
        });
        return Page.of(rows, limit, version -> String.valueOf(version.version()));
    }

    public FormVersion version(UUID id, int version) {
        return tx.read(session -> {
            FormVersionEntity found = new FormRepository(session).version(id, version);
            return found.version(FormJson.map(FormJson.definition(found.definition())));
        });
    }

    /** A version of a definition, read and checked once. */
    public Form form(UUID id, int version) {
        // Ids of forms are unique in the installation, so no tenant finds another's here.
        String key = id + "/" + version;
        synchronized (cache) {
            Form form = cache.get(key);
            if (form != null) {
                return form;
            }
        }
        String definition = tx.read(session -> new FormRepository(session).definition(id, version));
        Form read = Form.of(FormJson.definition(definition));
        synchronized (cache) {
            cache.put(key, read);
        }
        return read;
    }

    public FormSpec.Versioned add(NewForm form) {
        begin();
        FormSpec asked = spec(form);
        FormDefinition definition = check(asked);
        return tx.write(session -> {
            FormSpec added = asked.at(ids.next());
            add(
                    session,
                    added,
                    definition,
                    Callers.find().map(Caller::accountId).orElse(null));
            session.audit("approval.form.added", added.id().toString(), added.code());
            session.entities().flush();
            return versioned(session, added.id());
        });
    }

    /** Changes a form; another definition is another version, and documents keep theirs. */
    public FormSpec.Versioned change(UUID id, NewForm form, int expected) {
        FormSpec asked = spec(form);
        FormDefinition definition = check(asked);
        return tx.write(session -> {
            FormRepository forms = new FormRepository(session);
            FormEntity entity = forms.get(id);
            ETags.require(expected, entity.version());
            if (!entity.code().equals(asked.code())) {
                throw new Invalid("code", "양식 코드는 바꿀 수 없습니다.", "A form's code never changes.");
            }
            entity.describe(asked);
            String json = FormJson.write(definition);
            if (!json.equals(forms.definition(id, entity.formVersion()))) {
                forms.add(new FormVersionEntity(
                        ids.next(),
                        id,
                        entity.redefine(),
                        json,
                        clock.instant(),
                        Callers.current().accountId()));
            }
            session.audit("approval.form.changed", id.toString(), asked.code());
            session.entities().flush();
            return versioned(session, id);
        });
    }

    /** A retired form is drafted on no more; its documents stay. */
    public FormSpec.Versioned become(UUID id, FormSpec.State state) {
        return tx.write(session -> {
            new FormRepository(session).get(id).become(state);
            session.audit("approval.form.state", id.toString(), state.name());
            session.entities().flush();
            return versioned(session, id);
        });
    }

    public void favourite(UUID id, boolean on) {
        UUID account = Callers.current().accountId();
        tx.run(session -> {
            FormRepository forms = new FormRepository(session);
            forms.get(id);
            forms.favourite(account, id, on);
        });
    }

    /** @throws Invalid naming what is wrong with a definition */
    public void check(Map<String, Object> definition) {
        Form.of(FormJson.definition(definition));
    }

    /** A company that opens the app for the first time gets the standard forms. */
    private void begin() {
        if (!tx.read(session -> new FormRepository(session).none())) {
            return;
        }
        tx.run(session -> {
            // Two who open it at once: the second finds the first one's.
            session.entities()
                    .createNativeQuery("SELECT CAST(pg_advisory_xact_lock(hashtext('approval.form'),"
                            + " hashtext(current_setting('dure.tenant'))) AS text)")
                    .getResultList();
            if (new FormRepository(session).none()) {
                for (FormSpec form : StandardCatalogue.forms()) {
                    add(session, form.at(ids.next()), FormJson.definition(form.definition()), null);
                }
            }
        });
    }

    private void add(Session session, FormSpec form, FormDefinition definition, UUID by) {
        FormRepository forms = new FormRepository(session);
        if (forms.byCode(form.code()).isPresent()) {
            throw new Conflict("같은 코드의 양식이 있습니다.", "There is a form with this code.");
        }
        forms.add(
                new FormEntity(form),
                new FormVersionEntity(ids.next(), form.id(), 1, FormJson.write(definition), clock.instant(), by));
    }

    private static FormSpec.Versioned versioned(Session session, UUID id) {
        FormRepository forms = new FormRepository(session);
        FormEntity form = forms.get(id);
        FormDefinition definition = FormJson.definition(forms.definition(id, form.formVersion()));
        return new FormSpec.Versioned(form.spec(FormJson.map(definition)), form.version());
    }

    private static FormSpec spec(NewForm form) {
        if (form == null) {
            throw new Invalid("", "양식이 필요합니다.", "A form is required.");
        }
        return form.spec();
    }

    private static FormDefinition check(FormSpec form) {
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                form.code() != null && form.code().matches("[a-z][a-z0-9-]{0,39}"),
                "code",
                "코드는 영문 소문자로 시작하는 소문자, 숫자, -로 40자까지입니다.",
                "A code has up to 40 lower-case letters, digits and -, and begins with a letter.");
        checks.text(form.name() == null ? null : form.name().ko(), "name.ko", 100);
        checks.text(form.name() == null ? null : form.name().en(), "name.en", 100);
        checks.text(form.category(), "category", 50);
        form.lineRule().check(checks);
        checks.done();
        NumberPattern pattern = NumberPattern.parse(form.number().pattern(), "number.pattern");
        boolean tells = switch (form.number().scope()) {
            case DEPARTMENT -> pattern.hasDepartment();
            case FORM -> pattern.hasForm();
            case COMPANY -> true;
        };
        checks.check(
                tells,
                "number.pattern",
                "부서별 번호에는 {dept}, 양식별 번호에는 {form}이 있어야 번호가 겹치지 않습니다.",
                "Numbers by department need {dept} and by form {form}, or they would meet.");
        checks.done();
        FormDefinition definition = FormJson.definition(form.definition());
        Form.of(definition);
        return definition;
    }
}
