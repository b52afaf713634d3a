package kr.dure.storage.internal.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.dure.persistence.TenantTables;
import kr.dure.persistence.TenantTables.Table;
import kr.dure.storage.Files;
import kr.dure.web.Conflict;

/** Which entry of an archive goes into which table here; made of the manifest, and refused where it does not fit. */
final class ImportPlan {
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<String> units = new ArrayList<>();
    private final List<String> apps = new ArrayList<>();

    /**
     * @throws kr.dure.web.Problem 422 naming what this installation does not have or has in an older version, 409 when
     *     there are data of the apps already
     */
    ImportPlan(Manifest manifest, ExportableApps installed, TenantTables tables, Files files) {
        for (Manifest.AppPart part : manifest.apps()) {
            ExportableApp app = installed
                    .find(part.id())
                    .orElseThrow(() -> refused(part.id(), "앱이 설치되어 있지 않습니다.", "The app is not installed here."));
            for (Manifest.UnitPart unit : part.units()) {
                if (!app.units().contains(unit.unit())) {
                    throw refused(
                            part.id(), "앱의 표가 아닙니다: " + unit.unit(), "These are not the app's tables: " + unit.unit());
                }
                add(app, unit, tables);
            }
            for (String unit : app.units()) {
                if (!tables.empty(unit)) {
                    throw taken(app);
                }
            }
            if (!files.ofApp(app.id(), null, 1).items().isEmpty()) {
                throw taken(app);
            }
            apps.add(app.id());
        }
        if (apps.isEmpty()) {
            throw Refusal.of(Manifest.NAME, "앱이 하나도 없습니다.", "It names no app.");
        }
    }

    private void add(ExportableApp app, Manifest.UnitPart unit, TenantTables tables) {
        String here = tables.version(unit.unit());
        if (newer(unit.migration(), here)) {
            throw refused(
                    app.id(),
                    "더 새로운 버전에서 내보냈습니다(" + unit.migration() + ", 여기는 " + here + ").",
                    "It was exported from a newer version (" + unit.migration() + ", here it is " + here + ").");
        }
        Set<String> known = new HashSet<>();
        tables.tables(unit.unit()).stream()
                .filter(app.export()::exports)
                .map(Table::fullName)
                .forEach(known::add);
        for (Manifest.TablePart table : unit.tables()) {
            if (!known.contains(table.table())) {
                throw refused(app.id(), "모르는 표입니다: " + table.table(), "There is no such table here: " + table.table());
            }
            entries.put(table.table(), EntryName.table(app.id(), table.table()));
        }
        units.add(unit.unit());
    }

    private static RuntimeException refused(String app, String ko, String en) {
        return Refusal.of(Manifest.NAME + ", " + app, ko, en);
    }

    private static Conflict taken(ExportableApp app) {
        return new Conflict(
                "비어 있는 회사로만 가져올 수 있습니다. 이미 자료가 있는 앱: " + app.id(),
                "An import needs a company without data; there are some of " + app.id() + ".");
    }

    /** Migrations are numbered: {@code 004}, {@code 4.1}. What is no number is newer than anything. */
    static boolean newer(String there, String here) {
        String[] one = there.split("[._]");
        String[] other = here.split("[._]");
        for (int i = 0; i < Math.max(one.length, other.length); i++) {
            long left = number(i < one.length ? one[i] : "0");
            long right = number(i < other.length ? other[i] : "0");
            if (left != right) {
                return left > right;
            }
        }
        return false;
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    List<String> apps() {
        return apps;
    }

    List<String> units() {
        return units;
    }

    /** The entry that holds a table's rows, or null. */
    String entry(Table table) {
        return entries.get(table.fullName());
    }

    /** How many rows each table must have. */
    static Map<String, Long> rows(Manifest manifest) {
        Map<String, Long> rows = new HashMap<>();
        manifest.apps()
                .forEach(app -> app.units()
                        .forEach(unit -> unit.tables().forEach(table -> rows.put(table.table(), table.rows()))));
        return rows;
    }
}
