package kr.dure.identity.internal.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** 직책: what a person answers for in a department. */
@Entity
@Table(name = "duty")
class DutyEntity extends TitleEntity {
    private boolean head;

    protected DutyEntity() {}

    DutyEntity(UUID id, String name, int order, boolean head) {
        super(id, name, order);
        this.head = head;
    }

    @Override
    boolean head() {
        return head;
    }

    void lead(boolean yes) {
        head = yes;
    }
}
