package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.UUID;
import kr.dure.event.Event;
import kr.dure.event.EventType;

/**
 * A department was founded, renamed, moved or closed; told on the day it comes into force.
 *
 * @param on that day
 * @param name as it is from then on
 * @param parent null at the top
 * @param closed whether it no longer exists; name and parent are its last ones
 */
@EventType("identity.department-changed/1")
record DepartmentChanged(UUID department, LocalDate on, String code, String name, UUID parent, boolean closed)
        implements Event {
    @Override
    public String key() {
        return department.toString();
    }
}
