package kr.dure.sms.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

@Entity
@Table(name = "contact_group")
class ContactGroupEntity {
    @Id
    private UUID id;

    private String name;

    @Version
    private int version;

    protected ContactGroupEntity() {}

    ContactGroupEntity(UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    void rename(String newName) {
        name = newName;
    }
}
