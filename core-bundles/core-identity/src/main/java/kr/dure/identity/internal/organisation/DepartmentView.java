package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import kr.dure.identity.Department;

/**
 * A department as it is on one day.
 *
 * @param order place among its siblings; equal ones stand by name
 * @param path the names from the top down to this one
 * @param foundedOn first day
 * @param closedOn first day on which it no longer exists, past or planned, or null
 */
public record DepartmentView(
        UUID id,
        String code,
        String name,
        UUID parentId,
        int order,
        List<String> path,
        LocalDate foundedOn,
        LocalDate closedOn) {
    DepartmentView withPath(List<String> names) {
        return new DepartmentView(id, code, name, parentId, order, List.copyOf(names), foundedOn, closedOn);
    }

    Department toDepartment() {
        return new Department(id, code, name, parentId);
    }
}
