package kr.dure.identity.internal.organisation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.UUID;
import kr.dure.identity.Person;

/** Somebody who belongs to the company; the id is the login account's where there is one. */
@Entity
@Table(name = "person")
class PersonEntity {
    @Id
    private UUID id;

    @Column(name = "employee_number")
    private String employeeNumber;

    private String name;

    @Column(name = "work_phone")
    private String workPhone;

    private String mobile;

    @Column(name = "joined_on")
    private LocalDate joinedOn;

    @Column(name = "left_on")
    private LocalDate leftOn;

    @Version
    private int version;

    protected PersonEntity() {}

    PersonEntity(UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    LocalDate joinedOn() {
        return joinedOn;
    }

    LocalDate leftOn() {
        return leftOn;
    }

    int version() {
        return version;
    }

    void rename(String newName) {
        name = newName;
    }

    void number(String newNumber) {
        employeeNumber = newNumber;
    }

    void reachAt(String newWorkPhone, String newMobile) {
        workPhone = newWorkPhone;
        mobile = newMobile;
    }

    void join(LocalDate on) {
        joinedOn = on;
    }

    /** @param on the first day without the person; null: stays */
    void leave(LocalDate on) {
        leftOn = on;
    }

    Person toPerson() {
        return new Person(id, name, employeeNumber, workPhone, mobile, joinedOn, leftOn);
    }
}
