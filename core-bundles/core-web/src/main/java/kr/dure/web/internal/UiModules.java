package kr.dure.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import kr.dure.live.LiveStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The screens that started bundles bring in {@code /ui} of their jars. What a bundle brought is served for a day after
 * it went, because pages that are open still ask for it.
 */
@Component(service = UiModules.class)
public final class UiModules implements BundleTrackerCustomizer<String> {
    private static final Logger LOG = LoggerFactory.getLogger(UiModules.class);
    private static final String FOLDER = "/ui/";
    private static final String SHELL = "kr.dure.web";
    private static final String PREFIX = "kr.dure.";
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MAX_MODULE = 32 << 20;
    private static final Pattern ICON = Pattern.compile("[MmLlHhVvCcSsQqTtAaZz0-9eE+,.|\\s-]{1,4000}");

    /** What a module must say of itself as text. */
    private static final List<String> TEXTS = List.of("id", "icon", "color", "route", "entry");

    private record Former(String prefix, Map<String, UiFile> files, Instant until) {}

    private final Clock clock;
    private final LiveStream live;
    private final Map<String, JsonNode> modules = new ConcurrentHashMap<>();
    private final Map<String, Map<String, UiFile>> files = new ConcurrentHashMap<>();
    private final List<Former> formers = new CopyOnWriteArrayList<>();
    private final BundleTracker<String> tracker;

    @Activate
    public UiModules(BundleContext context, @Reference Clock clock, @Reference LiveStream live) {
        this.clock = clock;
        this.live = live;
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, this);
        tracker.open();
    }

    /** A test's own, without a framework. */
    UiModules(Clock clock, LiveStream live) {
        this.clock = clock;
        this.live = live;
        this.tracker = null;
    }

    @Override
    public String addingBundle(Bundle bundle, BundleEvent event) {
        String name = bundle.getSymbolicName();
        if (name == null || !name.startsWith(PREFIX) || bundle.getEntry(FOLDER) == null) {
            return null;
        }
        try {
            Map<String, UiFile> read = read(bundle);
            if (name.equals(SHELL)) {
                add("", read);
                return "";
            }
            String id = name.substring(PREFIX.length());
            module(id, bundle, read);
            return id;
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("The screens of {} cannot be served: {}", name, e.getMessage());
            return null;
        }
    }

    private void module(String id, Bundle bundle, Map<String, UiFile> read) throws IOException {
        UiFile file = read.get("module.json");
        if (file == null) {
            throw new IllegalArgumentException("/ui/module.json is missing");
        }
        JsonNode module = new ObjectMapper().readTree(file.bytes());
        check(id, module, read);
        add(id, read);
        modules.put(
                id,
                ((com.fasterxml.jackson.databind.node.ObjectNode) module)
                        .put("version", bundle.getVersion().toString()));
        live.send(null, "modules", "{}");
    }

    /** @throws IllegalArgumentException when the shell could not show it, or it says something else than it is */
    static void check(String id, JsonNode module, Map<String, UiFile> files) {
        for (String name : TEXTS) {
            if (!module.path(name).isTextual()) {
                throw new IllegalArgumentException("module.json has no text " + name);
            }
        }
        if (!module.path("id").asText().equals(id)) {
            throw new IllegalArgumentException("module.json calls itself " + module.path("id") + ", not " + id);
        }
        if (!module.path("title").path("ko").isTextual()
                || !module.path("title").path("en").isTextual()) {
            throw new IllegalArgumentException("module.json has no title in both languages");
        }
        if (!ICON.matcher(module.path("icon").asText()).matches()) {
            throw new IllegalArgumentException("the icon is not path data");
        }
        if (!module.path("route").asText().matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("the route may have small letters, digits and hyphens only");
        }
        if (!files.containsKey(module.path("entry").asText())) {
            throw new IllegalArgumentException("the entry " + module.path("entry") + " is missing");
        }
    }

    /** Puts a module's files under {@code /ui/ID/}, or the shell's under {@code /ui/}. */
    void add(String id, Map<String, UiFile> read) {
        files.put(id, Map.copyOf(read));
    }

    void remove(String id) {
        Instant now = clock.instant();
        formers.removeIf(former -> former.until().isBefore(now));
        modules.remove(id);
        Map<String, UiFile> gone = files.remove(id);
        if (gone != null) {
            formers.add(new Former(id, gone, now.plus(KEPT)));
            live.send(null, "modules", "{}");
        }
    }

    private static Map<String, UiFile> read(Bundle bundle) throws IOException {
        Map<String, byte[]> contents = new HashMap<>();
        Enumeration<URL> entries = bundle.findEntries(FOLDER, "*", true);
        long size = 0;
        for (URL url : entries == null ? List.<URL>of() : Collections.list(entries)) {
            String name = url.getPath().substring(FOLDER.length());
            if (!name.endsWith("/")) {
                try (InputStream in = url.openStream()) {
                    byte[] bytes = in.readNBytes(MAX_MODULE);
                    size += bytes.length;
                    contents.put(name, bytes);
                }
            }
            if (size >= MAX_MODULE) {
                throw new IllegalArgumentException("they are larger than " + MAX_MODULE + " bytes");
            }
        }
        return files(contents);
    }

    /** @param contents by name below {@code /ui/}; {@code x.br} is the compressed {@code x} */
    static Map<String, UiFile> files(Map<String, byte[]> contents) {
        Map<String, UiFile> result = new HashMap<>();
        contents.forEach((name, bytes) -> {
            String type = name.equals("index.html") ? "text/html;charset=UTF-8" : UiFile.typeOf(name);
            if (type != null) {
                result.put(name, new UiFile(type, bytes, contents.get(name + ".br")));
            }
        });
        return result;
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, String id) {
        // STARTING becomes ACTIVE; the files are the same.
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, String id) {
        remove(id);
    }

    /**
     * A file by its path below {@code /ui/}, of now or of the last day. Names are looked up, never resolved, so none
     * leads out of what was built.
     */
    Optional<UiFile> find(String path) {
        int slash = path.indexOf('/');
        String id = slash < 0 ? "" : path.substring(0, slash);
        if (files.containsKey(id)
                || formers.stream().anyMatch(former -> former.prefix().equals(id))) {
            String name = id.isEmpty() ? path : path.substring(slash + 1);
            Optional<UiFile> found = find(id, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return path.equals("index.html") ? Optional.empty() : find("", path);
    }

    private Optional<UiFile> find(String id, String name) {
        UiFile here = files.getOrDefault(id, Map.of()).get(name);
        if (here != null) {
            return name.equals("index.html") ? Optional.empty() : Optional.of(here);
        }
        Instant now = clock.instant();
        return formers.stream()
                .filter(former -> former.prefix().equals(id) && former.until().isAfter(now))
                .map(former -> former.files().get(name))
                .filter(file -> file != null && !name.equals("index.html"))
                .reduce((earlier, later) -> later);
    }

    /** The shell's page as it was built, with places for what differs; empty where the screens were left out. */
    Optional<String> page() {
        return Optional.ofNullable(files.getOrDefault("", Map.of()).get("index.html"))
                .map(file -> new String(file.bytes(), StandardCharsets.UTF_8));
    }

    /** The modules of what is started, in their order. */
    List<JsonNode> modules() {
        return modules.values().stream()
                .sorted(Comparator.comparingInt(
                                (JsonNode module) -> module.path("order").asInt(1000))
                        .thenComparing(module -> module.path("id").asText()))
                .toList();
    }

    @Deactivate
    void close() {
        tracker.close();
    }
}
