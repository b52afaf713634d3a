package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/**
 * What a department is called and where it stands for a while.
 *
 * @param from first day
 * @param to first day on which it no longer holds, or null
 * @param parent null at the top
 * @param order place among its siblings; equal ones stand by name
 */
record DepartmentVersion(UUID department, LocalDate from, LocalDate to, UUID parent, String name, int order) {
    boolean holds(LocalDate day) {
        return Days.holds(from, to, day);
    }

    DepartmentVersion between(LocalDate newFrom, LocalDate newTo) {
        return new DepartmentVersion(department, newFrom, newTo, parent, name, order);
    }

    DepartmentVersion under(UUID newParent) {
        return new DepartmentVersion(department, from, to, newParent, name, order);
    }

    DepartmentVersion called(String newName) {
        return new DepartmentVersion(department, from, to, parent, newName, order);
    }

    DepartmentVersion ordered(int newOrder) {
        return new DepartmentVersion(department, from, to, parent, name, newOrder);
    }

    /** Whether only the days differ. */
    boolean saysTheSameAs(DepartmentVersion other) {
        return Objects.equals(parent, other.parent) && name.equals(other.name) && order == other.order;
    }
}
