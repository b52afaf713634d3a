package kr.dure.storage.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kr.dure.persistence.Session;
import kr.dure.persistence.Tx;
import kr.dure.tenant.Tenants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** One key for each tenant, kept in the database under the installation's {@link MasterKey}. */
@Component(service = TenantKeys.class)
public final class TenantKeys {
    /** How long another server may still read with a key that is destroyed. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final int MAX_TENANTS = 1_000;

    private final Tx tx;
    private final Clock clock;
    private final MasterKey master;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    private record Known(PartCipher cipher, Instant until) {}

    @Activate
    public TenantKeys(@Reference(target = "(unit=kr.dure.storage)") Tx tx, @Reference Clock clock) {
        this(tx, clock, new MasterKey(StorageSettings.fromSystem()));
    }

    TenantKeys(Tx tx, Clock clock, MasterKey master) {
        this.tx = tx;
        this.clock = clock;
        this.master = master;
    }

    /** What reads the current tenant's contents. */
    PartCipher toRead() {
        return cipher(() -> tx.read(TenantKeys::wrapped));
    }

    /** What writes the current tenant's contents; makes the key at the first time. Not inside a transaction. */
    PartCipher toWrite() {
        return cipher(() -> {
            List<byte[]> found = tx.read(TenantKeys::wrapped);
            return found.isEmpty() ? tx.write(this::make) : found;
        });
    }

    private PartCipher cipher(java.util.function.Supplier<List<byte[]>> read) {
        UUID tenant = Tenants.current().id();
        Instant now = clock.instant();
        Known cached = known.get(tenant);
        if (cached != null && now.isBefore(cached.until())) {
            return cached.cipher();
        }
        List<byte[]> wrapped = read.get();
        if (wrapped.isEmpty()) {
            throw new IllegalStateException("The tenant has no key: its contents are gone.");
        }
        PartCipher cipher = new PartCipher(master.unwrap(tenant, wrapped.get(0)));
        if (known.size() >= MAX_TENANTS) {
            known.clear();
        }
        known.put(tenant, new Known(cipher, now.plus(FRESH)));
        return cipher;
    }

    private List<byte[]> make(Session session) {
        new Sql(session)
                .run(
                        "INSERT INTO storage.tenant_key (wrapped, created_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                        master.wrap(Tenants.current().id(), master.fresh()),
                        clock.instant());
        return wrapped(session);
    }

    private static List<byte[]> wrapped(Session session) {
        return new Sql(session).rows("SELECT wrapped FROM storage.tenant_key", row -> (byte[]) row[0]);
    }

    /** Destroys the current tenant's key in the surrounding transaction. */
    void destroy(Session session) {
        new Sql(session).run("DELETE FROM storage.tenant_key");
        known.remove(Tenants.current().id());
    }

    /** The installation's signature of {@code bytes}, in hex: HMAC-SHA256 with a key made of the master key for this. */
    String sign(String purpose, byte[] bytes) {
        return HexFormat.of().formatHex(hmac(hmac(master.load(), purpose.getBytes(StandardCharsets.UTF_8)), bytes));
    }

    private static byte[] hmac(byte[] key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException when the master key is missing or none */
    void check() {
        master.load();
    }
}
