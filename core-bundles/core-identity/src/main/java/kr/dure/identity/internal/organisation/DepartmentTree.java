package kr.dure.identity.internal.organisation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The departments of one day in their order: each before those below it. */
final class DepartmentTree {
    private static final Comparator<DepartmentView> SIBLINGS = Comparator.comparingInt(DepartmentView::order)
            .thenComparing(DepartmentView::name)
            .thenComparing(DepartmentView::id);

    private final Map<UUID, List<DepartmentView>> children = new HashMap<>();

    /** A department with those below it, for one answer. */
    public record Node(UUID id, String code, String name, int order, List<Node> children) {}

    DepartmentTree(List<DepartmentView> departments) {
        for (DepartmentView department : departments) {
            children.computeIfAbsent(department.parentId(), id -> new ArrayList<>())
                    .add(department);
        }
        children.values().forEach(siblings -> siblings.sort(SIBLINGS));
    }

    List<DepartmentView> children(UUID parent) {
        return children.getOrDefault(parent, List.of());
    }

    /** All below {@code top} (null: all), each with its path. */
    List<DepartmentView> flat(UUID top) {
        List<DepartmentView> flat = new ArrayList<>();
        walk(top, new ArrayDeque<>(), flat);
        return flat;
    }

    private void walk(UUID parent, Deque<String> path, List<DepartmentView> flat) {
        for (DepartmentView department : children(parent)) {
            path.addLast(department.name());
            flat.add(department.withPath(List.copyOf(path)));
            walk(department.id(), path, flat);
            path.removeLast();
        }
    }

    List<Node> nodes(UUID parent) {
        return children(parent).stream()
                .map(department -> new Node(
                        department.id(),
                        department.code(),
                        department.name(),
                        department.order(),
                        nodes(department.id())))
                .toList();
    }
}
