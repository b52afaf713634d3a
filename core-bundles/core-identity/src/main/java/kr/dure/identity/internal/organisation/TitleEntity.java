package kr.dure.identity.internal.organisation;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.UUID;

/** What somebody is called beside the name. */
@MappedSuperclass
abstract class TitleEntity {
    @Id
    private UUID id;

    private String name;

    @Column(name = "sort_order")
    private int order;

    @Version
    private int version;

    protected TitleEntity() {}

    TitleEntity(UUID id, String name, int order) {
        this.id = id;
        this.name = name;
        this.order = order;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    int version() {
        return version;
    }

    void rename(String newName) {
        name = newName;
    }

    void rank(int newOrder) {
        order = newOrder;
    }

    /** Whether the holder leads the department. */
    boolean head() {
        return false;
    }

    Title toTitle() {
        return new Title(id, name, order, head());
    }
}
