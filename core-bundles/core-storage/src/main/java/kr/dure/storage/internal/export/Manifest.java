package kr.dure.storage.internal.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What an archive says of itself; its last entry, {@code manifest.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version of the archive's form, see {@link #VERSION}
 * @param export the export's id, another one each time
 * @param createdAt RFC 3339 in UTC, another one each time
 * @param installation which installation wrote it
 * @param tenant whose data it is
 * @param files how many files and contents it holds
 * @param entries every entry but this one and the contents, whose names are their checksums; in the archive's order
 * @param signature of the installation that wrote it, over all of the rest; another one each time
 */
record Manifest(
        String format,
        int version,
        String export,
        String createdAt,
        String installation,
        Company tenant,
        List<AppPart> apps,
        FileCounts files,
        List<Entry> entries,
        String signature) {
    static final String FORMAT = "dure-export";
    static final int VERSION = 1;
    static final String NAME = "manifest.json";

    /** Greater ones are not read. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_DEPTH = 10;
    private static final int MAX_TEXT = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(SerializationFeature.INDENT_OUTPUT);

    Manifest {
        apps = List.copyOf(apps);
        entries = List.copyOf(entries);
    }

    /** Whose data. */
    record Company(String id, String name, String host) {}

    /**
     * An app that is in it.
     *
     * @param version of the bundle that wrote it, for the reader
     */
    record AppPart(String id, String name, String version, List<UnitPart> units) {
        AppPart {
            units = List.copyOf(units);
        }
    }

    /**
     * A unit of an app.
     *
     * @param migration the last one of its schema
     */
    record UnitPart(String unit, String migration, List<TablePart> tables) {
        UnitPart {
            tables = List.copyOf(tables);
        }
    }

    /** A table, {@code schema.table}, and how many rows of it there are. */
    record TablePart(String table, long rows) {}

    /**
     * @param files lines of {@code files.jsonl}
     * @param contents different contents among them
     * @param bytes of the contents
     */
    record FileCounts(long files, long contents, long bytes) {}

    /** An entry with its bytes, not compressed. */
    record Entry(String name, long size, String sha256) {}

    /** With the signature that {@code sign} makes of the rest. */
    Manifest signed(Function<byte[], String> sign) throws IOException {
        return with(sign.apply(with("").toJson()));
    }

    /** Whether it is as its installation wrote it. */
    boolean isSigned(Function<byte[], String> sign) throws IOException {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8),
                sign.apply(with("").toJson()).getBytes(StandardCharsets.UTF_8));
    }

    private Manifest with(String other) {
        return new Manifest(format, version, export, createdAt, installation, tenant, apps, files, entries, other);
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** @throws kr.dure.web.Invalid when it is none, or one of a form that this version does not know */
    static Manifest read(byte[] json) throws IOException {
        Manifest manifest;
        try {
            manifest = JSON.readValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw Refusal.of(NAME, "읽을 수 없는 목록입니다.", "It is no readable manifest.");
        }
        if (manifest == null || !FORMAT.equals(manifest.format)) {
            throw Refusal.of(NAME, "두레 내보내기 파일이 아닙니다.", "This is no export of Dure.");
        }
        if (manifest.version != VERSION) {
            throw Refusal.of(
                    NAME,
                    "파일 형식 " + manifest.version + "은(는) 이 버전이 모릅니다. 아는 형식: " + VERSION,
                    "This version does not know archives of form " + manifest.version + ", it knows " + VERSION + ".");
        }
        manifest.requireConsistent();
        return manifest;
    }

    /** No name twice, and for every table an entry and the other way round. */
    private void requireConsistent() {
        Set<String> names = new HashSet<>();
        for (Entry entry : entries) {
            boolean wellFormed = EntryName.listed(entry.name) && entry.size >= 0 && EntryName.hash(entry.sha256);
            if (!wellFormed || !names.add(entry.name)) {
                throw Refusal.of(
                        entry.name,
                        "목록에 있을 수 없거나 두 번 적힌 이름입니다.",
                        "The manifest names it twice, or it cannot be in an archive.");
            }
        }
        if (!names.contains(EntryName.FILES)) {
            throw missing(EntryName.FILES);
        }
        Set<String> expected = new HashSet<>();
        Set<String> units = new HashSet<>();
        for (AppPart app : apps) {
            for (UnitPart unit : app.units) {
                if (!units.add(unit.unit)) {
                    throw Refusal.of(NAME, "두 번 적혀 있습니다: " + unit.unit, "It names this twice: " + unit.unit);
                }
                for (TablePart table : unit.tables) {
                    String name = EntryName.table(app.id, table.table);
                    if (!expected.add(name) || !names.contains(name)) {
                        throw missing(name);
                    }
                }
            }
        }
        for (String name : names) {
            if (name.startsWith(EntryName.TABLES) && !expected.contains(name)) {
                throw Refusal.of(name, "어느 앱의 표도 아닙니다.", "It is no table of any app in the manifest.");
            }
        }
    }

    private static RuntimeException missing(String name) {
        return Refusal.of(name, "목록에 없거나 두 번 있습니다.", "The manifest does not list it, or lists it twice.");
    }
}
