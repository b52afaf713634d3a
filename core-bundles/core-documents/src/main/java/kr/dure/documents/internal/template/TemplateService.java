package kr.dure.documents.internal.template;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import kr.dure.document.Markup;
import kr.dure.document.PdfDocument;
import kr.dure.document.PdfRenderer;
import kr.dure.document.Template;
import kr.dure.identity.Callers;
import kr.dure.identity.Clients;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.product.Text;
import kr.dure.web.Page;
import kr.dure.web.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What a tenant does with its templates. */
@Component(service = TemplateService.class)
public final class TemplateService {
    private final Tx tx;
    private final TemplateShelf shelf;
    private final PdfRenderer renderer;
    private final Ids ids;
    private final Clock clock;
    private final TemplateLanguage language = new TemplateLanguage();

    @Activate
    public TemplateService(
            @Reference(target = "(unit=kr.dure.documents)") Tx tx,
            @Reference TemplateShelf shelf,
            @Reference PdfRenderer renderer,
            @Reference Ids ids,
            @Reference Clock clock) {
        this.tx = tx;
        this.shelf = shelf;
        this.renderer = renderer;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a template is, and what its ETag says. */
    record Tagged(TemplateView view, String tag) {}

    Page<TemplateView.Line> list(String after, int limit) {
        Map<String, TreeSet<String>> own = new HashMap<>();
        tx.read(session -> new TemplateRepository(session).all())
                .forEach(entity -> own.computeIfAbsent(entity.template(), id -> new TreeSet<>())
                        .add(entity.language()));
        List<TemplateView.Line> lines = shelf.all().stream()
                .filter(template -> after == null || template.id().compareTo(after) > 0)
                .limit(limit + 1L)
                .map(template -> new TemplateView.Line(
                        template.id(),
                        template.name().in(Clients.language()),
                        List.copyOf(own.getOrDefault(template.id(), new TreeSet<>()))))
                .toList();
        return Page.of(lines, limit, TemplateView.Line::id);
    }

    Tagged get(String id, Locale locale) {
        Template template = shelf.get(id);
        return tagged(
                template, locale, tx.read(session -> new TemplateRepository(session).find(id, Language.of(locale))));
    }

    /**
     * Takes a version of the tenant's own, once it has been filled with the sample and laid out.
     *
     * @param expected the ETag the caller has seen, or null for any
     */
    Tagged put(String id, Locale locale, String body, String expected) {
        Template template = shelf.get(id);
        lay(language.check(body, template.sample()), template, locale);
        return tx.write(session -> {
            TemplateRepository templates = new TemplateRepository(session);
            Optional<TemplateEntity> found = templates.find(id, Language.of(locale));
            require(expected, found, template, locale);
            TemplateEntity entity = found.orElseGet(() -> new TemplateEntity(ids.next(), id, Language.of(locale)));
            entity.change(body, clock.instant(), Callers.current().loginId());
            if (found.isEmpty()) {
                templates.add(entity);
            } else {
                session.entities().flush();
            }
            session.audit("documents.template.changed", id + " " + Language.of(locale), null);
            return tagged(template, locale, Optional.of(entity));
        });
    }

    /** Goes back to what the app brings. */
    void reset(String id, Locale locale, String expected) {
        Template template = shelf.get(id);
        tx.run(session -> {
            TemplateRepository templates = new TemplateRepository(session);
            Optional<TemplateEntity> found = templates.find(id, Language.of(locale));
            require(expected, found, template, locale);
            found.ifPresent(entity -> {
                templates.remove(entity);
                session.audit("documents.template.reset", id + " " + Language.of(locale), null);
            });
        });
    }

    /**
     * A PDF of a template with its sample.
     *
     * @param body what is tried, or null for what is used
     */
    byte[] preview(String id, Locale locale, String body) {
        Template template = shelf.get(id);
        String tried = body == null ? get(id, locale).view().body() : body;
        return lay(language.check(tried, template.sample()), template, locale);
    }

    private byte[] lay(String html, Template template, Locale locale) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            renderer.render(
                    PdfDocument.of(html)
                            .titled(template.name().in(locale))
                            .in(locale)
                            .withResources(SamplePicture::open),
                    out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Tagged tagged(Template template, Locale locale, Optional<TemplateEntity> own) {
        String original = template.body().in(locale);
        return new Tagged(
                new TemplateView(
                        template.id(),
                        template.name().in(Clients.language()),
                        Language.of(locale),
                        own.map(TemplateEntity::body).orElse(original),
                        original,
                        own.isPresent(),
                        own.map(TemplateEntity::changedAt).orElse(null),
                        own.map(TemplateEntity::changedBy).orElse(null),
                        shown(template.sample())),
                tag(template, locale, own));
    }

    /** Markup as text, for JSON. */
    private static Map<String, Object> shown(Map<String, ?> sample) {
        Map<String, Object> shown = new java.util.TreeMap<>();
        sample.forEach((name, value) -> shown.put(name, value instanceof Markup markup ? markup.html() : value));
        return shown;
    }

    private static String tag(Template template, Locale locale, Optional<TemplateEntity> own) {
        return own.map(TemplateEntity::tag)
                .orElseGet(
                        () -> UUID.nameUUIDFromBytes(template.body().in(locale).getBytes(StandardCharsets.UTF_8))
                                .toString());
    }

    private static void require(String expected, Optional<TemplateEntity> found, Template template, Locale locale) {
        if (expected != null
                && !expected.equals("*")
                && !expected.replace("\"", "").equals(tag(template, locale, found))) {
            throw new Problem(
                    412,
                    "stale",
                    new Text("그사이 바뀌었습니다", "Changed in the meantime"),
                    new Text("새로 읽은 뒤 다시 시도해 주세요.", "Read it again and retry."));
        }
    }
}
