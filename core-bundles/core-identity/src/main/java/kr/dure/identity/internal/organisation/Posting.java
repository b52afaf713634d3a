package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A person's post over time.
 *
 * @param main whether it is the main post; the others are concurrent (겸직)
 * @param from first day
 * @param to first day on which it is no longer held, or null
 */
record Posting(UUID id, UUID person, Place place, boolean main, LocalDate from, LocalDate to) {
    boolean holds(LocalDate day) {
        return Days.holds(from, to, day);
    }

    boolean overlaps(LocalDate otherFrom, LocalDate otherTo) {
        return Days.overlap(from, to, otherFrom, otherTo);
    }

    boolean in(UUID department) {
        return place.department().equals(department);
    }

    Posting between(LocalDate newFrom, LocalDate newTo) {
        return new Posting(id, person, place, main, newFrom, newTo);
    }

    Posting as(UUID newId, Place newPlace) {
        return new Posting(newId, person, newPlace, main, from, to);
    }
}
