package kr.dure.storage.internal.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import kr.dure.persistence.TenantTables;
import kr.dure.storage.internal.ArchiveStore;
import kr.dure.tenant.Tenant;
import kr.dure.tenant.Tenants;

/**
 * Writes one archive of the current tenant. Tables, files and readable forms are of one moment; contents never change,
 * so they are read afterwards, and the database is not kept waiting for them.
 */
final class Production {
    private static final int TABLES_DONE = 40;
    private static final int ALL_WRITTEN = 99;

    private final TenantTables tables;
    private final ArchiveStore store;
    private final List<ExportableApp> apps;
    private final Consumer<String> step;
    private final Map<String, Kept> contents = new TreeMap<>();
    private long files;
    private volatile int percent;

    /** @param step told of what is done; a test may end the production there */
    Production(TenantTables tables, ArchiveStore store, List<ExportableApp> apps, Consumer<String> step) {
        this.tables = tables;
        this.store = store;
        this.apps = apps;
        this.step = step;
    }

    /** Where the content of files lies. */
    private record Kept(UUID holder, long size) {}

    /** How far it is, for other threads. */
    int percent() {
        return percent;
    }

    /**
     * @param head what the manifest shall say of the export itself; the rest is added
     * @param out not closed
     */
    void write(Manifest head, OutputStream out) throws IOException {
        ArchiveWriter writer = new ArchiveWriter(out);
        List<Manifest.AppPart> parts = tables.atOneMoment(() -> snapshot(writer));
        step.accept("tables");
        long all = contents.values().stream().mapToLong(Kept::size).sum();
        for (Map.Entry<String, Kept> content : contents.entrySet()) {
            Kept kept = content.getValue();
            try (InputStream in = store.content(kept.holder(), kept.size()).open(0, kept.size())) {
                writer.content(content.getKey(), in);
            }
            percent = TABLES_DONE + (int) ((ALL_WRITTEN - TABLES_DONE) * writer.contentBytes() / Math.max(1, all));
        }
        step.accept("contents");
        writer.finish(
                entries -> new Manifest(
                        head.format(),
                        head.version(),
                        head.export(),
                        head.createdAt(),
                        head.installation(),
                        head.tenant(),
                        parts,
                        new Manifest.FileCounts(files, writer.contents(), writer.contentBytes()),
                        entries,
                        ""),
                store::sign);
    }

    static Manifest head(UUID id, String createdAt, String installation) {
        Tenant tenant = Tenants.current();
        return new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                id.toString(),
                createdAt,
                installation,
                new Manifest.Company(tenant.id().toString(), tenant.name(), tenant.host()),
                List.of(),
                new Manifest.FileCounts(0, 0, 0),
                List.of(),
                "");
    }

    private List<Manifest.AppPart> snapshot(ArchiveWriter writer) throws IOException {
        List<Manifest.AppPart> parts = new ArrayList<>();
        for (ExportableApp app : apps) {
            List<Manifest.UnitPart> units = new ArrayList<>();
            for (String unit : app.units()) {
                Map<String, Long> rows = tables.copyOut(
                        List.of(unit),
                        table -> app.export().exports(table)
                                ? writer.entry(EntryName.table(app.id(), table.fullName()))
                                : null);
                units.add(new Manifest.UnitPart(
                        unit,
                        tables.version(unit),
                        rows.entrySet().stream()
                                .map(table -> new Manifest.TablePart(table.getKey(), table.getValue()))
                                .toList()));
            }
            parts.add(new Manifest.AppPart(app.id(), app.name().ko(), app.version(), units));
            percent = TABLES_DONE * parts.size() / (apps.size() + 1);
        }
        writeFiles(writer);
        for (ExportableApp app : apps) {
            app.export().writeReadable(name -> writer.entry(EntryName.readable(app.id(), name)));
        }
        percent = TABLES_DONE;
        return parts;
    }

    private void writeFiles(ArchiveWriter writer) throws IOException {
        try (OutputStream out = writer.entry(EntryName.FILES)) {
            store.eachFile(apps.stream().map(ExportableApp::id).toList(), (file, holder) -> {
                try {
                    out.write(FileLine.of(file).toJson());
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                files++;
                contents.put(file.sha256(), new Kept(holder, file.size()));
                if (contents.size() > ArchiveReader.MAX_CONTENTS) {
                    throw Refusal.whole(
                            "파일이 " + ArchiveReader.MAX_CONTENTS + "개를 넘습니다. 앱별로 나누어 내보내 주세요.",
                            "There are more than " + ArchiveReader.MAX_CONTENTS
                                    + " files. Please export the apps one by one.");
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
