package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Departments over time, in memory: the rules of the tree without a database.
 *
 * <p>A change holds from its day on. Where later changes are planned already it runs on through them, as far as they do
 * not say something else about the same thing: a department that is to be renamed in January and moves today is in
 * January where it was moved to, under its new name.
 *
 * <p>Nothing here refuses a change by itself; {@link #faults} tells afterwards what is wrong with the whole, so that
 * several changes can be right together.
 */
final class Chart {
    static final int MAX_DEPTH = 30;

    private final Map<UUID, NavigableMap<LocalDate, DepartmentVersion>> departments = new LinkedHashMap<>();
    private final Set<DepartmentVersion> before;

    /** What can be wrong with a department on a day. */
    enum Reason {
        /** The department above it does not exist. */
        NO_PARENT,
        /** It stands, at whatever distance, below itself. */
        CYCLE,
        /** It stands more than {@link #MAX_DEPTH} levels deep. */
        TOO_DEEP
    }

    record Fault(UUID department, LocalDate day, Reason reason) {}

    private enum Field {
        PARENT,
        NAME,
        ORDER;

        Object of(DepartmentVersion version) {
            return switch (this) {
                case PARENT -> version.parent();
                case NAME -> version.name();
                case ORDER -> version.order();
            };
        }

        DepartmentVersion with(DepartmentVersion version, Object value) {
            return switch (this) {
                case PARENT -> version.under((UUID) value);
                case NAME -> version.called((String) value);
                case ORDER -> version.ordered((Integer) value);
            };
        }
    }

    /** @param versions for each department without gaps; earlier ones than matter may be left out */
    Chart(Collection<DepartmentVersion> versions) {
        before = new LinkedHashSet<>(versions);
        versions.forEach(this::put);
    }

    private void put(DepartmentVersion version) {
        departments.computeIfAbsent(version.department(), id -> new TreeMap<>()).put(version.from(), version);
    }

    /** The department as it is on {@code day}, or empty when it does not exist then. */
    Optional<DepartmentVersion> at(UUID department, LocalDate day) {
        NavigableMap<LocalDate, DepartmentVersion> versions = departments.get(department);
        if (versions == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(versions.floorEntry(day))
                .map(Map.Entry::getValue)
                .filter(version -> version.holds(day));
    }

    /** Every version of a department, in order. */
    List<DepartmentVersion> of(UUID department) {
        return List.copyOf(departments.getOrDefault(department, new TreeMap<>()).values());
    }

    /** Those that exist on {@code day}. */
    List<DepartmentVersion> at(LocalDate day) {
        List<DepartmentVersion> living = new ArrayList<>();
        departments.keySet().forEach(id -> at(id, day).ifPresent(living::add));
        return living;
    }

    /** The departments that stand directly below one at any time from {@code day} on. */
    Set<UUID> childrenFrom(UUID parent, LocalDate day) {
        Set<UUID> children = new LinkedHashSet<>();
        departments.forEach((id, versions) -> {
            if (versions.values().stream().anyMatch(v -> parent.equals(v.parent()) && Days.endsAfter(v.to(), day))) {
                children.add(id);
            }
        });
        return children;
    }

    /** Whether a department exists on every day from {@code from} to {@code to}. */
    boolean covers(UUID department, LocalDate from, LocalDate to) {
        NavigableMap<LocalDate, DepartmentVersion> versions = departments.get(department);
        if (versions == null || versions.isEmpty() || versions.firstKey().isAfter(from)) {
            return false;
        }
        LocalDate end = versions.lastEntry().getValue().to();
        return end == null || to != null && !to.isAfter(end);
    }

    void found(UUID id, LocalDate on, UUID parent, String name, int order) {
        put(new DepartmentVersion(id, on, null, parent, name, order));
    }

    void move(UUID department, LocalDate on, UUID parent) {
        set(department, on, Field.PARENT, parent);
    }

    void rename(UUID department, LocalDate on, String name) {
        set(department, on, Field.NAME, name);
    }

    void reorder(UUID department, LocalDate on, int order) {
        set(department, on, Field.ORDER, order);
    }

    /** Ends the department; what was planned for it from that day on falls away. It must exist on the day before. */
    void close(UUID department, LocalDate on) {
        NavigableMap<LocalDate, DepartmentVersion> versions = departments.get(department);
        versions.tailMap(on, true).clear();
        DepartmentVersion last = versions.lastEntry().getValue();
        versions.put(last.from(), last.between(last.from(), on));
    }

    /** Takes a closing back. */
    void reopen(UUID department) {
        NavigableMap<LocalDate, DepartmentVersion> versions = departments.get(department);
        DepartmentVersion last = versions.lastEntry().getValue();
        versions.put(last.from(), last.between(last.from(), null));
    }

    /** Takes back what changes on a day; false when nothing does. */
    boolean cancel(UUID department, LocalDate on) {
        NavigableMap<LocalDate, DepartmentVersion> versions = departments.get(department);
        Map.Entry<LocalDate, DepartmentVersion> earlier = versions.lowerEntry(on);
        if (!versions.containsKey(on) || earlier == null) {
            return false;
        }
        DepartmentVersion as = earlier.getValue();
        set(department, on, Field.PARENT, as.parent());
        set(department, on, Field.NAME, as.name());
        set(department, on, Field.ORDER, as.order());
        return true;
    }

    /** Takes a department back that was never there. */
    void remove(UUID department) {
        departments.remove(department);
    }

    private void set(UUID department, LocalDate on, Field field, Object value) {
        NavigableMap<LocalDate, DepartmentVersion> versions = departments.get(department);
        DepartmentVersion current = at(department, on).orElseThrow();
        Object old = field.of(current);
        if (Objects.equals(old, value)) {
            return;
        }
        if (current.from().isBefore(on)) {
            put(current.between(current.from(), on));
            put(current.between(on, current.to()));
        }
        for (DepartmentVersion version : List.copyOf(versions.tailMap(on, true).values())) {
            if (!Objects.equals(field.of(version), old)) {
                break;
            }
            put(field.with(version, value));
        }
        join(versions);
    }

    /** Neighbours that say the same become one. */
    private static void join(NavigableMap<LocalDate, DepartmentVersion> versions) {
        DepartmentVersion last = null;
        for (DepartmentVersion version : List.copyOf(versions.values())) {
            if (last != null && version.from().equals(last.to()) && version.saysTheSameAs(last)) {
                versions.remove(version.from());
                last = last.between(last.from(), version.to());
                versions.put(last.from(), last);
            } else {
                last = version;
            }
        }
    }

    /** What is wrong on any day from {@code from} on, each department once, at its first day. */
    List<Fault> faults(LocalDate from) {
        TreeSet<LocalDate> days = new TreeSet<>(Set.of(from));
        for (NavigableMap<LocalDate, DepartmentVersion> versions : departments.values()) {
            for (DepartmentVersion version : versions.values()) {
                days.add(version.from());
                if (version.to() != null) {
                    days.add(version.to());
                }
            }
        }
        Map<UUID, Fault> faults = new LinkedHashMap<>();
        for (LocalDate day : days.tailSet(from)) {
            faultsOn(day).forEach(fault -> faults.putIfAbsent(fault.department(), fault));
        }
        return List.copyOf(faults.values());
    }

    private List<Fault> faultsOn(LocalDate day) {
        Map<UUID, DepartmentVersion> living = new LinkedHashMap<>();
        at(day).forEach(version -> living.put(version.department(), version));
        List<Fault> faults = new ArrayList<>();
        Map<UUID, Integer> depths = new HashMap<>();
        for (UUID id : living.keySet()) {
            Reason reason = walk(id, living, depths);
            if (reason != null) {
                faults.add(new Fault(id, day, reason));
            }
        }
        return faults;
    }

    /** Goes up from a department to one whose depth is known, and notes the depths on the way. */
    private static Reason walk(UUID start, Map<UUID, DepartmentVersion> living, Map<UUID, Integer> depths) {
        List<UUID> way = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        UUID at = start;
        while (at != null && !depths.containsKey(at)) {
            if (!seen.add(at)) {
                // The way ends in a circle. Only those in it are at fault, not what hangs below.
                return way.indexOf(at) == 0 ? Reason.CYCLE : null;
            }
            if (!living.containsKey(at)) {
                return way.size() == 1 ? Reason.NO_PARENT : null;
            }
            way.add(at);
            at = living.get(at).parent();
        }
        int depth = at == null ? 0 : depths.get(at);
        for (int i = way.size() - 1; i >= 0; i--) {
            depths.put(way.get(i), ++depth);
        }
        return depths.get(start) > MAX_DEPTH ? Reason.TOO_DEEP : null;
    }

    /** Versions that were there and are no longer so. */
    List<DepartmentVersion> removed() {
        Set<DepartmentVersion> removed = new LinkedHashSet<>(before);
        departments.values().forEach(versions -> versions.values().forEach(removed::remove));
        return List.copyOf(removed);
    }

    /** Versions that were not there so. */
    List<DepartmentVersion> added() {
        List<DepartmentVersion> added = new ArrayList<>();
        departments
                .values()
                .forEach(versions -> versions.values().stream()
                        .filter(version -> !before.contains(version))
                        .forEach(added::add));
        return added;
    }

    /** For each department that is not what it was, the days on which it changes otherwise than before. */
    Map<UUID, Set<LocalDate>> changedDays() {
        Map<UUID, Set<Object>> were = marks(before);
        Map<UUID, Set<Object>> are = new HashMap<>();
        departments.forEach((id, versions) -> are.putAll(marks(versions.values())));
        Map<UUID, Set<LocalDate>> days = new LinkedHashMap<>();
        Set<UUID> all = new LinkedHashSet<>(are.keySet());
        all.addAll(were.keySet());
        for (UUID id : all) {
            Set<Object> changed = new HashSet<>(are.getOrDefault(id, Set.of()));
            Set<Object> old = were.getOrDefault(id, Set.of());
            if (!changed.equals(old)) {
                Set<Object> gone = new HashSet<>(old);
                gone.removeAll(changed);
                changed.removeAll(old);
                changed.addAll(gone);
                TreeSet<LocalDate> on = new TreeSet<>();
                changed.forEach(
                        mark -> on.add(mark instanceof LocalDate end ? end : ((DepartmentVersion) mark).from()));
                days.put(id, on);
            }
        }
        return days;
    }

    /** What begins when, and when it is over. */
    private static Map<UUID, Set<Object>> marks(Collection<DepartmentVersion> versions) {
        Map<UUID, Set<Object>> marks = new HashMap<>();
        Map<UUID, DepartmentVersion> last = new HashMap<>();
        for (DepartmentVersion version : versions) {
            marks.computeIfAbsent(version.department(), id -> new HashSet<>())
                    .add(version.between(version.from(), null));
            last.merge(version.department(), version, (a, b) -> a.from().isAfter(b.from()) ? a : b);
        }
        last.forEach((id, version) -> {
            if (version.to() != null) {
                marks.get(id).add(version.to());
            }
        });
        return marks;
    }
}
