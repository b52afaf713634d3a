package kr.dure.approval.internal.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts formulas in an order in which each comes behind what it uses, and finds the loop where there is none. */
final class FormulaOrder {
    private final Map<String, Set<String>> uses;
    private final List<String> order = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final List<String> path = new ArrayList<>();
    private List<String> loop = List.of();

    /** @param uses by the name of each formula's field, the names of the fields it uses, with and without formulas */
    FormulaOrder(Map<String, Set<String>> uses) {
        this.uses = new LinkedHashMap<>(uses);
        for (String name : uses.keySet()) {
            visit(name);
        }
    }

    /** All names with formulas; meaningless when there is a loop. */
    List<String> order() {
        return order;
    }

    /** The names of a loop, the first also at the end; empty when there is none. */
    List<String> loop() {
        return loop;
    }

    // As deep as there are formulas at most, a few hundred.
    private void visit(String name) {
        if (!loop.isEmpty() || !uses.containsKey(name) || done.contains(name)) {
            return;
        }
        int start = path.indexOf(name);
        if (start >= 0) {
            loop = new ArrayList<>(path.subList(start, path.size()));
            loop.add(name);
            return;
        }
        path.add(name);
        for (String used : uses.get(name)) {
            visit(used);
        }
        path.remove(path.size() - 1);
        done.add(name);
        order.add(name);
    }
}
