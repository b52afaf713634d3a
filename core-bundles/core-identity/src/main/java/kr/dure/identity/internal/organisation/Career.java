package kr.dure.identity.internal.organisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import kr.dure.product.Text;

/**
 * One person's posts over time, in memory: on every day on which there is any, exactly one is the main one; nobody has
 * two posts in one department at a time; and none reaches beyond the day the person leaves.
 *
 * <p>The operations keep the first and the last rule by themselves; whether concurrent posts stay beside a main one is
 * told by {@link #fault}, so that several changes can be right together.
 */
final class Career {
    private static final Comparator<Posting> ORDER = Comparator.comparing(Posting::from)
            .thenComparing(Posting::main, Comparator.reverseOrder())
            .thenComparing(Posting::id);

    private final UUID person;
    private final LocalDate leftOn;
    private final Supplier<UUID> ids;
    private final Set<Posting> before;
    private final List<Posting> posts;

    /**
     * @param leftOn the first day on which the person is no longer there, or null
     * @param posts earlier ones than matter may be left out
     */
    Career(UUID person, LocalDate leftOn, Collection<Posting> posts, Supplier<UUID> ids) {
        this.person = person;
        this.leftOn = leftOn;
        this.before = new LinkedHashSet<>(posts);
        this.posts = new ArrayList<>(posts);
        this.ids = ids;
    }

    UUID person() {
        return person;
    }

    /** In the order in which they begin. */
    List<Posting> posts() {
        return posts.stream().sorted(ORDER).toList();
    }

    Optional<Posting> find(UUID id) {
        return posts.stream().filter(post -> post.id().equals(id)).findFirst();
    }

    Optional<Posting> main(LocalDate day) {
        return posts.stream().filter(post -> post.main() && post.holds(day)).findFirst();
    }

    List<Posting> concurrent(LocalDate day) {
        return posts.stream().filter(post -> !post.main() && post.holds(day)).toList();
    }

    /**
     * Gives the person a main post (전보) from a day on, until the next one that is planned. A concurrent post in the same
     * department gives way to it.
     */
    void appoint(LocalDate on, Place place) {
        checkThere(on);
        Optional<Posting> current = main(on);
        if (current.isPresent() && current.get().place().equals(place)) {
            return;
        }
        LocalDate next = posts.stream()
                .filter(post -> post.main() && post.from().isAfter(on))
                .map(Posting::from)
                .min(Comparator.naturalOrder())
                .orElse(null);
        LocalDate until = Days.earlierEnd(next, leftOn);
        current.ifPresent(old -> cut(old, on, old.to()));
        UUID id = current.filter(old -> old.from().equals(on)).map(Posting::id).orElseGet(ids);
        clear(place.department(), on, until);
        posts.add(new Posting(id, person, place, true, on, until));
        join();
    }

    /**
     * Gives the person a concurrent post (겸직) beside the main one, or changes as what it is held.
     *
     * @param to its end, or null
     */
    void concur(LocalDate on, LocalDate to, Place place) {
        checkThere(on);
        LocalDate until = Days.earlierEnd(to, leftOn);
        Optional<Posting> current = concurrent(on).stream()
                .filter(post -> post.in(place.department()))
                .findFirst();
        if (current.isPresent()) {
            Posting old = current.get();
            LocalDate end = to == null ? old.to() : until;
            if (old.place().equals(place) && Objects.equals(old.to(), end)) {
                return;
            }
            posts.remove(old);
            boolean same = old.from().equals(on);
            if (!same) {
                posts.add(old.between(old.from(), on));
            }
            posts.add(new Posting(same ? old.id() : ids.get(), person, place, false, on, end));
        } else {
            posts.add(new Posting(ids.get(), person, place, false, on, until));
        }
        join();
    }

    private void checkThere(LocalDate on) {
        if (!Days.endsAfter(leftOn, on)) {
            throw new IllegalArgumentException("The person has left by then.");
        }
    }

    /** Ends a post, which has begun before that day and does not end earlier. */
    void end(Posting post, LocalDate on) {
        posts.remove(post);
        posts.add(post.between(post.from(), on));
    }

    /** Ends a post that is held on that day, or takes it back when it begins with it. */
    void stop(Posting post, LocalDate on) {
        cut(post, on, null);
    }

    /** Takes a post back that has not begun; the main post that was to end for it goes on. */
    void cancel(Posting post) {
        posts.remove(post);
        if (post.main()) {
            posts.stream()
                    .filter(other -> other.main() && post.from().equals(other.to()))
                    .findFirst()
                    .ifPresent(earlier -> {
                        posts.remove(earlier);
                        posts.add(earlier.between(earlier.from(), post.to()));
                    });
            join();
        }
    }

    /** Ends whatever reaches to {@code on}, the first day without the person. */
    void leave(LocalDate on) {
        for (Posting post : List.copyOf(posts)) {
            if (Days.endsAfter(post.to(), on)) {
                cut(post, on, post.to());
            }
        }
    }

    /** Moves what the person has in one department from a day on into another (부서 통합). */
    void merge(UUID department, UUID into, LocalDate on) {
        for (Posting post : posts()) {
            if (!post.in(department) || !Days.endsAfter(post.to(), on)) {
                continue;
            }
            LocalDate from = Days.later(post.from(), on);
            cut(post, from, post.to());
            if (post.main()) {
                clear(into, from, post.to());
                add(post, into, from, post.to());
            } else {
                for (LocalDate[] gap : gaps(into, from, post.to())) {
                    add(post, into, gap[0], gap[1]);
                }
            }
        }
        join();
    }

    private void add(Posting like, UUID department, LocalDate from, LocalDate to) {
        UUID id = find(like.id()).isEmpty() ? like.id() : ids.get();
        posts.add(like.as(id, like.place().in(department)).between(from, to));
    }

    /** Takes the days from {@code from} to {@code to} out of a post. */
    private void cut(Posting post, LocalDate from, LocalDate to) {
        posts.remove(post);
        boolean head = post.from().isBefore(from);
        if (head) {
            posts.add(post.between(post.from(), from));
        }
        if (to != null && Days.endsAfter(post.to(), to)) {
            Posting tail = post.between(Days.later(post.from(), to), post.to());
            posts.add(head ? tail.as(ids.get(), tail.place()) : tail);
        }
    }

    /** Makes room in a department: concurrent posts there give way. */
    private void clear(UUID department, LocalDate from, LocalDate to) {
        for (Posting post : List.copyOf(posts)) {
            if (!post.main() && post.in(department) && post.overlaps(from, to)) {
                cut(post, from, to);
            }
        }
    }

    /** The stretches between {@code from} and {@code to} without a post in the department. */
    private List<LocalDate[]> gaps(UUID department, LocalDate from, LocalDate to) {
        List<LocalDate[]> gaps = new ArrayList<>();
        LocalDate at = from;
        for (Posting post : posts()) {
            if (post.in(department) && post.overlaps(at, to)) {
                if (at.isBefore(post.from())) {
                    gaps.add(new LocalDate[] {at, post.from()});
                }
                if (post.to() == null) {
                    return gaps;
                }
                at = Days.later(at, post.to());
            }
        }
        if (Days.endsAfter(to, at)) {
            gaps.add(new LocalDate[] {at, to});
        }
        return gaps;
    }

    /** Neighbours that say the same become one. */
    private void join() {
        boolean joined = true;
        while (joined) {
            joined = false;
            for (Posting post : posts()) {
                Optional<Posting> next = posts.stream()
                        .filter(other -> other.from().equals(post.to())
                                && other.main() == post.main()
                                && other.place().equals(post.place()))
                        .findFirst();
                if (next.isPresent()) {
                    posts.remove(next.get());
                    posts.remove(post);
                    posts.add(post.between(post.from(), next.get().to()));
                    joined = true;
                    break;
                }
            }
        }
    }

    /** What breaks a rule on any day from {@code from} on, for the one who asked for the change; empty: nothing. */
    Optional<Text> fault(LocalDate from) {
        for (Posting post : posts) {
            if (!Days.endsAfter(post.to(), from)) {
                continue;
            }
            for (Posting other : posts) {
                if (other != post && other.in(post.place().department()) && other.overlaps(post.from(), post.to())) {
                    return Optional.of(new Text(
                            "한 사람이 같은 부서에서 같은 날 두 자리를 맡을 수 없습니다.",
                            "Nobody has two posts in one department on the same day."));
                }
            }
            if (!post.main() && !beside(post, from)) {
                return Optional.of(new Text(
                        "겸직은 본직이 있는 동안에만 둘 수 있습니다. 겸직을 먼저 끝내 주세요.",
                        "A concurrent post needs a main one beside it. End the concurrent post first."));
            }
        }
        return Optional.empty();
    }

    /** Whether main posts cover a concurrent one from {@code from} on. */
    private boolean beside(Posting concurrent, LocalDate from) {
        LocalDate at = Days.later(concurrent.from(), from);
        while (true) {
            Optional<Posting> main = main(at);
            if (main.isEmpty()) {
                return false;
            }
            LocalDate end = main.get().to();
            if (end == null || concurrent.to() != null && !end.isBefore(concurrent.to())) {
                return true;
            }
            at = end;
        }
    }

    /** Posts that were there and are no longer so. */
    List<Posting> removed() {
        return before.stream().filter(post -> !posts.contains(post)).toList();
    }

    /** Posts that were not there so. */
    List<Posting> added() {
        return posts.stream()
                .filter(post -> !before.contains(post))
                .sorted(ORDER)
                .toList();
    }

    /** The days on which the person now begins or ends something otherwise than before. */
    Set<LocalDate> changedDays() {
        Set<Mark> changed = marks(posts);
        Set<Mark> were = marks(before);
        Set<Mark> gone = new HashSet<>(were);
        gone.removeAll(changed);
        changed.removeAll(were);
        changed.addAll(gone);
        Set<LocalDate> days = new TreeSet<>();
        changed.forEach(mark -> days.add(mark.day()));
        return days;
    }

    /** A post that begins or ends on a day. */
    private record Mark(LocalDate day, Place place, boolean main, boolean begins) {}

    private static Set<Mark> marks(Collection<Posting> posts) {
        Set<Mark> marks = new HashSet<>();
        for (Posting post : posts) {
            marks.add(new Mark(post.from(), post.place(), post.main(), true));
            if (post.to() != null) {
                marks.add(new Mark(post.to(), post.place(), post.main(), false));
            }
        }
        return marks;
    }
}
