package kr.dure.storage.internal.export;

import java.util.List;
import java.util.Optional;

/** The apps whose data can be exported, and that can take in what was. */
public interface ExportableApps {
    /** By id. */
    List<ExportableApp> all();

    /** Whether the server has brought its apps up; until then some may be missing that are installed. */
    default boolean ready() {
        return true;
    }

    /** The app with this id, or empty. */
    default Optional<ExportableApp> find(String id) {
        return all().stream().filter(app -> app.id().equals(id)).findFirst();
    }
}
