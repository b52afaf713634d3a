package kr.dure.identity.internal.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.UUID;

/** 직위: a person's rank in the company. */
@Entity
@Table(name = "job_position")
class JobPositionEntity extends TitleEntity {
    protected JobPositionEntity() {}

    JobPositionEntity(UUID id, String name, int order) {
        super(id, name, order);
    }
}
