package kr.dure.addons.internal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kr.dure.persistence.Schemas;
import kr.dure.persistence.TenantTables;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.TenantDirectory;
import kr.dure.tenant.Tenants;
import kr.dure.web.Conflict;
import kr.dure.web.Invalid;
import kr.dure.web.NotFound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the data of removed add-ons: by an order that names the add-on twice and a day that is not today, after an export
 * of every tenant's rows into the data folder. Until the day it can be taken back; installing the add-on again does that.
 */
@Component(service = Purges.class)
public final class Purges {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
    private static final Duration SOONEST = Duration.ofDays(1);
    private static final Duration LATEST = Duration.ofDays(366);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final AddonLedger ledger;
    private final Schemas schemas;
    private final TenantTables tables;
    private final TenantDirectory tenants;
    private final Clock clock;
    private final Path exports;

    @Activate
    public Purges(
            @Reference AddonService service,
            @Reference Schemas schemas,
            @Reference TenantTables tables,
            @Reference TenantDirectory tenants,
            @Reference Clock clock) {
        this(
                service.ledger(),
                schemas,
                tables,
                tenants,
                clock,
                Policy.fromSystem().exports());
    }

    Purges(
            AddonLedger ledger,
            Schemas schemas,
            TenantTables tables,
            TenantDirectory tenants,
            Clock clock,
            Path exports) {
        this.ledger = ledger;
        this.schemas = schemas;
        this.tables = tables;
        this.tenants = tenants;
        this.clock = clock;
        this.exports = exports;
    }

    List<Remains> list() {
        return ledger.remains();
    }

    private Remains remains(String id) {
        return ledger.remains().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new NotFound("삭제된 애드온 중에 그런 것이 없습니다.", "No add-on of this id was removed; remove it first."));
    }

    /** Whether an order may be given; throws what is wrong with it. */
    void check(String id, String confirm, Instant at) {
        Remains remains = remains(id);
        if (remains.purgeAt() != null) {
            throw new Conflict("이미 삭제가 예약되어 있습니다.", "Its data will be deleted already, on " + remains.purgeAt() + ".");
        }
        Instant now = clock.instant();
        Invalid.Checks checks = new Invalid.Checks();
        checks.check(
                id.equals(confirm),
                "confirm",
                "확인을 위해 애드온의 id를 한 번 더 적어 주세요.",
                "Please write the add-on's id once more to confirm.");
        checks.check(
                at != null && !at.isBefore(now.plus(SOONEST)) && !at.isAfter(now.plus(LATEST)),
                "at",
                "삭제할 때는 하루 뒤부터 1년 사이여야 합니다.",
                "The time must be from one day to one year ahead.");
        checks.done();
    }

    /** Exports the rows of every tenant, then notes the order. */
    Remains order(String id, Instant at, String by, Steps steps) {
        Remains remains = remains(id);
        Path folder = exports.resolve("purge-" + id + "-" + STAMP.format(clock.instant()));
        if (schemas.exists(remains.symbolicName())) {
            export(remains.symbolicName(), folder, steps);
        }
        return ledger.orderPurge(
                id, at, by, exports.getParent().relativize(folder).toString());
    }

    private void export(String unit, Path folder, Steps steps) {
        try {
            Files.createDirectories(folder);
            UUID after = null;
            int done = 0;
            for (List<Tenant> page = tenants.list(null, 1000); !page.isEmpty(); page = tenants.list(after, 1000)) {
                for (Tenant tenant : page) {
                    Tenants.run(tenant, () -> export(unit, tenant, folder));
                    steps.report(Math.min(90, 10 + ++done), "Exported " + done + " companies.");
                }
                after = page.get(page.size() - 1).id();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One zip with a file of JSON lines for each table; it has its name when it is whole. */
    private void export(String unit, Tenant tenant, Path folder) {
        Path part = folder.resolve(tenant.id() + ".part");
        try {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
                tables.copyOut(List.of(unit), table -> entry(zip, table.fullName() + ".jsonl"));
            }
            Files.move(part, folder.resolve(tenant.id() + ".zip"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputStream entry(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    void cancel(String id) {
        if (remains(id).purgeAt() == null) {
            throw new NotFound("삭제가 예약되어 있지 않습니다.", "There is no order to delete its data.");
        }
        ledger.cancelPurge(id);
    }

    /** Does what is due. */
    void due() {
        while (ledger.purgeOne(unit -> {
            LOG.warn("The data of {} is deleted as ordered", unit);
            schemas.drop(unit);
        })) {
            LOG.debug("Looking for more");
        }
    }
}
