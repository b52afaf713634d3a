package kr.dure.identity.internal.absence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import kr.dure.identity.Absences.Acting;
import kr.dure.identity.Absences.End;

/** The way from somebody who is away to whoever acts. */
final class DeputyChain {
    private final Function<UUID, Optional<Entry>> entries;
    private final Predicate<UUID> usable;

    /** @param deputy null: nobody */
    record Entry(UUID deputy) {}

    /**
     * @param entries the entry that holds for a person at the moment asked about; empty when the person is there
     * @param usable whether a deputy can act at all: has an account, has not left, is not stopped
     */
    DeputyChain(Function<UUID, Optional<Entry>> entries, Predicate<UUID> usable) {
        this.entries = entries;
        this.usable = usable;
    }

    Acting resolve(UUID person) {
        Set<UUID> way = new LinkedHashSet<>();
        List<UUID> skipped = new ArrayList<>();
        Optional<Entry> entry = entries.apply(person);
        if (entry.isEmpty()) {
            return new Acting(person, false, List.of(), List.of(), End.PRESENT);
        }
        while (entry.isPresent() && entry.get().deputy() != null) {
            UUID deputy = entry.get().deputy();
            if (deputy.equals(person) || !way.add(deputy)) {
                return new Acting(person, true, List.copyOf(way), skipped, End.CIRCLE);
            }
            boolean able = usable.test(deputy);
            if (!able) {
                skipped.add(deputy);
            }
            entry = entries.apply(deputy);
            if (able && entry.isEmpty()) {
                return new Acting(deputy, true, List.copyOf(way), skipped, End.DEPUTY);
            }
        }
        return new Acting(person, true, List.copyOf(way), skipped, End.NOBODY);
    }
}
