package kr.dure.storage.internal.export;

import java.util.List;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * A company's data came in by an import; whatever is derived from tables (an index, a counter) is to be made anew.
 *
 * @param apps ids of the apps whose tables were filled
 */
@EventType("storage.data-imported/1")
record DataImported(UUID importId, List<String> apps) implements Event {
    @Override
    public String key() {
        return importId.toString();
    }
}
