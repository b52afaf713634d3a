package kr.dure.identity.internal.absence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** One entry; nothing of it changes but that it may be cancelled. */
@Entity
@Table(name = "absence")
class AbsenceEntity {
    @Id
    private UUID id;

    @Column(name = "person_id")
    private UUID personId;

    @Column(name = "first_day")
    private LocalDate firstDay;

    @Column(name = "from_noon")
    private boolean fromNoon;

    @Column(name = "last_day")
    private LocalDate lastDay;

    @Column(name = "until_noon")
    private boolean untilNoon;

    @Column(name = "deputy_id")
    private UUID deputyId;

    private String scope;

    private String reason;

    private UUID replaces;

    @Column(name = "entered_at")
    private Instant enteredAt;

    @Column(name = "entered_by")
    private String enteredBy;

    @Column(name = "cancelled_at")
    private Instant cancelledAt;

    @Column(name = "cancelled_by")
    private String cancelledBy;

    protected AbsenceEntity() {}

    AbsenceEntity(
            UUID id,
            UUID personId,
            Stretch days,
            UUID deputyId,
            String scope,
            String reason,
            UUID replaces,
            Instant enteredAt,
            String enteredBy) {
        this.id = id;
        this.personId = personId;
        this.firstDay = days.from();
        this.fromNoon = days.fromNoon();
        this.lastDay = days.to();
        this.untilNoon = days.untilNoon();
        this.deputyId = deputyId;
        this.scope = scope;
        this.reason = reason;
        this.replaces = replaces;
        this.enteredAt = enteredAt;
        this.enteredBy = enteredBy;
    }

    UUID id() {
        return id;
    }

    UUID personId() {
        return personId;
    }

    UUID deputyId() {
        return deputyId;
    }

    String scope() {
        return scope;
    }

    String reason() {
        return reason;
    }

    Stretch days() {
        return new Stretch(firstDay, fromNoon, lastDay, untilNoon);
    }

    boolean cancelled() {
        return cancelledAt != null;
    }

    /** Whether it was entered by then and not cancelled yet. */
    boolean heldAt(Instant moment) {
        return !enteredAt.isAfter(moment) && (cancelledAt == null || cancelledAt.isAfter(moment));
    }

    void cancel(Instant at, String by) {
        cancelledAt = at;
        cancelledBy = by;
    }

    /** @param inConfidence whether the reader may know why */
    Absence toAbsence(boolean inConfidence) {
        return new Absence(
                id,
                personId,
                firstDay,
                fromNoon,
                lastDay,
                untilNoon,
                deputyId,
                scope,
                inConfidence ? reason : null,
                replaces,
                enteredAt,
                enteredBy,
                cancelledAt,
                cancelledBy);
    }
}
