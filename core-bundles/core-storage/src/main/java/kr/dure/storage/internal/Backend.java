package kr.dure.storage.internal;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link ObjectStore} of this installation: a folder, or a bucket. */
@Component(service = Backend.class)
public final class Backend implements ObjectStore {
    private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

    private final ObjectStore store;

    @Activate
    public Backend() {
        this(of(StorageSettings.fromSystem()));
    }

    Backend(ObjectStore store) {
        this.store = store;
    }

    private static ObjectStore of(StorageSettings settings) {
        if (settings.bucket().isPresent()) {
            LOG.info("Files are kept in the bucket {}.", settings.bucket().get());
            return new S3Store(settings.bucket().get());
        }
        return new FolderStore(settings.folder());
    }

    @Override
    public Sink create(UUID tenant, UUID object) throws IOException {
        return store.create(tenant, object);
    }

    @Override
    public SeekableByteChannel open(UUID tenant, UUID object) throws IOException {
        return store.open(tenant, object);
    }

    @Override
    public void delete(UUID tenant, UUID object) throws IOException {
        store.delete(tenant, object);
    }

    @Override
    public void check() throws IOException {
        store.check();
    }
}
