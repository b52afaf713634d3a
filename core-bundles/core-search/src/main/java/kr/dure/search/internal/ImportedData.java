package kr.dure.search.internal;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import kr.dure.event.EventHandler;
import kr.dure.event.EventType;
import kr.dure.event.Received;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tables that an import filled tell the index nothing: what came in is read from the apps once more. */
@Component
public final class ImportedData implements EventHandler {
    private final RebuildService service;

    /** As this consumer reads it. */
    @EventType("storage.data-imported/1")
    record Imported(UUID importId, List<String> apps) {}

    @Activate
    public ImportedData(@Reference RebuildService service) {
        this.service = service;
    }

    @Override
    public String subscription() {
        return "search.imported-data";
    }

    @Override
    public Set<Class<? extends Record>> accepts() {
        return Set.of(Imported.class);
    }

    @Override
    public void handle(Received received) {
        service.rebuildImported(((Imported) received.event()).apps());
    }
}
