package kr.dure.identity.internal.absence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kr.dure.identity.Absences.Acting;
import kr.dure.identity.Absences.End;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeputyChainTest {
    private static final UUID A = new UUID(0, 0);
    private static final UUID B = new UUID(0, 1);
    private static final UUID C = new UUID(0, 2);

    private static Acting resolve(Map<UUID, UUID> deputies, Set<UUID> unusable) {
        return new DeputyChain(
                        person -> Optional.ofNullable(deputies.get(person)).map(DeputyChain.Entry::new),
                        person -> !unusable.contains(person))
                .resolve(A);
    }

    @Test
    void whoIsThereActsForHimself() {
        assertThat(resolve(Map.of(), Set.of())).isEqualTo(new Acting(A, false, List.of(), List.of(), End.PRESENT));
    }

    @Test
    void aDeputyWhoIsAwayHandsOn() {
        assertThat(resolve(Map.of(A, B, B, C), Set.of()))
                .isEqualTo(new Acting(C, true, List.of(B, C), List.of(), End.DEPUTY));
    }

    @Test
    void aCircleEndsWithThePersonHimself() {
        assertThat(resolve(Map.of(A, B, B, A), Set.of()))
                .isEqualTo(new Acting(A, true, List.of(B), List.of(), End.CIRCLE));
        assertThat(resolve(Map.of(A, B, B, C, C, B), Set.of()).end()).isEqualTo(End.CIRCLE);
    }

    @Test
    void aDeputyWhoHasLeftIsSkippedAndNamed() {
        assertThat(resolve(Map.of(A, B, B, C), Set.of(B)))
                .isEqualTo(new Acting(C, true, List.of(B, C), List.of(B), End.DEPUTY));
        assertThat(resolve(Map.of(A, B), Set.of(B))).isEqualTo(new Acting(A, true, List.of(B), List.of(B), End.NOBODY));
    }

    /** Whatever anybody enters, the way ends, with somebody who is there and able, or with the person. */
    @Property
    void everyWayEnds(
            @ForAll @Size(6) List<@IntRange(min = -1, max = 5) Integer> deputies,
            @ForAll @Size(max = 6) Set<@IntRange(min = 0, max = 5) Integer> gone) {
        DeputyChain chain = new DeputyChain(
                person -> Optional.of(deputies.get((int) person.getLeastSignificantBits()))
                        .filter(next -> next >= 0)
                        .map(next -> new DeputyChain.Entry(new UUID(0, next))),
                person -> !gone.contains((int) person.getLeastSignificantBits()));

        Acting acting = chain.resolve(A);

        if (acting.account().equals(A)) {
            assertThat(acting.end()).isNotEqualTo(End.DEPUTY);
        } else {
            int actor = (int) acting.account().getLeastSignificantBits();
            assertThat(deputies.get(actor)).isEqualTo(-1);
            assertThat(gone).doesNotContain(actor);
            assertThat(acting.way()).endsWith(acting.account()).doesNotHaveDuplicates();
        }
    }

    /** Two stretches overlap exactly when a half day lies in both. */
    @Property
    void stretchesOverlapWhenAHalfDayIsInBoth(
            @ForAll @IntRange(max = 12) int first,
            @ForAll @IntRange(min = 1, max = 8) int length,
            @ForAll @IntRange(max = 12) int otherFirst,
            @ForAll @IntRange(min = 1, max = 8) int otherLength) {
        Stretch one = stretch(first, first + length);
        Stretch other = stretch(otherFirst, otherFirst + otherLength);
        boolean shared = false;
        for (long half = 0; half < 24; half++) {
            shared |= one.covers(half) && other.covers(half);
        }
        assertThat(one.valid() && other.valid()).isTrue();
        assertThat(one.overlaps(other)).isEqualTo(shared);
    }

    private static Stretch stretch(int first, int end) {
        return new Stretch(
                LocalDate.ofEpochDay(first / 2), first % 2 == 1, LocalDate.ofEpochDay((end - 1) / 2), end % 2 == 1);
    }
}
