package kr.dure.identity.internal.organisation;

import java.util.UUID;

/**
 * Where somebody works, and as what.
 *
 * @param position 직위, or null
 * @param duty 직책, or null
 */
record Place(UUID department, UUID position, UUID duty) {
    Place in(UUID otherDepartment) {
        return new Place(otherDepartment, position, duty);
    }
}
